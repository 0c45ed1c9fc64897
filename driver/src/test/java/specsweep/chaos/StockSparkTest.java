package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's lines for a cluster, on a Spark distribution as users have it. */
@Tag("cluster")
class StockSparkTest {
    @TempDir
    static Path sparkFolder;

    private static StockSpark spark;

    /** Of a JVM that trains as executors do, in vectors: those of the other tests do without, since they start faster so. */
    private static List<String> undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        // First, as it leaves nothing at work beside the cluster.
        Path alone = sparkFolder.resolve("undisturbed");
        try (JavaProcess run =
                new Drivers(sparkFolder).runLocally(alone, List.of("--add-modules=jdk.incubator.vector"))) {
            assertThat(run.exitCode()).as(run::output).isZero();
        }
        undisturbed = Facts.of(alone);
        spark = StockSpark.start(sparkFolder);
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @Test
    void theReadmesLineTrainsOnExecutorsThatHaveNothingButSpark() throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.launcher(run(out))) {
            assertThat(run.exitCode()).as(run::output).isZero();
            assertOnlyProgressAndTable(run.output());
        }
        assertSameAsUndisturbed(out);
        try (JavaProcess doctor = spark.launcher("doctor", "--out", out.toString())) {
            doctor.exitCode();
            assertThat(doctor.output()).contains("2 answer, on 2 hosts");
        }
    }

    @Test
    void sparkSubmitWithTheOneJarDoesTheSame() throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.submit("client", run(out))) {
            assertThat(run.exitCode()).as(run::output).isZero();
            String own = run.output().substring(run.output().indexOf("chaos: "));
            assertOnlyProgressAndTable(own);
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void theClusterDrivesARunThatSparkSubmitHandsOver() throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.submit("cluster", run(out))) {
            assertThat(run.exitCode()).as(run::output).isZero();
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void theClusterDrivesARunThatTheLauncherHandsOver() throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.launcher(Stream.concat(Stream.of(run(out)), Stream.of("--deploy-mode", "cluster"))
                .toArray(String[]::new))) {
            assertThat(run.exitCode()).as(run::output).isZero();
            assertThat(run.output()).contains("is FINISHED");
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void whatIsWrongInASweepIsSaidBeforeTheClusterHearsOfIt() throws IOException {
        Path wrong =
                Files.writeString(folder.resolve("wrong.yaml"), "sweep: wrong\ntuples: {grid: {architectur: siren}}\n");
        try (JavaProcess run = spark.launcher(
                "run", wrong.toString(), "--out", folder.resolve("out").toString(), "--deploy-mode", "cluster")) {
            assertThat(run.exitCode()).as(run::output).isEqualTo(2);
            assertThat(run.output()).contains("architectur").doesNotContain("\tat ");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void anExecutorThatIsKilledIsReplacedAndNoFactDiffers() throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.launcher(run(out))) {
            Facts.awaitVisible(out, run, 1);
            List<ProcessHandle> executors = spark.executors();
            assertThat(executors).as(spark.log()).isNotEmpty();
            executors.get(0).destroyForcibly();
            assertThat(run.exitCode()).as(run::output).isZero();
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void aWorkerThatIsKilledWithItsExecutorsCostsNoFact() throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.launcher(run(out))) {
            Facts.awaitVisible(out, run, 1);
            spark.loseWorker();
            assertThat(run.exitCode()).as(run::output).isZero();
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void aDriverThatIsKilledLeavesTheRestToTheNextOne() throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.launcher(run(out))) {
            Facts.awaitVisible(out, run, 1);
            run.close();
        }
        assertThat(Facts.of(out)).isNotEmpty().hasSizeLessThan(Drivers.TUPLES * Drivers.CONDITIONS);
        try (JavaProcess again = spark.launcher(run(out))) {
            assertThat(again.exitCode()).as(again::output).isZero();
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void anExecutorThatNoWorkerCanHoldIsRefusedBeforeAnythingWaitsForIt() throws IOException {
        assertEnds(
                2,
                "can hold an executor of 65536 MiB and 1 core: the largest has 3072 MiB and 1 cores",
                "--conf",
                "spark.executor.memory=64g");
    }

    @Test
    void executorsWithoutTheProgramAreSaidToBeSo() throws IOException {
        assertEnds(1, "executors do not have all of the program", "--conf", "spark.executor.extraClassPath=/nowhere");
    }

    @Test
    void executorsThatEndAsSoonAsTheyBeginEndTheRun() throws IOException {
        assertEnds(
                1,
                "executors end as soon as they begin",
                "--conf",
                "spark.executor.extraJavaOptions=-agentlib:nosuch",
                "--conf",
                "spark.cores.max=1");
    }

    private void assertEnds(int code, String words, String... options) throws IOException {
        Path out = folder.resolve("out");
        try (JavaProcess run = spark.launcher(
                Stream.concat(Stream.of(run(out)), Stream.of(options)).toArray(String[]::new))) {
            assertThat(run.exitCode()).as(run::output).isEqualTo(code);
            assertThat(run.output())
                    .contains(words)
                    .doesNotContain("\tat ")
                    .doesNotContain("run the same command again");
        }
    }

    private String[] run(Path out) throws IOException {
        return new String[] {
            "run",
            Files.writeString(folder.resolve("chaos.yaml"), Drivers.SWEEP).toString(),
            "--out",
            out.toString(),
            "--conf",
            "spark.specsweep.waveSeconds=1"
        };
    }

    private static void assertSameAsUndisturbed(Path out) {
        assertThat(Facts.of(out)).isEqualTo(undisturbed);
    }

    private static void assertOnlyProgressAndTable(String output) {
        assertThat(output)
                .contains("Sweep chaos: gains in training MSE")
                .doesNotContain(" INFO ")
                .doesNotContain(" WARN ")
                .doesNotContain("\tat ");
    }
}
