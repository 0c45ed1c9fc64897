package specsweep.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** Opens the session. */
    OpenSession open(String name) {
        nameThisMachine();
        SparkSession.Builder builder = SparkSession.builder().appName("specsweep: " + name);
        String url = withRetries(masterUrl());
        if (System.getProperty("spark.master") == null || master != null) {
            builder.master(url);
        }
        Map<String, String> defaults = new LinkedHashMap<>(DEFAULTS);
        if (url.startsWith("local")) {
            defaults.put("spark.driver.bindAddress", "127.0.0.1");
            defaults.put("spark.driver.host", "127.0.0.1");
            defaults.put(
                    "spark.sql.shuffle.partitions", "" + Runtime.getRuntime().availableProcessors());
            defaults.put("spark.ui.enabled", "false");
        }
        if (isOneJvm()) {
            defaults.put(LOCAL_FILES, LocalFiles.class.getName());
        }
        // Masters, workers and executors read the secret from the environment; a driver wants it as a setting.
        String secret = System.getenv(SECRET_VARIABLE);
        if (secret != null && Boolean.getBoolean("spark.authenticate")) {
            defaults.put("spark.authenticate.secret", secret);
        }
        // What spark-submit was given, it passes as system properties.
        defaults.keySet().removeIf(key -> System.getProperty(key) != null);
        defaults.forEach(builder::config);
        conf.forEach(builder::config);
        SparkSession spark = builder.getOrCreate();
        if (verbose) {
            Configurator.setAllLevels("", Level.INFO);
        }
        return new OpenSession(spark);
    }

    /** Local masters try a task once unless told otherwise; a cluster tries four times. */
    private static String withRetries(String url) {
        if (url.equals("local")) {
            return "local[1,4]";
        }
        return url.matches("local\\[(\\*|\\d+)]") ? url.substring(0, url.length() - 1) + ",4]" : url;
    }
}
