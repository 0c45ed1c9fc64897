package specsweep.query;

import java.util.concurrent.ConcurrentHashMap;

/**
 * The bootstrap resamples of n values: how often each value occurs in each of 4000 draws of n with replacement.
 *
 * <p>The k-th draw of resample r is value {@code x mod n}, where x is {@code r n + k + 1} after four rounds of
 * {@code x -> (x (x + 16807) + 12345) mod (2^31 - 1)}: a mixing that fits into 64-bit integers without overflow, so that SQL
 * engines can do it too. It is no generator for other uses; its uniformity and the intervals it gives are tested.
 *
 * @param n how many values
 * @param weights [n, COUNT], row-major: the share of value i in resample r
 * @param counts [n, COUNT], row-major: how often value i occurs in resample r, a whole number
 */
record Resamples(int n, double[] weights, double[] counts) {
    /** How many resamples. */
    static final int COUNT = 4000;

    private static final long MODULUS = 2147483647;
    private static final int LARGEST_KEPT = 64;
    private static final ConcurrentHashMap<Integer, Resamples> KEPT = new ConcurrentHashMap<>();

    /** The resamples of n values; made once for each n that is common. */
    static Resamples of(int n) {
        return n > LARGEST_KEPT ? draw(n) : KEPT.computeIfAbsent(n, Resamples::draw);
    }

    /** The draw at a position, {@code r n + k}, before it is reduced modulo n. */
    static long mix(long position) {
        long x = position + 1;
        for (int round = 0; round < 4; round++) {
            x = (x * (x + 16807) + 12345) % MODULUS;
        }
        return x;
    }

    private static Resamples draw(int n) {
        double[] weights = new double[n * COUNT];
        double[] counts = new double[n * COUNT];
        double share = 1.0 / n;
        for (int r = 0; r < COUNT; r++) {
            for (int k = 0; k < n; k++) {
                int value = (int) (mix((long) r * n + k) % n);
                weights[value * COUNT + r] += share;
                counts[value * COUNT + r]++;
            }
        }
        return new Resamples(n, weights, counts);
    }

    /** The means of all resamples, in the order in which they were drawn. */
    double[] means(double[] values) {
        double[] means = new double[COUNT];
        for (int i = 0; i < n; i++) {
            double value = values[i];
            int row = i * COUNT;
            for (int r = 0; r < COUNT; r++) {
                means[r] += weights[row + r] * value;
            }
        }
        return means;
    }

    /** The 2.5 % and 97.5 % quantiles of the means, by linear interpolation at (COUNT - 1) q. */
    double[] interval(double[] values) {
        // Four of the sorted means are wanted: to select them costs a tenth of sorting, which was half the time of
        // a query over a large output.
        double[] means = means(values);
        double low = selectedQuantile(means, 0, 0.025);
        return new double[] {low, selectedQuantile(means, (int) (0.025 * (COUNT - 1)), 0.975)};
    }

    /** The quantile q of values, all of which from a place on are no smaller than those before it; reorders them. */
    private static double selectedQuantile(double[] values, int from, double q) {
        double at = (values.length - 1) * q;
        int below = (int) at;
        double value = select(values, from, below);
        double next = values[below + 1];
        for (int i = below + 2; i < values.length; i++) {
            next = Math.min(next, values[i]);
        }
        return value + (at - below) * (next - value);
    }

    /** Reorders values so that none before place k is larger than that at k, and none after it smaller (Hoare, 1961). */
    private static double select(double[] values, int from, int k) {
        int left = from;
        int right = values.length - 1;
        while (left < right) {
            double pivot = median(values[left], values[(left + right) >>> 1], values[right]);
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double value = values[i];
                    values[i++] = values[j];
                    values[j--] = value;
                }
            }
            if (k <= j) {
                right = j;
            } else if (k >= i) {
                left = i;
            } else {
                return values[k];
            }
        }
        return values[k];
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /** The quantile q of sorted values, by linear interpolation at (count - 1) q. */
    static double quantile(double[] sorted, double q) {
        double at = (sorted.length - 1) * q;
        int below = (int) at;
        return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }
}
