package specsweep.cli;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.HAUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** YARN as a master: whether it is there, and what an application is told that this program, and no spark-submit, starts on it. */
final class YarnCluster {
    /** Hadoop's clients try for a quarter of an hour, which is right for a cluster that is known to be there. */
    private static final int PATIENCE_MILLIS = 10_000;

    private YarnCluster() {}

    static boolean isMeant(String master) {
        return master.equals("yarn");
    }

    /**
     * Spark's settings. All of Spark goes along, uploaded once for each application, so that both sides have the same.
     *
     * @param conf what the user has set, which is kept
     */
    static Map<String, String> settings(Map<String, String> conf) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.authenticate", "true");
        // ND4J's arrays and libraries are outside of the heap.
        settings.put("spark.executor.memoryOverhead", "1g");
        settings.put("spark.driver.memoryOverhead", "1g");
        if (!conf.containsKey("spark.yarn.archive")) {
            settings.put("spark.yarn.jars", jarsOfSpark());
        }
        return settings;
    }

    /** All that this program runs on and that is not shipped as its own. */
    private static String jarsOfSpark() {
        Set<URI> own = new HashSet<>(ProgramJars.installed());
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(Files::isRegularFile)
                .map(Path::toUri)
                .filter(jar -> !own.contains(jar))
                .map(URI::toString)
                .collect(Collectors.joining(","));
    }

    /**
     * Looks whether YARN is there.
     *
     * @param files the settings of Hadoop
     * @param environment where they are named
     */
    static void check(Configuration files, Map<String, String> environment) {
        List<Path> folders = HadoopSettings.folders(environment);
        if (folders.isEmpty()) {
            throw UserError.badInput(
                    "--master yarn needs the cluster's settings: set HADOOP_CONF_DIR to the folder with its"
                            + " core-site.xml and yarn-site.xml" + HadoopSettings.missing(environment));
        }
        YarnConfiguration settings = new YarnConfiguration(files);
        String where = address(settings) + " (from "
                + folders.stream().map(Path::toString).collect(Collectors.joining(" and ")) + ")";
        settings.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, PATIENCE_MILLIS);
        settings.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, 1000);
        settings.setInt("ipc.client.connect.timeout", PATIENCE_MILLIS / 2);
        settings.setInt("ipc.client.connect.max.retries", 1);
        settings.setInt("ipc.client.connect.max.retries.on.timeouts", 1);
        try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(settings);
            yarn.start();
            if (yarn.getYarnClusterMetrics().getNumNodeManagers() == 0) {
                throw UserError.fatal("YARN's ResourceManager at " + where + " has no node that could run anything");
            }
        } catch (UserError e) {
            throw e;
        } catch (IOException | YarnException | RuntimeException e) {
            throw UserError.fatal(
                    "YARN's ResourceManager does not answer at " + where
                            + ": check that it runs, and that a yarn-site.xml there has its"
                            + " yarn.resourcemanager.hostname",
                    e);
        }
    }

    private static String address(YarnConfiguration settings) {
        if (HAUtil.isHAEnabled(settings)) {
            return String.join(" or ", HAUtil.getRMHAIds(settings));
        }
        InetSocketAddress address = settings.getSocketAddr(
                YarnConfiguration.RM_ADDRESS, YarnConfiguration.DEFAULT_RM_ADDRESS, YarnConfiguration.DEFAULT_RM_PORT);
        return address.getHostString() + ":" + address.getPort();
    }
}
