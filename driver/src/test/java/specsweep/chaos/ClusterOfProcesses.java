package specsweep.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Spark standalone cluster of processes on this machine: a master at 127.0.0.1, and workers of one core each at 127.0.0.2
 * and 127.0.0.3, which are two hosts to Spark. Every port is chosen by the system; logs are in the cluster's folder.
 */
final class ClusterOfProcesses implements AutoCloseable {
    private static final int WORKERS = 2;
    static final List<String> DAEMON = List.of("-Xmx512m", "-Dspecsweep.log=info");

    private final Path folder;
    private final String classPath;
    private final JavaProcess master;
    private final String url;
    private final List<JavaProcess> workers = new ArrayList<>();
    private int started;

    private ClusterOfProcesses(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
        this.master = start(
                "master",
                Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
                List.of("-Dspark.master.rest.enabled=false", "-Dspark.worker.timeout=20"),
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0"));
        this.url = master.awaitOutput("(spark://127.0.0.1:\\d+)");
        master.awaitOutput("New state: ALIVE");
    }

    /** Starts a cluster and waits until its workers have registered; its processes and executors see all of the build. */
    static ClusterOfProcesses start(Path folder) {
        return start(folder, Stage.CLASS_PATH);
    }

    /**
     * Starts a cluster whose master and workers have that class path, and whose {@code SPARK_HOME/jars} holds its jars, as a
     * Spark distribution's does: executors see no more than that and what the application brings.
     */
    static ClusterOfProcesses start(Path folder, String classPath) {
        try {
            Path jars = Files.createDirectories(folder.resolve("spark-home/jars"));
            if (!classPath.equals(Stage.CLASS_PATH)) {
                for (String jar : classPath.split(File.pathSeparator)) {
                    Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ClusterOfProcesses cluster = new ClusterOfProcesses(folder, classPath);
        for (int i = 0; i < WORKERS; i++) {
            cluster.workers.add(cluster.startWorker(i));
        }
        cluster.workers.forEach(worker -> worker.awaitOutput("Successfully registered with master"));
        return cluster;
    }

    private JavaProcess startWorker(int index) {
        String host = "127.0.0." + (2 + index);
        started++;
        return start(
                "worker-" + index + "-" + started,
                Map.of(
                        "SPARK_LOCAL_IP",
                        host,
                        "SPARK_HOME",
                        folder.resolve("spark-home").toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_DIRS",
                        folder.resolve("local").toString()),
                List.of(),
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        host,
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "3g",
                        "--work-dir",
                        folder.resolve("work-" + index).toString(),
                        url));
    }

    private JavaProcess start(
            String name, Map<String, String> environment, List<String> options, List<String> command) {
        List<String> all = new ArrayList<>(Stage.fastStart());
        all.addAll(DAEMON);
        all.addAll(options);
        return JavaProcess.start(name, folder, environment, classPath, all, command);
    }

    /** Where drivers find the master. */
    String url() {
        return url;
    }

    /** The options with which a driver process that has all of the build uses this cluster. */
    List<String> options() {
        return List.of(
                "--master",
                url,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.executor.extraClassPath=" + Stage.CLASS_PATH,
                "--conf",
                "spark.executor.extraJavaOptions=-XX:+UseSerialGC " + String.join(" ", Stage.fastStart()),
                "--conf",
                "spark.ui.enabled=false");
    }

    /** The executors at work now: what the workers have started, less what was killed. */
    List<ProcessHandle> executors() {
        return workers.stream()
                .flatMap(worker -> worker.descendants().stream())
                .filter(ProcessHandle::isAlive)
                .collect(Collectors.toList());
    }

    /** kill -9 of a worker and of the executors on its host, as when a machine goes. */
    void killWorker(int index) {
        List<ProcessHandle> executors = workers.get(index).descendants();
        workers.get(index).kill();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts a worker in the place of a killed one. */
    void replaceWorker(int index) {
        JavaProcess worker = startWorker(index);
        workers.set(index, worker);
        worker.awaitOutput("Successfully registered with master");
    }

    @Override
    public void close() {
        workers.forEach(JavaProcess::close);
        master.close();
    }
}
