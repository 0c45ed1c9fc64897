package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views with rows for each fit on {@link Scenarios}, against numbers worked out by hand, in both engines. */
class FitViewsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @TempDir
    static Path out;

    private static GoldenViews views;

    @BeforeAll
    static void register() throws SQLException {
        views = new GoldenViews(out);
    }

    @AfterAll
    static void close() throws SQLException {
        views.close();
    }

    @Test
    void aFitEndsWithItsLastStepAndMse() throws SQLException {
        assertThat(views.row("fits", Map.of("target", "plain", "seed", 1L, "condition", "structured")))
                .containsEntry("steps_taken", 10L)
                .containsEntry("last_train_mse", Math.scalb(1.0, -20))
                .containsEntry("last_test_mse", Math.scalb(1.0, -19))
                .containsEntry("attempts", 1L)
                .containsEntry("dead_source", false);
        assertThat(views.row("fits", Map.of("target", "dead", "seed", 1L, "condition", "structured")))
                .containsEntry("dead_source", true);
        assertThat(views.row("fits", Map.of("target", "lost", "seed", 2L, "condition", "random")))
                .containsEntry("steps_taken", -1L)
                .containsEntry("last_train_mse", null)
                .containsEntry("last_test_mse", null);
        assertThat(views.row("fits", Map.of("target", "retried", "seed", 1L, "condition", "random")))
                .containsEntry("attempts", 2L)
                .containsEntry("status", "done")
                .containsEntry("finished_at", Instant.parse("2026-11-24T12:00:00Z"));
    }

    @Test
    void failuresAreTheFitsThatDidNotEndWell() throws SQLException {
        assertThat(views.rows("failures", Map.of()))
                .extracting(row -> row.get("target") + " " + row.get("seed") + " " + row.get("condition") + " "
                        + row.get("status") + " " + row.get("steps_taken"))
                .containsExactlyInAnyOrder(
                        "lost 1 structured diverged 2",
                        "lost 2 random failed -1",
                        "lost 3 scratch timed-out 1",
                        "lost 6 random failed -1");
        assertThat(views.row("failures", Map.of("seed", 3L))).containsEntry("cause", "because of the timed-out test");
    }

    @Test
    void throughputAddsUpStepsAndTime() throws SQLException {
        // Three fits of 10 steps in 2000 ms each.
        assertThat(views.row("throughput", Map.of("sweep", "other")))
                .containsEntry("fits", 3L)
                .containsEntry("steps", 30L)
                .containsEntry("wall_ms", 6000.0)
                .containsEntry("steps_per_second", 5.0);
    }

    @Test
    void curvesHaveEveryTrainingStepAndEveryCheckpoint() throws SQLException {
        Map<String, Object> fit = Map.of("target", "plain", "seed", 2L, "condition", "random");
        List<Map<String, @Nullable Object>> all = views.rows("curves", fit);
        assertThat(all.stream().filter(row -> "train".equals(row.get("measure"))))
                .extracting(row -> row.get("step") + ": " + row.get("mse"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 10)
                        .mapToObj(k -> k + ": " + Math.scalb(1.0, -(k + 3)))
                        .toList());
        assertThat(all.stream().filter(row -> "test".equals(row.get("measure"))))
                .extracting(row -> row.get("step") + ": " + row.get("mse"))
                .containsExactlyInAnyOrderElementsOf(IntStream.of(Scenarios.CHECKPOINTS)
                        .mapToObj(k -> k + ": " + Math.scalb(1.0, -(k + 2)))
                        .toList());
        assertThat(views.rows("curves", Map.of("target", "lost", "seed", 2L, "condition", "random")))
                .isEmpty();
    }

    @Test
    void aGainIsTheRatioToScratchAtEachCheckpoint() throws SQLException {
        for (int seed = 0; seed < 3; seed++) {
            for (int step : Scenarios.CHECKPOINTS) {
                for (String measure : List.of("train", "test")) {
                    int scratch = Scenarios.scratch(seed, step);
                    int structured = Scenarios.structured(seed, step);
                    assertThat(gain("plain", seed, "structured", measure, step))
                            .containsEntry("gain", Math.scalb(1.0, structured - scratch))
                            .containsEntry("mse", Math.scalb(1.0, (measure.equals("test") ? 1 : 0) - structured))
                            .containsEntry("at_floor", false)
                            .containsEntry("usable", true);
                }
            }
        }
        assertThat(views.rows("gain", Map.of("condition", "scratch"))).isEmpty();
    }

    @Test
    void aGainInterpolatesScratchWhereItHasOtherCheckpoints() throws SQLException {
        // Scratch 2^0 at 0 and 2^-4 at 2, so 2^-2 at 1, and 2^-(4 + 3/8) at 5; structured 2^-3 and 2^-6.
        assertThat((Double)
                        gain("other checkpoints", 0, "structured", "test", 1).get("gain"))
                .isCloseTo(2, EXACT);
        assertThat((Double)
                        gain("other checkpoints", 0, "structured", "test", 5).get("gain"))
                .isCloseTo(Math.pow(2, 6 - 4.375), EXACT);
    }

    @Test
    void aGainAtTheFloorIsClampedAndFlaggedAndOneOfALostFitIsNotUsable() throws SQLException {
        assertThat(gain("floor", 0, "structured", "train", 10)).containsEntry("at_floor", true);
        assertThat((Double) gain("floor", 0, "structured", "train", 10).get("gain"))
                .isCloseTo(Math.scalb(1.0, -43) / 1e-13, EXACT);
        assertThat(gain("dead", 1, "structured", "train", 1)).containsEntry("usable", false);
        assertThat(gain("lost", 5, "structured", "train", 1))
                .containsEntry("usable", false)
                .containsEntry("gain", null)
                .containsEntry("scratch_mse", null);
        assertThat(gain("retried", 1, "random", "train", 1)).containsEntry("gain", 4.0);
    }

    @Test
    void stepsToIsTheFirstStepAtOrBelowTau() throws SQLException {
        // 2^-7 is the first below 1e-2: scratch k, structured 2k, so steps 7 and 4.
        assertThat(stepsTo(0, "structured", 1e-2))
                .containsEntry("step", 4L)
                .containsEntry("scratch_step", 7L)
                .containsEntry("speedup", 1.75)
                .containsEntry("usable", true);
        assertThat(stepsTo(0, "scratch", 1e-2)).containsEntry("speedup", 1.0);
        // 2^-14 is the first below 1e-4: structured at 7, scratch never.
        assertThat(stepsTo(0, "structured", 1e-4))
                .containsEntry("step", 7L)
                .containsEntry("scratch_step", null)
                .containsEntry("speedup", null);
    }

    private static Map<String, @Nullable Object> gain(
            String target, long seed, String condition, String measure, long step) throws SQLException {
        return views.row(
                "gain",
                Map.of("target", target, "seed", seed, "condition", condition, "measure", measure, "step", step));
    }

    private static Map<String, @Nullable Object> stepsTo(long seed, String condition, double tau) throws SQLException {
        return views.row("steps_to", Map.of("target", "plain", "seed", seed, "condition", condition, "tau", tau));
    }
}
