package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker in a network of its own, whose cable to the driver and the master is pulled out in the middle of a run: all its
 * processes live, and nobody hears of them. Needs the right to make networks.
 */
class NetworkCutTest {
    /** A silence of ten seconds is the end of an executor, and a little more that of a worker. */
    private static final String[] IMPATIENT = {
        "--conf", "spark.network.timeout=10s",
        "--conf", "spark.network.timeoutInterval=2s",
        "--conf", "spark.executor.heartbeatInterval=2s",
        "--conf", "spark.scheduler.minRegisteredResourcesRatio=1.0",
        "--conf", "spark.cores.max=2",
        "--verbose"
    };

    @TempDir
    static Path folder;

    private static Cable cable;
    private static ClusterOfProcesses cluster;

    private final List<String> undisturbed = Stage.undisturbedFacts();

    @BeforeAll
    static void layTheCable() {
        assumeTrue(Privileges.mayMakeNetworks(), "may not make networks");
        Stage.undisturbedFacts();
        cable = new Cable();
        cluster = ClusterOfProcesses.start(
                folder,
                cable.here(),
                List.of(
                        new ClusterOfProcesses.Host(cable.here(), List.of()),
                        new ClusterOfProcesses.Host(cable.there(), cable.launcher())),
                10);
    }

    @AfterAll
    static void tidyUp() {
        if (cluster != null) {
            cluster.close();
        }
        if (cable != null) {
            cable.close();
        }
    }

    /** In the full form, that of {@code .ci/chaos}, the cable is also put back while the run goes on. */
    @Test
    void aWorkerThatCannotBeReachedIsDoneWithoutThenComesBackAndNoFactDiffers() {
        Path out = folder.resolve("out");
        Drivers drivers = new Drivers(folder);
        try (JavaProcess driver = drivers.runOn(cluster, out, IMPATIENT)) {
            Facts.awaitFiles(out, driver, 2);
            driver.awaitOutput("Starting task .*" + Pattern.quote(cable.there()));
            cable.pullOut();
            driver.awaitOutput("Lost executor \\d+ on " + Pattern.quote(cable.there()));
            assertThat(driver.exitCode()).as(driver::output).isZero();
        } finally {
            cable.putBack();
        }
        assertThat(Facts.of(out)).isEqualTo(undisturbed);
        cluster.awaitWorker(1, "(?s)Successfully registered with master.*Successfully registered with master");

        if (!Boolean.getBoolean("specsweep.chaos.full")) {
            return;
        }
        Path again = folder.resolve("again");
        try (JavaProcess driver = drivers.runOn(cluster, again, IMPATIENT)) {
            Facts.awaitFiles(again, driver, 2);
            cable.pullOut();
            driver.awaitOutput("Lost executor \\d+ on " + Pattern.quote(cable.there()));
            // What it had in hand is done elsewhere by now, and it still thinks that it has to tell of it.
            cable.putBack();
            assertThat(driver.exitCode()).as(driver::output).isZero();
        } finally {
            cable.putBack();
        }
        assertThat(Facts.of(again)).isEqualTo(undisturbed);
    }
}
