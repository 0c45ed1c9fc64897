package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One sweep that is killed again and again, each time at another moment: while Spark starts, while the sweep is planned,
 * while tasks train, between a wave's commit and its becoming visible.
 */
class RandomKillsTest {
    /** Set {@code -Dspecsweep.chaos.seed=...} to repeat the random moments of a run that failed. */
    private static final long SEED = Long.getLong("specsweep.chaos.seed", System.nanoTime());

    /** How often; {@code .ci/chaos --full} asks for twenty. */
    private static final int KILLS = Integer.getInteger("specsweep.chaos.kills", 2);

    /** For each kill: a sweep may have ended before its moment came. */
    private static final int MOST_ATTEMPTS = 6;

    /** As long as a driver needs to begin training, about. */
    private static final int START_MILLIS = 6000;

    @TempDir
    Path folder;

    @Test
    void aSweepThatIsKilledAtRandomMomentsEndsEqualToOneThatNothingDisturbed() throws Exception {
        Random random = new Random(SEED);
        System.out.printf("chaos: seed %d, %d kills%n", SEED, KILLS);
        List<String> undisturbed = Stage.undisturbedFacts();
        Drivers drivers = new Drivers(folder);
        Path out = folder.resolve("out");
        int killed = 0;
        for (int attempt = 1; killed < KILLS; attempt++) {
            assertThat(attempt).as("attempts to kill it %d times", KILLS).isLessThanOrEqualTo(MOST_ATTEMPTS * KILLS);
            boolean alive;
            List<Path> before = staged(out, "");
            try (JavaProcess driver = drivers.runLocally(out)) {
                alive = killAtARandomMoment(driver, before, out, random);
            }
            killed += alive ? 1 : 0;
            if (!Facts.visibleFiles(out).isEmpty()) {
                List<String> visible = Facts.of(out);
                assertThat(visible).as("after attempt %d", attempt).doesNotHaveDuplicates();
                assertThat(undisturbed).as("after attempt %d", attempt).containsAll(visible);
                System.out.printf(
                        "chaos: attempt %d, killed %d times, %d of %d facts%n",
                        attempt, killed, visible.size(), undisturbed.size());
            }
            if (!alive) {
                // It had ended before its moment came; there is nothing left to kill.
                assertThat(Facts.of(out)).isEqualTo(undisturbed);
                out = folder.resolve("out-" + attempt);
            }
        }
        try (JavaProcess driver = drivers.runLocally(out)) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(Facts.of(out)).isEqualTo(undisturbed);
        assertThat(Facts.allFiles(out.resolve("_staging")))
                .as("what was at work")
                .isEmpty();
    }

    /**
     * Says whether it was alive; a sweep may have ended before the moment came. On a disk a wave becomes visible within some
     * milliseconds, so most moments are looked for there: after the commit, while files are moved one by one.
     */
    private static boolean killAtARandomMoment(JavaProcess driver, List<Path> before, Path out, Random random)
            throws Exception {
        int moment = random.nextInt(6);
        int later = random.nextInt(START_MILLIS);
        switch (moment) {
            case 0 -> Thread.sleep(later);
            case 1 -> {
                awaitStaged(driver, before, out, ".parquet.hidden");
                Thread.sleep(later % 500);
            }
            default -> {
                awaitStaged(driver, before, out, "_commit.json");
                LockSupport.parkNanos(later * 1000L);
            }
        }
        boolean alive = driver.isAlive();
        driver.kill();
        return alive;
    }

    /**
     * Waits until what is not visible yet has such a file that an earlier run has not left, or the driver has ended; looks a
     * thousand times a second.
     */
    private static void awaitStaged(JavaProcess driver, List<Path> before, Path out, String ending) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (driver.isAlive() && before.containsAll(staged(out, ending))) {
            assertThat(System.nanoTime()).as(driver::output).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static List<Path> staged(Path out, String ending) {
        return Facts.allFiles(out.resolve("_staging")).stream()
                .filter(path -> path.toString().endsWith(ending))
                .toList();
    }
}
