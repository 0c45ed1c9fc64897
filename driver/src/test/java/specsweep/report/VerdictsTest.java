package specsweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import specsweep.query.Views;

/** The rules that turn intervals into words, and the views that the curves stand on. */
class VerdictsTest {
    private static Study study;
    private static SparkSession session;

    @BeforeAll
    static void open() {
        study = Study.get();
        session = Study.spark();
    }

    @AfterAll
    static void close() throws IOException {
        session.close();
    }

    /** One row a rule: the intervals of A, C and A/C, the verdict, and how it comes about. */
    @Test
    void everyVerdictFollowsFromItsIntervals() {
        SparkSession spark = session.newSession();
        String[] rows = {
            "(2, 4, 0.5, 2, 1.5, 3, 10, true, false, 'specific')",
            "(2, 4, 0.5, 0.9, 1.5, 3, 10, true, false, 'specific')",
            "(2, 4, 1.1, 2, 1.5, 3, 10, true, false, 'specific and broad')",
            "(2, 4, 1.1, 2, 0.9, 3, 10, true, false, 'broad')",
            "(0.9, 4, 1.1, 2, 0.9, 3, 10, true, false, 'broad')",
            "(2, 4, 5, 9, 0.3, 0.8, 10, true, false, 'reversed')",
            "(0.3, 0.9, 0.1, 0.2, 1.5, 3, 10, true, false, 'negative')",
            "(0.9, 1.1, 0.1, 0.2, 1.5, 3, 10, true, false, 'negative')",
            "(0.9, 1.1, 0.1, 0.2, 0.9, 3, 10, true, false, 'negative')",
            "(2, 4, 0.5, 2, 0.9, 3, 10, true, false, 'inconclusive')",
            "(2, 4, 0.1, 0.2, 0.9, 3, 10, true, false, 'inconclusive')",
            "(0.9, 1.1, 0.5, 2, 0.9, 3, 10, true, false, 'inconclusive')",
            "(0.9, 1.1, 0.5, 2, 1.5, 3, 10, true, false, 'inconclusive')",
            "(1.0, 4, 0.5, 2, 1.5, 3, 10, true, false, 'inconclusive')",
            "(2, 4, 0.5, 2, 1.0, 3, 10, true, false, 'inconclusive')",
            "(2, 4, 0.5, 2, 1.5, 3, 4, true, false, 'not judged')",
            "(2, 4, 0.5, 2, 1.5, 3, 10, true, true, 'not judged')",
            "(NULL, NULL, NULL, NULL, NULL, NULL, 0, false, false, 'not judged')"
        };
        spark.sql("SELECT 'step=10' AS budget, CAST(a AS DOUBLE) AS structured_gain_lo, CAST(b AS DOUBLE) AS"
                        + " structured_gain_hi, CAST(c AS DOUBLE) AS control_gain_lo, CAST(d AS DOUBLE) AS control_gain_hi,"
                        + " CAST(e AS DOUBLE) AS specificity_lo, CAST(f AS DOUBLE) AS specificity_hi, n_seeds, reached,"
                        + " floor, expected FROM (VALUES " + String.join(", ", rows)
                        + ") AS t(a, b, c, d, e, f, n_seeds, reached, floor, expected)")
                .createOrReplaceTempView("specificity");
        assertThat(spark.sql(Views.text("verdicts")).collectAsList())
                .hasSize(rows.length)
                .allSatisfy(row -> {
                    assertThat(row.<String>getAs("verdict"))
                            .describedAs("%s", row)
                            .isEqualTo(row.getAs("expected"));
                    assertThat(row.<String>getAs("obstacle") != null)
                            .isEqualTo(row.getAs("verdict").equals("not judged"));
                });
        assertThat(Arrays.stream(rows)
                        .map(row -> row.replaceAll(".*'(.*)'\\)", "$1"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Verdict.values()).map(Verdict::label).toList());
    }

    @Test
    void specificityByStepIsSpecificityWhereTheBudgetIsAStep() {
        SparkSession spark = session.newSession();
        Views.register(spark, study.out());
        var pairs = spark.sql("""
                SELECT a.n_seeds, b.n_seeds AS n, a.structured_gain, b.structured_gain AS a1,
                       a.control_gain_lo, b.control_gain_lo AS c1, a.specificity, b.specificity AS s1,
                       a.specificity_hi, b.specificity_hi AS h1
                FROM specificity_by_step a JOIN specificity b
                    USING (sweep, architecture, family, source, target, bandwidth, learning_rate, control, measure, step)
                WHERE b.budget IN ('step=10', 'step=100') AND architecture <> 'relu-mlp' AND family = 'bump'""").collectAsList();
        // Two learning rates, four targets, two controls, two measures, two budgets, three networks with a bandwidth.
        assertThat(pairs).hasSize(2 * 4 * 2 * 2 * 2 * 3);
        assertThat(pairs).allSatisfy(row -> {
            assertThat(row.getLong(0)).isEqualTo(row.getLong(1)).isEqualTo(5);
            for (int i = 2; i < row.size(); i += 2) {
                assertThat(row.getDouble(i)).isCloseTo(row.getDouble(i + 1), Percentage.withPercentage(1e-9));
            }
        });
    }

    @Test
    void lossCurvesAreGeometricMeansOverSeeds() {
        SparkSession spark = session.newSession();
        Views.register(spark, study.out());
        String where =
                " WHERE architecture = 'fourier-mlp' AND bandwidth = 3 AND target = 't=0.2' AND learning_rate = 0.003"
                        + " AND step = 100";
        var expected = spark.sql("SELECT condition, measure, exp(avg(ln(mse))) AS mse, count(*) AS n FROM curves"
                        + where + " GROUP BY ALL ORDER BY ALL")
                .collectAsList();
        var means = spark.sql("SELECT condition, measure, mse, n_seeds, mse_lo, mse_hi FROM loss_curves" + where
                        + " ORDER BY condition, measure")
                .collectAsList();
        assertThat(means).hasSameSizeAs(expected).hasSize(8);
        for (int i = 0; i < means.size(); i++) {
            assertThat(means.get(i).getString(0)).isEqualTo(expected.get(i).getString(0));
            assertThat(means.get(i).getString(1)).isEqualTo(expected.get(i).getString(1));
            assertThat(means.get(i).getDouble(2))
                    .isCloseTo(expected.get(i).getDouble(2), Percentage.withPercentage(1e-9));
            assertThat(means.get(i).getLong(3))
                    .isEqualTo(expected.get(i).getLong(3))
                    .isEqualTo(5);
            assertThat(means.get(i).getDouble(2))
                    .isBetween(means.get(i).getDouble(4), means.get(i).getDouble(5));
        }
    }
}
