package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views that compare fits on {@link Scenarios}, against numbers worked out by hand, in both engines. */
class ComparisonViewsTest {
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
    void theHeadlineIsTheOneMatchedErrorOfOneInTenThousand() throws SQLException {
        assertThat(views.rows("budgets", Map.of("headline", true)))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("budget", "scratch<=1e-4").containsEntry("tau", 1e-4));
        assertThat(views.rows("budgets", Map.of())).hasSize(10);
    }

    @Test
    void aSettingCountsItsSeedsInWhateverCondition() throws SQLException {
        assertThat(views.row("settings", Map.of("target", "plain"))).containsEntry("seeds", 3L);
        assertThat(views.row("settings", Map.of("target", "lost"))).containsEntry("seeds", 7L);
        assertThat(views.row("settings", Map.of("target", "plain")))
                .containsEntry("parameter_distance", 0.05)
                .containsEntry("function_distance", 0.125)
                .containsEntry("bandwidth", 30.0)
                .containsEntry("alternate", null);
        assertThat(views.rows("settings", Map.of("target", "separated"))).hasSize(5);
    }

    @Test
    void aMatchedErrorIsTheFirstStepOfTheGeometricMeanOfScratch() throws SQLException {
        // The mean exponent is k + 1. 2^-7 = 0.0078 is the first below 1e-2, 2^-10 = 0.00098 the first below 1e-3;
        // 2^-11 after the last step is not below 1e-4.
        assertThat(step("plain", "scratch<=1e-2")).isEqualTo(6L);
        assertThat(step("plain", "scratch<=1e-3")).isEqualTo(9L);
        assertThat(step("plain", "scratch<=1e-4")).isNull();
        assertThat(budgetStep("plain", "scratch<=1e-4")).containsEntry("reached", false);
        // Of seeds 0 to 6 the scratch fits of 3 (timed out) and 5 (missing) do not count; all others have exponent k.
        assertThat(step("lost", "scratch<=1e-2")).isEqualTo(7L);
    }

    @Test
    void aFixedStepIsReachedWhereTheFitsAreThatLong() throws SQLException {
        assertThat(step("plain", "step=0")).isEqualTo(0L);
        assertThat(step("plain", "step=10")).isEqualTo(10L);
        assertThat(step("plain", "step=30")).isNull();
        assertThat(budgetStep("plain", "step=30")).containsEntry("reached", false);
    }

    @Test
    void aLogLossIsTheLogarithmAtTheStepOrItsMeanUpToIt() throws SQLException {
        // Seed 2, structured: exponents 0, 3, 6, ..., 18 at step 6; their mean is 9. Held out at 6: between 14 and 29
        // at
        // steps 5 and 10, a fifth of the way.
        assertThat(logLoss("mse", "train")).isCloseTo(-18 * ln2(), EXACT);
        assertThat(logLoss("mean_log_loss", "train")).isCloseTo(-9 * ln2(), EXACT);
        assertThat(logLoss("mse", "test")).isCloseTo(-17 * ln2(), EXACT);
    }

    @Test
    void gainsAreGeometricMeansOverSeeds() throws SQLException {
        // Step 1, exponents of scratch 1 2 3, structured 2 2 3, random 1 1 4:
        // A: 1 0 0, C: 0 -1 1, A/C: 1 1 -1.
        assertComparison(specificity("plain", "train", "step=1"), new double[] {1, 0, 0}, new double[] {0, -1, 1});
        // Step 6: 6 7 8, 12 12 18, 6 6 9: A: 6 5 10, C: 0 -1 1, A/C: 6 6 9.
        assertComparison(
                specificity("plain", "train", "scratch<=1e-2"), new double[] {6, 5, 10}, new double[] {0, -1, 1});
        // Held out at step 6 all are one power worse, and lie on the same lines between their checkpoints.
        assertComparison(
                specificity("plain", "test", "scratch<=1e-2"), new double[] {6, 5, 10}, new double[] {0, -1, 1});
    }

    @Test
    void theMeanLogLossComparesMeansOverTheStepsUpToTheBudget() throws SQLException {
        // Steps 0 and 1, mean exponents: scratch 0.5 1.5 2.5, structured 1 1 1.5, random 0.5 0.5 3.5.
        assertComparison(
                views.row("mean_log_loss", Map.of("target", "plain", "budget", "step=1")),
                new double[] {0.5, -0.5, -1},
                new double[] {0, -1, 1});
    }

    @Test
    void comparisonsHoldBothScores() throws SQLException {
        Map<String, @Nullable Object> mse = views.row(
                "comparisons", Map.of("target", "plain", "budget", "step=1", "measure", "train", "score", "mse"));
        assertThat(mse.get("specificity"))
                .isEqualTo(specificity("plain", "train", "step=1").get("specificity"));
        assertThat(views.rows("comparisons", Map.of("target", "plain", "score", "mean_log_loss")))
                .hasSize(10)
                .allSatisfy(row -> assertThat(row).containsEntry("measure", "train"));
    }

    @Test
    void aBudgetThatIsNotReachedIsThereWithoutNumbers() throws SQLException {
        for (String budget : List.of("scratch<=1e-4", "step=30")) {
            Map<String, @Nullable Object> row = specificity("plain", "train", budget);
            assertThat(row).containsEntry("reached", false).containsEntry("step", null);
            assertNoGains(row);
        }
    }

    @Test
    void onlyTheHeadlineBudgetOnTrainingPointsIsTheHeadline() throws SQLException {
        assertThat(views.rows("specificity", Map.of("headline", true)))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row).containsEntry("budget", "scratch<=1e-4").containsEntry("measure", "train"));
        assertThat(views.rows("specificity", Map.of("target", "plain", "headline", true)))
                .hasSize(1);
    }

    @Test
    void seedsWithADeadSourceAreLeftOutAndCounted() throws SQLException {
        Map<String, @Nullable Object> row = specificity("dead", "train", "step=1");
        assertThat(row).containsEntry("n_seeds", 1L).containsEntry("n_dead", 2L).containsEntry("n_missing", 0L);
        // Seed 0 alone: 2^(2 - 1) and 2^(1 - 1).
        assertThat((Double) row.get("structured_gain")).isCloseTo(2, EXACT);
        assertThat((Double) row.get("control_gain")).isCloseTo(1, EXACT);
    }

    @Test
    void aLostSeedIsCountedOnceByTheWorstThatBefellIt() throws SQLException {
        // 1 diverged; 2 failed, 3 timed out, 6 failed and dead; 4 has no control, 5 no scratch.
        assertThat(specificity("lost", "train", "step=1"))
                .containsEntry("n_seeds", 1L)
                .containsEntry("n_dead", 0L)
                .containsEntry("n_diverged", 1L)
                .containsEntry("n_failed", 3L)
                .containsEntry("n_missing", 2L);
    }

    @Test
    void withoutAnySeedTheRowIsThereWithoutNumbers() throws SQLException {
        Map<String, @Nullable Object> row = specificity("all dead", "train", "step=1");
        assertThat(row).containsEntry("n_seeds", 0L).containsEntry("n_dead", 2L).containsEntry("reached", true);
        assertNoGains(row);
    }

    @Test
    void oneSeedHasAGainAndNoInterval() throws SQLException {
        Map<String, @Nullable Object> row = specificity("one seed", "train", "step=1");
        assertThat(row).containsEntry("n_seeds", 1L);
        assertThat((Double) row.get("specificity")).isCloseTo(2, EXACT);
        assertThat(row.entrySet())
                .filteredOn(
                        each -> each.getKey().endsWith("_lo") || each.getKey().endsWith("_hi"))
                .hasSize(12)
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isNull());
    }

    @Test
    void ofAFitThatWasTriedAgainTheLastFactCounts() throws SQLException {
        // Seed 1 at step 1: scratch 1, structured 2, random 3 in the second attempt. A: 1 1, C: 0 2.
        Map<String, @Nullable Object> row = specificity("retried", "train", "step=1");
        assertThat(row).containsEntry("n_failed", 0L);
        assertComparison(row, new double[] {1, 1}, new double[] {0, 2});
    }

    @Test
    void whatTouchesTheFloorIsClampedAndFlagged() throws SQLException {
        Map<String, @Nullable Object> row = specificity("floor", "train", "step=10");
        assertThat(row).containsEntry("floor", true);
        // 2^-43 against 1e-13, which stands for both 2^-50 and 2^-44.
        double gain = Math.scalb(1.0, -43) / 1e-13;
        assertThat((Double) row.get("structured_gain")).isCloseTo(gain, EXACT);
        assertThat((Double) row.get("control_gain")).isCloseTo(gain, EXACT);
        assertThat((Double) row.get("specificity")).isCloseTo(1, EXACT);
        assertThat(specificity("floor", "train", "step=1")).containsEntry("floor", false);
    }

    @Test
    void settingsThatDifferInOneThingAreKeptApart() throws SQLException {
        Map<String, Object> where =
                Map.of("target", "separated", "measure", "train", "budget", "step=1", "control", "random");
        assertThat(views.rows("specificity", where)).hasSize(5);
        assertThat(gainWhere(where, "sweep", "other")).isCloseTo(4, EXACT);
        assertThat(gainWhere(where, "alternate", "t=0.3")).isCloseTo(8, EXACT);
        assertThat(gainWhere(where, "bandwidth", null)).isCloseTo(16, EXACT);
        assertThat(gainWhere(where, "source_mse", 1e-5)).isCloseTo(32, EXACT);
    }

    /** Holds a row to the differences of exponents, one a seed. */
    private static void assertComparison(Map<String, @Nullable Object> row, double[] structured, double[] control) {
        double[] specificity = new double[structured.length];
        Arrays.setAll(specificity, i -> structured[i] - control[i]);
        assertThat(row).containsEntry("n_seeds", (long) structured.length).containsEntry("reached", true);
        assertThat(row).containsEntry("floor", false);
        assertGain(row, "structured_gain", structured);
        assertGain(row, "control_gain", control);
        assertGain(row, "specificity", specificity);
    }

    private static void assertGain(Map<String, @Nullable Object> row, String column, double[] exponents) {
        int n = exponents.length;
        double mean = Arrays.stream(exponents).sum() / n;
        double squares =
                Arrays.stream(exponents).map(e -> (e - mean) * (e - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        double t = TDistribution.of(n - 1).inverseCumulativeProbability(0.975);
        double[] bootstrap = bootstrap(exponents);
        Map<String, Double> expected = Map.of(
                column,
                mean,
                column + "_t_lo",
                mean - t * error,
                column + "_t_hi",
                mean + t * error,
                column + "_lo",
                bootstrap[0],
                column + "_hi",
                bootstrap[1]);
        expected.forEach((name, exponent) -> assertThat(
                        Math.log((Double) Objects.requireNonNull(row.get(name))) / ln2())
                .as(name)
                .isCloseTo(exponent, within(1e-9)));
    }

    /** The interval as the documentation states it, with numbers of any size instead of the production code's. */
    private static double[] bootstrap(double[] values) {
        int n = values.length;
        BigInteger modulus = BigInteger.TWO.pow(31).subtract(BigInteger.ONE);
        double[] means = IntStream.range(0, 4000)
                .mapToDouble(r -> IntStream.range(0, n)
                        .mapToDouble(k -> {
                            BigInteger x = BigInteger.valueOf((long) r * n + k + 1);
                            for (int round = 0; round < 4; round++) {
                                x = x.multiply(x.add(BigInteger.valueOf(16807)))
                                        .add(BigInteger.valueOf(12345))
                                        .mod(modulus);
                            }
                            return values[x.mod(BigInteger.valueOf(n)).intValue()];
                        })
                        .average()
                        .orElseThrow())
                .sorted()
                .toArray();
        // Quantiles at 0.025 * 3999 = 99.975 and 0.975 * 3999 = 3899.025, counted from 0.
        return new double[] {
            means[99] + 0.975 * (means[100] - means[99]), means[3899] + 0.025 * (means[3900] - means[3899])
        };
    }

    private static void assertNoGains(Map<String, @Nullable Object> row) {
        assertThat(row.entrySet())
                .filteredOn(
                        each -> each.getKey().contains("gain") || each.getKey().startsWith("specificity"))
                .hasSize(15)
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isNull());
    }

    private static double gainWhere(Map<String, Object> where, String column, @Nullable Object value)
            throws SQLException {
        List<Map<String, @Nullable Object>> rows = views.rows("specificity", where).stream()
                .filter(row -> Objects.equals(row.get(column), value))
                .toList();
        assertThat(rows).as("%s = %s", column, value).hasSize(1);
        return (Double) Objects.requireNonNull(rows.get(0).get("structured_gain"));
    }

    private static @Nullable Object step(String target, String budget) throws SQLException {
        return budgetStep(target, budget).get("step");
    }

    private static Map<String, @Nullable Object> budgetStep(String target, String budget) throws SQLException {
        List<Map<String, @Nullable Object>> rows = views.answer(
                "SELECT target, budget, step, reached FROM budget_steps JOIN settings USING (sweep, architecture, setting)",
                Map.of("target", target, "budget", budget));
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static Double logLoss(String score, String measure) throws SQLException {
        List<Map<String, @Nullable Object>> rows = views.engines()
                .query("SELECT log_loss FROM log_losses l JOIN settings s"
                        + " USING (sweep, architecture, setting) WHERE s.target = 'plain' AND score = '" + score
                        + "' AND measure = '" + measure + "' AND budget = 'scratch<=1e-2' AND seed = 2"
                        + " AND condition = 'structured'");
        assertThat(rows).hasSize(1);
        return (Double) Objects.requireNonNull(rows.get(0).get("log_loss"));
    }

    private static Map<String, @Nullable Object> specificity(String target, String measure, String budget)
            throws SQLException {
        return views.row("specificity", Map.of("target", target, "measure", measure, "budget", budget));
    }

    private static double ln2() {
        return Math.log(2);
    }
}
