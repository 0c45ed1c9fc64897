package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * HDFS and YARN with two node managers, in a process of their own, and what a client sees of them. The containers, in which
 * drivers and executors are, are that process's children.
 */
final class HadoopOfProcesses implements AutoCloseable {
    /** Where the build has put the jar that holds Hadoop's mini clusters: it is on no other class path. */
    private static final Path JAR =
            Path.of(System.getProperty("specsweep.home"), "driver/target/hadoop/hadoop-client-minicluster.jar");

    private final JavaProcess process;
    private final Path settings;
    private final YarnClient yarn;
    private final FileSystem files;

    private HadoopOfProcesses(JavaProcess process, Path settings) throws IOException {
        this.process = process;
        this.settings = settings;
        Configuration configuration = new YarnConfiguration();
        for (String name : List.of("core-site.xml", "yarn-site.xml")) {
            configuration.addResource(
                    new org.apache.hadoop.fs.Path(settings.resolve(name).toUri()));
        }
        this.files = FileSystem.newInstance(configuration);
        this.yarn = YarnClient.createYarnClient();
        yarn.init(configuration);
        yarn.start();
    }

    static HadoopOfProcesses start(Path folder) {
        JavaProcess process = JavaProcess.start(
                "hadoop",
                folder,
                // For the containers, too.
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                JAR + ":" + Stage.CLASS_PATH,
                List.of("-XX:TieredStopAtLevel=1", "-Xmx768m"),
                List.of(
                        Path.of(System.getProperty("specsweep.home"), "driver/src/test/jvm/HadoopCluster.java")
                                .toString(),
                        folder.toString()));
        Path settings = Path.of(process.awaitOutput("HDFS and YARN are up: (.*)"));
        try {
            return new HadoopOfProcesses(process, settings);
        } catch (IOException e) {
            process.close();
            throw new UncheckedIOException(e);
        }
    }

    /** What tells a client of Hadoop where all is. */
    Map<String, String> environment() {
        return Map.of("HADOOP_CONF_DIR", settings.toString());
    }

    /** The options with which a run takes little of this machine, and trains by the kernels of the tests' other runs. */
    List<String> options() {
        return Stream.of(
                        "spark.executor.instances=2",
                        "spark.executor.memory=768m",
                        "spark.executor.memoryOverhead=512m",
                        "spark.driver.memory=768m",
                        "spark.driver.memoryOverhead=512m",
                        "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                        "spark.driver.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                        "spark.ui.enabled=false",
                        "spark.specsweep.waveSeconds=1")
                .flatMap(setting -> Stream.of("--conf", setting))
                .toList();
    }

    /** A folder of HDFS. */
    String uri(String folder) {
        return files.getUri() + "/" + folder;
    }

    /** Waits until a run has published some files. */
    void awaitVisible(String out, JavaProcess client, int number) {
        Eventually.until(
                number + " files are visible in " + out,
                () -> {
                    if (!client.isAlive()) {
                        throw new AssertionError("ended before:\n" + client.output());
                    }
                    return visible(out) >= number;
                },
                client::output);
    }

    private int visible(String out) {
        try {
            FileStatus[] found =
                    files.globStatus(new org.apache.hadoop.fs.Path(out + "/sweep=*/architecture=*/*.parquet"));
            return found == null ? 0 : found.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies an output to a folder here. */
    Path copy(String out, Path folder) throws IOException {
        files.copyToLocalFile(
                false, new org.apache.hadoop.fs.Path(out), new org.apache.hadoop.fs.Path(folder.toUri()), true);
        return folder;
    }

    /** What is left of the jars that were uploaded for applications. */
    int uploaded() throws IOException {
        org.apache.hadoop.fs.Path staging = new org.apache.hadoop.fs.Path(files.getHomeDirectory(), ".sparkStaging");
        return files.exists(staging) ? files.listStatus(staging).length : 0;
    }

    /** All applications so far, the latest last. */
    List<ApplicationReport> applications() throws IOException, YarnException {
        return yarn.getApplications().stream()
                .sorted(Comparator.comparing(ApplicationReport::getApplicationId))
                .toList();
    }

    int attempts(ApplicationId application) throws IOException, YarnException {
        return yarn.getApplicationAttempts(application).size();
    }

    /** The JVMs in containers whose main class has that name. */
    List<ProcessHandle> containers(String mainClass) {
        return process.descendants().stream()
                .filter(each -> each.info().command().orElse("").endsWith("/java")
                        && each.info()
                                .arguments()
                                .map(List::of)
                                .orElse(List.of())
                                .contains(mainClass))
                .toList();
    }

    @Override
    public void close() throws IOException {
        yarn.close();
        files.close();
        process.close();
    }
}
