package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A standalone cluster of a Spark distribution as users unpack it: a master and two workers of one core, started by its own
 * scripts, which know nothing of this build. Where the distribution is, {@code -Dspecsweep.spark.home} says; {@code
 * .ci/clusters} fetches one.
 */
final class StockSpark implements AutoCloseable {
    private static final Path HOME = Path.of(Objects.requireNonNull(
            System.getProperty("specsweep.spark.home"),
            "run .ci/clusters, or give -Dspecsweep.spark.home=DISTRIBUTION"));
    private static final Path PROJECT = Path.of(System.getProperty("specsweep.home"));

    private final Path folder;
    private final JavaProcess master;
    private final List<JavaProcess> workers = new ArrayList<>();
    private final String url;
    private int started;

    private StockSpark(Path folder) {
        this.folder = folder;
        this.master = daemon("master", "127.0.0.1", "master.Master");
        this.url = master.awaitOutput("(spark://127\\.0\\.0\\.1:\\d+)");
        master.awaitOutput("New state: ALIVE");
    }

    /** Starts it, and waits until both workers have registered. */
    static StockSpark start(Path folder) {
        StockSpark spark = new StockSpark(folder);
        spark.workers.add(spark.worker(2));
        spark.workers.add(spark.worker(3));
        spark.workers.forEach(worker -> worker.awaitOutput("Successfully registered with master"));
        return spark;
    }

    private JavaProcess worker(int number) {
        return daemon(
                "worker-" + number + "-" + started++,
                "127.0.0." + number,
                "worker.Worker",
                "--cores",
                "1",
                "--memory",
                "3g",
                "--work-dir",
                folder.resolve("work-" + number).toString(),
                url);
    }

    private JavaProcess daemon(String name, String address, String type, String... more) {
        List<String> line = new ArrayList<>(List.of(
                HOME.resolve("bin/spark-class").toString(),
                "org.apache.spark.deploy." + type,
                "--host",
                address,
                "--port",
                "0",
                "--webui-port",
                "0"));
        line.addAll(List.of(more));
        return JavaProcess.run(name, folder, environment(address), line);
    }

    /** What a person's shell has, and the JVM that runs these tests. */
    private static Map<String, String> environment(String address) {
        return Map.of(
                "SPARK_LOCAL_IP", address,
                "SPARK_HOME", HOME.toString(),
                "JAVA_HOME", System.getProperty("java.home"));
    }

    /** {@code ./specsweep COMMAND ... --master URL}. */
    JavaProcess launcher(String... command) {
        List<String> line = new ArrayList<>(List.of(PROJECT.resolve("specsweep").toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--master", url));
        return JavaProcess.run("launcher-" + started++, folder, environment("127.0.0.1"), line);
    }

    /** {@code spark-submit --deploy-mode MODE specsweep-spark.jar COMMAND ...}, waiting for the end in both modes. */
    JavaProcess submit(String mode, String... command) {
        List<String> line = new ArrayList<>(List.of(
                HOME.resolve("bin/spark-submit").toString(),
                "--master",
                url,
                "--deploy-mode",
                mode,
                "--conf",
                "spark.standalone.submit.waitAppCompletion=true",
                "--class",
                Drivers.MAIN,
                assembly().toString()));
        line.addAll(List.of(command));
        return JavaProcess.run("submit-" + started++, folder, environment("127.0.0.1"), line);
    }

    private static Path assembly() {
        try (Stream<Path> files = Files.list(PROJECT.resolve("driver/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("specsweep-.*-spark\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("no assembly in driver/target: run ./mvnw -DskipTests package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The executors that the workers have started and that live. */
    List<ProcessHandle> executors() {
        return workers.stream()
                .flatMap(worker -> worker.descendants().stream())
                .filter(process -> process.isAlive()
                        && process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    /** kill -9 of a worker and of what it has started, as when a machine goes; another takes its place at once. */
    void loseWorker() {
        workers.remove(0).close();
        workers.add(worker(2));
    }

    /** What the master has written. */
    String log() {
        return master.output();
    }

    @Override
    public void close() {
        workers.forEach(JavaProcess::close);
        master.close();
    }
}
