package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die in the middle of a run on a cluster, and what remains of the run. */
class ProcessFaultsTest {
    /** Set {@code -Dspecsweep.chaos.seed=...} to repeat the random moments of a run that failed. */
    private static final long SEED = Long.getLong("specsweep.chaos.seed", System.nanoTime());

    @TempDir
    Path outs;

    private final ClusterOfProcesses cluster = Stage.cluster();
    private final List<String> undisturbed = Stage.undisturbedFacts();
    private Drivers drivers;

    @BeforeEach
    void prepare() {
        drivers = new Drivers(outs);
    }

    @Test
    void anExecutorThatIsKilledIsReplacedAndNoFactDiffers() {
        Path out = outs.resolve("out");
        try (JavaProcess driver = drivers.runOn(cluster, out)) {
            Facts.awaitFiles(out, driver, 1);
            List<ProcessHandle> executors = cluster.executors();
            assertThat(executors).as(driver::output).isNotEmpty();
            executors.get(0).destroyForcibly();
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void aWorkerThatIsKilledIsDoneWithoutAndNoFactDiffers() {
        Path out = outs.resolve("out");
        try (JavaProcess driver = drivers.runOn(cluster, out)) {
            Facts.awaitFiles(out, driver, 1);
            cluster.killWorker(0);
            assertThat(driver.exitCode()).as(driver::output).isZero();
        } finally {
            cluster.replaceWorker(0);
        }
        assertSameAsUndisturbed(out);
    }

    @Test
    void aDriverThatIsKilledAtARandomMomentLosesItsLeaseAndNothingThatWasPublished() {
        Path out = outs.resolve("out");
        int files = 1 + new Random(SEED).nextInt(5);
        System.out.printf(
                "chaos: seed %d, the driver is frozen and killed when it has written %d files%n", SEED, files);
        List<Path> published;
        try (JavaProcess driver = drivers.runOn(cluster, out)) {
            Facts.awaitFiles(out, driver, files);
            // However fast the machine, the second run finds the first one at work.
            driver.freeze();
            try (JavaProcess second = drivers.runLocally(out)) {
                assertThat(second.exitCode()).as(second::output).isEqualTo(1);
                assertThat(second.output())
                        .contains(out + " is in use: run of sweep chaos, process ")
                        .hasLineCount(1);
            }
            driver.kill();
            published = Facts.visibleFiles(out);
        }
        Eventually.until(
                "the executors of the dead driver are gone",
                () -> cluster.executors().isEmpty(),
                () -> cluster.executors().toString());
        try (JavaProcess driver = drivers.runLocally(out)) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(Facts.visibleFiles(out)).containsAll(published);
        assertSameAsUndisturbed(out);
    }

    @Test
    void oneInterruptFinishesTheWaveAndTheNextRunGoesOn() {
        Path out = outs.resolve("out");
        try (JavaProcess driver = drivers.runOn(cluster, out)) {
            Facts.awaitFiles(out, driver, 1);
            driver.interrupt();
            assertThat(driver.exitCode()).as(driver::output).isEqualTo(130);
            assertThat(driver.output()).contains("run the same command again to continue");
        }
        assertThat(out.resolve("_staging"))
                .as("what was at work")
                .satisfiesAnyOf(
                        staging -> assertThat(staging).doesNotExist(),
                        staging -> assertThat(staging).isEmptyDirectory());
        int kept = Facts.of(out).size();
        assertThat(kept).isBetween(1, undisturbed.size() - 1);
        try (JavaProcess driver = drivers.runLocally(out)) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
            assertThat(driver.output()).contains((undisturbed.size() - kept) + " fits to train");
        }
        assertSameAsUndisturbed(out);
    }

    private void assertSameAsUndisturbed(Path out) {
        assertThat(Facts.of(out)).isEqualTo(undisturbed);
    }
}
