package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The draws are no generator's, so their quality is measured here. */
class ResamplesTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 20, 64, 100})
    void everyResampleHasNDraws(int n) {
        Resamples resamples = Resamples.of(n);
        for (int r = 0; r < Resamples.COUNT; r++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double draws = resamples.weights()[i * Resamples.COUNT + r] * n;
                assertThat(draws).isCloseTo(Math.rint(draws), within(1e-9));
                sum += draws;
            }
            assertThat(sum).isCloseTo(n, within(1e-9));
        }
    }

    /** Pearson's test of 4000 n draws on n values: at a level of 1e-4 for each n, so that luck does not decide. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 20, 50, 100})
    void valuesAreDrawnEquallyOften(int n) {
        long[] counts = new long[n];
        for (long position = 0; position < (long) Resamples.COUNT * n; position++) {
            counts[(int) (Resamples.mix(position) % n)]++;
        }
        double statistic = Arrays.stream(counts)
                .mapToDouble(count -> (count - Resamples.COUNT) * (double) (count - Resamples.COUNT) / Resamples.COUNT)
                .sum();
        assertThat(statistic)
                .isLessThan(ChiSquaredDistribution.of(n - 1).inverseSurvivalProbability(1e-4))
                .isGreaterThan(ChiSquaredDistribution.of(n - 1).inverseCumulativeProbability(1e-4));
    }

    /** Pairs of neighbouring draws, all n^2 of them equally often: the draws of one resample do not hang together. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void neighbouringDrawsAreIndependent(int n) {
        long[] counts = new long[n * n];
        long pairs = (long) Resamples.COUNT * n / 2;
        for (long pair = 0; pair < pairs; pair++) {
            int first = (int) (Resamples.mix(2 * pair) % n);
            int second = (int) (Resamples.mix(2 * pair + 1) % n);
            counts[first * n + second]++;
        }
        double expected = (double) pairs / (n * n);
        double statistic = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(statistic).isLessThan(ChiSquaredDistribution.of(n * n - 1).inverseSurvivalProbability(1e-4));
    }

    /** The variance of a resample's mean is (n - 1)/n times that of the sample mean: the number of distinct values is right. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10, 20})
    void meansScatterAsTheyShould(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> Math.sqrt(i + 1) * (i % 2 == 0 ? 1 : -1));
        double mean = Arrays.stream(values).average().orElseThrow();
        double population =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / n;
        double[] means = Resamples.of(n).means(values);
        double scatter = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / means.length;
        // 4000 resamples know a variance to sqrt(2 / 4000) = 2.2 %.
        assertThat(scatter).isCloseTo(population / n, within(0.09 * population / n));
        assertThat(Arrays.stream(means).average().orElseThrow())
                .isCloseTo(mean, within(4 * Math.sqrt(population / n / means.length)));
    }

    @Test
    void anIntervalHasTheQuantilesOfTheSortedMeans() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n : new int[] {2, 3, 4, 10, 33}) {
            for (int trial = 0; trial < 20; trial++) {
                // Whole numbers in every other trial: their means are equal many times over.
                boolean tied = trial % 2 == 0;
                double[] values = random.doubles(n)
                        .map(value -> tied ? Math.floor(3 * value) : value)
                        .toArray();
                double[] sorted = Resamples.of(n).means(values);
                Arrays.sort(sorted);
                assertThat(Resamples.of(n).interval(values))
                        .containsExactly(
                                sorted[99] + (3999 * 0.025 - 99) * (sorted[100] - sorted[99]),
                                sorted[3899] + (3999 * 0.975 - 3899) * (sorted[3900] - sorted[3899]));
            }
        }
    }

    /**
     * How often the interval holds the true mean of normal values: the percentile bootstrap is known to be too narrow for
     * few values (about sqrt((n - 1)/n) of a normal interval with a known spread), and the README says so.
     */
    @Test
    void intervalsCoverTheMeanAboutAsOftenAsTheTheorySays() {
        assertThat(coverage(10)).isBetween(0.885, 0.925);
        assertThat(coverage(30)).isBetween(0.92, 0.955);
    }

    private static double coverage(int n) {
        SplittableRandom random = new SplittableRandom(20261124L + n);
        int trials = 2000;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] values = new double[n];
            Arrays.setAll(values, i -> random.nextGaussian());
            double[] interval = Resamples.of(n).interval(values);
            assertThat(interval[0]).isLessThanOrEqualTo(interval[1]);
            covered += interval[0] <= 0 && 0 <= interval[1] ? 1 : 0;
        }
        return (double) covered / trials;
    }
}
