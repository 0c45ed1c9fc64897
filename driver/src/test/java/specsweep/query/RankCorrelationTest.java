package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    private static final long[] SIX = {0, 0, 1, 1, 2, 2};

    @Test
    void rhoWithoutTiesIsTheTextbookFormula() {
        // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = -1, 1, -1, 1, 0, 0
        Double[] answer =
                RankCorrelation.of(SIX, new double[] {1, 2, 3, 4, 5, 6}, new double[] {20, 10, 40, 30, 50, 60});

        assertThat(answer[0]).isCloseTo(1 - 6 * 4 / (6 * 35.0), within(1e-15));
    }

    @Test
    void tiesShareTheirMeanRank() {
        // Ranks 1, 2.5, 2.5, 4 and 2, 2, 2, 4: sum of products 3 about the mean, of squares 4.5 and 3.
        Double[] answer =
                RankCorrelation.of(new long[] {0, 1, 2, 3}, new double[] {1, 5, 5, 9}, new double[] {7, 7, 7, 8});

        assertThat(answer[0]).isCloseTo(3 / Math.sqrt(4.5 * 3), within(1e-15));
    }

    @Test
    void onlyTheOrderOfValuesCounts() {
        double[] x = {0.3, -1, 4, 0.31, 12, 7};
        double[] y = {2, 1, 5, 9, 3, 3};
        Double[] answer = RankCorrelation.of(SIX, x, y);

        assertThat(RankCorrelation.of(SIX, Arrays.stream(x).map(Math::exp).toArray(), y))
                .isEqualTo(answer);
        assertThat(RankCorrelation.of(SIX, Arrays.stream(x).map(v -> -v).toArray(), y)[0])
                .isEqualTo(-answer[0]);
    }

    @Test
    void theOrderOfRowsChangesNoBit() {
        long[] seeds = {0, 1, 2, 0, 1, 2, 3};
        double[] x = {1, 2, 3, 4, 2, 6, 7};
        double[] y = {3, 1, 2, 2, 9, 4, 8};
        int[] order = {6, 2, 0, 5, 3, 1, 4};
        long[] shuffledSeeds = Arrays.stream(order).mapToLong(i -> seeds[i]).toArray();
        double[] shuffledX = Arrays.stream(order).mapToDouble(i -> x[i]).toArray();
        double[] shuffledY = Arrays.stream(order).mapToDouble(i -> y[i]).toArray();

        assertThat(RankCorrelation.of(shuffledSeeds, shuffledX, shuffledY)).isEqualTo(RankCorrelation.of(seeds, x, y));
    }

    @Test
    void whatDoesNotVaryOrIsTooLittleHasNoCorrelation() {
        assertThat(RankCorrelation.of(SIX, new double[] {2, 2, 2, 2, 2, 2}, new double[] {1, 2, 3, 4, 5, 6}))
                .containsOnlyNulls();
        assertThat(RankCorrelation.of(new long[] {0, 1}, new double[] {1, 2}, new double[] {1, 2}))
                .containsOnlyNulls();
        Double[] twoSeeds =
                RankCorrelation.of(new long[] {0, 0, 1, 1}, new double[] {1, 2, 3, 4}, new double[] {1, 2, 3, 4});
        assertThat(twoSeeds).containsExactly(1.0, null, null);
    }

    /** Brute force: resamples as lists of rows, ranked by counting. */
    @Test
    void theIntervalIsThatOfResampledSeedsRankedAnew() {
        long[] seeds = {7, 7, 3, 3, 5, 5, 9, 9, 9};
        double[] x = {1, 4, 2, 2, 8, 5, 7, 7, 3};
        double[] y = {2, 3, 1, 6, 6, 9, 4, 8, 5};
        long[] clusters = {3, 5, 7, 9};
        double[] rhos = new double[Resamples.COUNT];
        int defined = 0;
        for (int r = 0; r < Resamples.COUNT; r++) {
            double[][] rows = new double[0][];
            for (int k = 0; k < 4; k++) {
                long seed = clusters[(int) (Resamples.mix(4L * r + k) % 4)];
                for (int i = 0; i < seeds.length; i++) {
                    if (seeds[i] == seed) {
                        rows = Arrays.copyOf(rows, rows.length + 1);
                        rows[rows.length - 1] = new double[] {x[i], y[i]};
                    }
                }
            }
            double[][] drawn = rows;
            double rho = spearman(
                    Arrays.stream(drawn).mapToDouble(row -> row[0]).toArray(),
                    Arrays.stream(drawn).mapToDouble(row -> row[1]).toArray());
            if (!Double.isNaN(rho)) {
                rhos[defined++] = rho;
            }
        }
        double[] sorted = Arrays.copyOf(rhos, defined);
        Arrays.sort(sorted);
        Double[] answer = RankCorrelation.of(seeds, x, y);

        assertThat(answer[1]).isCloseTo(quantile(sorted, 0.025), within(1e-12));
        assertThat(answer[2]).isCloseTo(quantile(sorted, 0.975), within(1e-12));
    }

    /** Rows of a seed share an effect: intervals that took rows for independent would hold the truth far less often. */
    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        Random random = new Random(1);
        int studies = 150;
        int seeds = 12;
        int rows = 6;
        int held = 0;
        for (int study = 0; study < studies; study++) {
            long[] seed = new long[seeds * rows];
            double[] x = new double[seed.length];
            double[] y = new double[seed.length];
            for (int s = 0; s < seeds; s++) {
                double sharedX = random.nextGaussian();
                double sharedY = random.nextGaussian();
                for (int i = 0; i < rows; i++) {
                    seed[s * rows + i] = s;
                    x[s * rows + i] = sharedX + 0.5 * random.nextGaussian();
                    y[s * rows + i] = sharedY + 0.5 * random.nextGaussian();
                }
            }
            Double[] answer = RankCorrelation.of(seed, x, y);
            if (answer[1] != null && answer[2] != null && answer[1] <= 0 && 0 <= answer[2]) {
                held++;
            }
        }
        assertThat((double) held / studies).isBetween(0.86, 0.98);
    }

    /** By its definition, with ranks that are counted out; NaN where x or y does not vary. */
    static double spearman(double[] x, double[] y) {
        return pearson(countedRanks(x), countedRanks(y));
    }

    private static double[] countedRanks(double[] values) {
        return Arrays.stream(values)
                .map(value -> Arrays.stream(values)
                        .map(other -> other < value ? 1 : other == value ? 0.5 : 0)
                        .sum())
                .toArray();
    }

    private static double pearson(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? Double.NaN : ab / Math.sqrt(aa * bb);
    }

    private static double quantile(double[] sorted, double q) {
        double at = (sorted.length - 1) * q;
        int below = (int) at;
        return sorted[below] * (below + 1 - at) + (at > below ? sorted[below + 1] * (at - below) : 0);
    }
}
