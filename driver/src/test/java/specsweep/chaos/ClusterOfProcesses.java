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
 * A Spark standalone cluster of processes on this machine: a master, and workers of one core each at addresses of their own,
 * which are as many hosts to Spark. Every port is chosen by the system; logs are in the cluster's folder.
 */
final class ClusterOfProcesses implements AutoCloseable {
    /** The setting that tells the JVM of an executor its options. */
    static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions=";

    private static final String LOOPBACK = "127.0.0.1";
    private static final List<Host> TWO_HOSTS =
            List.of(new Host("127.0.0.2", List.of()), new Host("127.0.0.3", List.of()));
    static final List<String> DAEMON = List.of("-Xmx512m", "-Dspecsweep.log=info");

    private final Path folder;
    private final String classPath;
    private final String address;
    private final List<Host> hosts;
    private final JavaProcess master;
    private final String url;
    private final List<JavaProcess> workers = new ArrayList<>();
    private int started;

    /**
     * Where a worker lives.
     *
     * @param address its address
     * @param launcher the words that start a process there; none for this machine's own network
     */
    record Host(String address, List<String> launcher) {}

    private ClusterOfProcesses(
            Path folder, String classPath, String address, List<Host> hosts, int workerTimeoutSeconds) {
        this.folder = folder;
        this.classPath = classPath;
        this.address = address;
        this.hosts = hosts;
        this.master = start(
                "master",
                Map.of("SPARK_LOCAL_IP", address),
                List.of(),
                List.of("-Dspark.master.rest.enabled=false", "-Dspark.worker.timeout=" + workerTimeoutSeconds),
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        address,
                        "--port",
                        "0",
                        "--webui-port",
                        "0"));
        this.url = master.awaitOutput("(spark://" + address + ":\\d+)");
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
        return new ClusterOfProcesses(folder, classPath, LOOPBACK, TWO_HOSTS, 20).withWorkers();
    }

    /**
     * Starts a cluster between hosts.
     *
     * @param address of the master, and of drivers
     * @param hosts of the workers
     * @param workerTimeoutSeconds after how long a silence the master gives a worker up
     */
    static ClusterOfProcesses start(Path folder, String address, List<Host> hosts, int workerTimeoutSeconds) {
        try {
            Files.createDirectories(folder.resolve("spark-home/jars"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ClusterOfProcesses(folder, Stage.CLASS_PATH, address, hosts, workerTimeoutSeconds).withWorkers();
    }

    private ClusterOfProcesses withWorkers() {
        for (int i = 0; i < hosts.size(); i++) {
            workers.add(startWorker(i));
        }
        workers.forEach(worker -> worker.awaitOutput("Successfully registered with master"));
        return this;
    }

    private JavaProcess startWorker(int index) {
        Host host = hosts.get(index);
        started++;
        return start(
                "worker-" + index + "-" + started,
                Map.of(
                        "SPARK_LOCAL_IP",
                        host.address(),
                        "SPARK_HOME",
                        folder.resolve("spark-home").toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_DIRS",
                        folder.resolve("local").toString()),
                host.launcher(),
                List.of(),
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        host.address(),
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
            String name,
            Map<String, String> environment,
            List<String> launcher,
            List<String> options,
            List<String> command) {
        List<String> all = new ArrayList<>(Stage.fastStart());
        all.addAll(DAEMON);
        all.addAll(options);
        return JavaProcess.start(name, folder, environment, launcher, classPath, all, command);
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
                "spark.driver.host=" + address,
                "--conf",
                "spark.driver.bindAddress=" + address,
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.executor.extraClassPath=" + Stage.CLASS_PATH,
                "--conf",
                EXECUTOR_OPTIONS + executorOptions(),
                "--conf",
                "spark.ui.enabled=false");
    }

    /** What the JVM of an executor is told; whoever tells more by {@value #EXECUTOR_OPTIONS} repeats it. */
    static String executorOptions() {
        return "-XX:+UseSerialGC " + String.join(" ", Stage.fastStart());
    }

    /** The master's log. */
    String masterLog() {
        return master.output();
    }

    /** Waits until a worker's log matches. */
    void awaitWorker(int index, String regex) {
        workers.get(index).awaitOutput(regex);
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
