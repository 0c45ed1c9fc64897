package specsweep.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import specsweep.store.LocalFiles;

/** The Spark session that a command works in, and the options that shape it. */
final class Session {
    private static final Map<String, String> DEFAULTS = Map.of(
            "spark.ui.showConsoleProgress", "false",
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.sources.parallelPartitionDiscovery.threshold", "1024",
            // Every partition column is text; without this a sweep named 2026 would be read as a number.
            "spark.sql.sources.partitionColumnTypeInference.enabled", "false",
            // Spark makes this folder as soon as it lists tables, of which there are none: one that is there already.
            "spark.sql.warehouse.dir",
                    Path.of(System.getProperty("java.io.tmpdir")).toUri().toString(),
            "spark.speculation", "false");

    /** As Spark's settings have it: the class behind {@code file:}. */
    private static final String LOCAL_FILES = "spark.hadoop." + LocalFiles.SETTING;

    /** Where Spark's own processes look for the secret that they share. */
    private static final String SECRET_VARIABLE = "_SPARK_AUTH_SECRET";

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master: local[*] (the default; all cores of this machine), local[N], spark://...,"
                    + " yarn, k8s://... Under spark-submit, what it was given.")
    @Nullable String master;

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A Spark setting; may be repeated.")
    Map<String, String> conf = new LinkedHashMap<>();

    @Option(names = "--verbose", description = "Show Spark's own log.")
    boolean verbose;

    /** The master that was given here or to spark-submit, or this machine. */
    String masterUrl() {
        return master != null ? master : System.getProperty("spark.master", "local[*]");
    }

    /** Whether spark-submit, here or on the cluster, has started this process. */
    static boolean isSubmitted() {
        return System.getProperty("spark.submit.deployMode") != null;
    }

    /** How to reach file systems before there is a session, or without one. */
    Configuration files() {
        nameThisMachine();
        SparkConf settings = new SparkConf();
        if (isOneJvm()) {
            settings.setIfMissing(LOCAL_FILES, LocalFiles.class.getName());
        }
        conf.forEach(settings::set);
        return SparkHadoopUtil.get().newConfiguration(settings);
    }

    /**
     * One machine is called localhost: its loopback address always works, whatever its own name resolves to, if it does at
     * all. Spark asks for the name as soon as its settings are read.
     */
    private void nameThisMachine() {
        if (masterUrl().startsWith("local")) {
            Utils.setCustomHostname("localhost");
        }
    }

    /** Whether tasks run in this JVM too. */
    boolean isOneJvm() {
        return masterUrl().matches("local(\\[.*)?");
    }

    /** Opens the session, if the master is one, and if it and the file system of an output are there. */
    OpenSession open(String name, String out) {
        Output.check(out, files());
        return open(name);
    }

    /** Opens the session, if the master is one and is there. */
    OpenSession open(String name) {
        SparkConf settings = settings();
        check(settings);
        if (shipsProgram() && !settings.contains("spark.jars")) {
            List<URI> jars = ProgramJars.kept();
            if (!jars.isEmpty()) {
                settings.set("spark.jars", jars.stream().map(URI::toString).collect(Collectors.joining(",")));
            }
        }
        SparkSession spark = SparkSession.builder()
                .config(settings)
                .appName("specsweep: " + name)
                .getOrCreate();
        if (verbose) {
            Configurator.setAllLevels("", Level.INFO);
        }
        if (!isOneJvm()) {
            ExecutorWatch.begin(spark.sparkContext(), System.err::println);
        }
        return new OpenSession(spark);
    }

    /** Ends the command, in words, if nothing can be run on the master that was named. */
    void check() {
        check(settings());
    }

    private void check(SparkConf settings) {
        String url = masterUrl();
        if (url.startsWith("spark://")) {
            StandaloneMaster.check(url, settings);
        } else if (YarnCluster.isMeant(url) && !isSubmitted()) {
            YarnCluster.check(files(), System.getenv());
        } else if (KubernetesCluster.isMeant(url) && !isSubmitted()) {
            KubernetesCluster.check(url, System.getenv());
        } else if (!url.matches("local(\\[.*|-cluster\\[.*)?|yarn|k8s://.*")) {
            throw UserError.badInput(
                    "--master " + url + " is no master; there are local[*], local[N], spark://HOST:PORT, yarn"
                            + " and k8s://https://HOST:PORT");
        }
    }

    /** What Spark was given, here and by spark-submit, which passes it as system properties. */
    private SparkConf settings() {
        nameThisMachine();
        SparkConf settings = new SparkConf();
        String url = withRetries(masterUrl());
        if (System.getProperty("spark.master") == null || master != null) {
            settings.setMaster(url);
        }
        Map<String, String> defaults = new LinkedHashMap<>(DEFAULTS);
        if (url.startsWith("local")) {
            defaults.put("spark.driver.bindAddress", "127.0.0.1");
            defaults.put("spark.driver.host", "127.0.0.1");
            defaults.put(
                    "spark.sql.shuffle.partitions", "" + Runtime.getRuntime().availableProcessors());
        }
        // A driver's page listens on every address and lets everyone in; spark-submit has settings that speak of it.
        if (url.startsWith("local") || System.getProperty("spark.master") == null) {
            defaults.put("spark.ui.enabled", "false");
        }
        if (isOneJvm()) {
            defaults.put(LOCAL_FILES, LocalFiles.class.getName());
        }
        if (!isSubmitted()) {
            defaults.putAll(clusterSettings());
        }
        // Masters, workers and executors read the secret from the environment; a driver wants it as a setting.
        String secret = System.getenv(SECRET_VARIABLE);
        String authenticates =
                conf.getOrDefault("spark.authenticate", System.getProperty("spark.authenticate", "false"));
        if (secret != null && Boolean.parseBoolean(authenticates)) {
            defaults.put("spark.authenticate.secret", secret);
        }
        defaults.forEach(settings::setIfMissing);
        conf.forEach(settings::set);
        return settings;
    }

    /** What the master's kind of cluster is told besides, where no spark-submit does. */
    Map<String, String> clusterSettings() {
        if (YarnCluster.isMeant(masterUrl())) {
            return YarnCluster.settings(conf);
        }
        return KubernetesCluster.isMeant(masterUrl()) ? KubernetesCluster.settings(conf) : Map.of();
    }

    /**
     * Whether executors need the program from here: spark-submit has shipped it already, and who says where executors find
     * it has it there.
     */
    private boolean shipsProgram() {
        return !isOneJvm()
                && !isSubmitted()
                && Stream.of("spark.jars", "spark.executor.extraClassPath")
                        .allMatch(key -> System.getProperty(key) == null && !conf.containsKey(key));
    }

    /** Local masters try a task once unless told otherwise; a cluster tries four times. */
    private static String withRetries(String url) {
        if (url.equals("local")) {
            return "local[1,4]";
        }
        return url.matches("local\\[(\\*|\\d+)]") ? url.substring(0, url.length() - 1) + ",4]" : url;
    }
}
