package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on YARN with their results in HDFS: what they leave, how YARN says that they ended, and how often it tried. */
@Tag("cluster")
class YarnTest {
    private static final String DRIVER = "org.apache.spark.deploy.yarn.ApplicationMaster";
    private static final String EXECUTOR = "org.apache.spark.executor.YarnCoarseGrainedExecutorBackend";

    @TempDir
    static Path hadoopFolder;

    private static HadoopOfProcesses hadoop;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        // First, as processes that start later are faster for it.
        Stage.undisturbedFacts();
        hadoop = HadoopOfProcesses.start(hadoopFolder);
    }

    @AfterAll
    static void stop() throws IOException {
        hadoop.close();
    }

    @Test
    void anExecutorThatIsKilledIsReplacedAndNoFactDiffers() throws Exception {
        String out = hadoop.uri("client");
        try (JavaProcess driver = new Drivers(folder).runOnYarn(hadoop, out)) {
            hadoop.awaitVisible(out, driver, 1);
            List<ProcessHandle> executors = hadoop.containers(EXECUTOR);
            assertThat(executors).as(driver::output).isNotEmpty();
            executors.get(0).destroyForcibly();
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertSameAsUndisturbed(out);
        assertThat(latest().getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
    }

    @Test
    void aDriverThatIsKilledOnTheClusterIsStartedAgainAndGoesOnWhereItWas() throws Exception {
        String out = hadoop.uri("cluster");
        try (JavaProcess client = new Drivers(folder).runOnYarn(hadoop, out, "--deploy-mode", "cluster")) {
            hadoop.awaitVisible(out, client, 1);
            List<ProcessHandle> driver = hadoop.containers(DRIVER);
            assertThat(driver).as(client::output).hasSize(1);
            driver.get(0).destroyForcibly();
            assertThat(client.exitCode()).as(client::output).isZero();
        }
        assertSameAsUndisturbed(out);
        assertThat(latest().getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
        assertThat(hadoop.attempts(latest().getApplicationId())).isEqualTo(2);
    }

    @Test
    void badInputIsSaidHereAndNothingIsSubmitted() throws Exception {
        int before = hadoop.applications().size();
        try (JavaProcess client =
                new Drivers(folder).runOnYarn(hadoop, hadoop.uri("bad"), "--deploy-mode", "cluster", "--stack", "0")) {
            assertThat(client.exitCode()).as(client::output).isEqualTo(2);
            assertThat(client.output()).contains("specsweep: --stack must be at least 1, was 0");
        }
        assertThat(hadoop.applications()).hasSize(before);
    }

    @Test
    void aStockDistributionRunsTheAssemblyInBothModesAndBothSucceed() throws Exception {
        for (String mode : List.of("client", "cluster")) {
            String out = hadoop.uri("stock-" + mode);
            try (JavaProcess submit = submit(mode, "run", "smoke", "--out", out, "--no-table")) {
                assertThat(submit.exitCode()).as(submit::output).isZero();
            }
            assertThat(latest().getFinalApplicationStatus()).as(mode).isEqualTo(FinalApplicationStatus.SUCCEEDED);
            assertThat(hadoop.attempts(latest().getApplicationId())).as(mode).isEqualTo(1);
            assertThat(Facts.of(hadoop.copy(out, folder.resolve(mode)))).hasSize(54);
        }
    }

    @Test
    void badInputThatTheDriverFindsEndsTheApplicationWithTheReasonAndWithoutASecondAttempt() throws Exception {
        int uploaded = hadoop.uploaded();
        try (JavaProcess submit = submit("cluster", "run", "no-such-sweep", "--out", hadoop.uri("worse"))) {
            assertThat(submit.exitCode()).as(submit::output).isEqualTo(1);
        }
        assertThat(latest().getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        assertThat(latest().getDiagnostics()).contains("no-such-sweep");
        assertThat(hadoop.attempts(latest().getApplicationId())).isEqualTo(1);
        assertThat(hadoop.uploaded()).as("folders of uploaded jars").isEqualTo(uploaded);
    }

    /** What bin/spark-submit of a distribution starts. */
    private JavaProcess submit(String mode, String... program) throws IOException {
        String home = System.getProperty("specsweep.spark.home");
        assertThat(home).as("-Dspecsweep.spark.home, a distribution of Spark").isNotNull();
        List<String> command = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
        command.addAll(List.of("--master", "yarn", "--deploy-mode", mode));
        command.addAll(hadoop.options());
        command.addAll(List.of("--class", Drivers.MAIN, assembly().toString()));
        command.addAll(List.of(program));
        Map<String, String> environment = new HashMap<>(hadoop.environment());
        environment.put("SPARK_HOME", home);
        return JavaProcess.start(
                "submit-" + mode,
                folder,
                environment,
                home + "/jars/*:" + hadoop.environment().get("HADOOP_CONF_DIR"),
                List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"),
                command);
    }

    private static Path assembly() throws IOException {
        try (Stream<Path> built = Files.list(Path.of(System.getProperty("specsweep.home"), "driver/target"))) {
            return built.filter(path -> path.toString().endsWith("-spark.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no assembly: ./mvnw -DskipTests package makes it"));
        }
    }

    private void assertSameAsUndisturbed(String out) throws IOException {
        assertThat(Facts.of(hadoop.copy(out, folder.resolve("copy")))).isEqualTo(Stage.undisturbedFacts());
    }

    private static ApplicationReport latest() throws IOException, YarnException {
        List<ApplicationReport> all = hadoop.applications();
        return all.get(all.size() - 1);
    }
}
