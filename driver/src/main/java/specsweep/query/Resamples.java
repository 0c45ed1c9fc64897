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

    /** A quantile of {@link #interval} lies between two means: it is known from more than this many of its tail. */
    private static final int TAIL = (int) (0.025 * (COUNT - 1)) + 1;

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
        int i = 0;
        // Four at a time, so that a mean is loaded and stored once for them; added in the order of one by one.
        for (; i + 4 <= n; i += 4) {
            addFour(means, i * COUNT, values[i], values[i + 1], values[i + 2], values[i + 3]);
        }
        for (; i < n; i++) {
            double value = values[i];
            int row = i * COUNT;
            for (int r = 0; r < COUNT; r++) {
                means[r] += weights[row + r] * value;
            }
        }
        return means;
    }

    private void addFour(double[] means, int row, double a, double b, double c, double d) {
        for (int r = 0; r < COUNT; r++) {
            means[r] = means[r]
                    + weights[row + r] * a
                    + weights[row + COUNT + r] * b
                    + weights[row + 2 * COUNT + r] * c
                    + weights[row + 3 * COUNT + r] * d;
        }
    }

    /** The 2.5 % and 97.5 % quantiles of the means, by linear interpolation at (COUNT - 1) q. */
    double[] interval(double[] values) {
        // Only four of the sorted means are wanted, and they lie in the tails: beyond 1.5 standard deviations there are
        // a few hundred means, unless there are few values and odd ones.
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double beyond = 1.5 * Math.sqrt(squares) / n;
        if (mean - beyond == mean + beyond) {
            return new double[] {mean, mean}; // one value, or values that differ by less than a mean can show
        }
        double[] means = means(values);
        double[] tails = new double[COUNT];
        int low = 0;
        int high = COUNT;
        for (double value : means) {
            if (value < mean - beyond) {
                tails[low++] = value;
            } else if (value > mean + beyond) {
                tails[--high] = value;
            }
        }
        return new double[] {
            low > TAIL ? quantile(tails, 0, low, 0.025) : quantile(means, 0, COUNT, 0.025),
            COUNT - high > TAIL ? quantile(tails, high, COUNT, 0.975) : quantile(means, 0, COUNT, 0.975)
        };
    }

    /**
     * The quantile q of COUNT values. Those from one place to another are there, each between those that it would be between if
     * all were sorted; reorders them.
     */
    private static double quantile(double[] values, int from, int to, double q) {
        double at = (COUNT - 1) * q;
        int below = (int) at;
        double value = select(values, from, to, below);
        double next = values[below + 1];
        for (int i = below + 2; i < to; i++) {
            next = Math.min(next, values[i]);
        }
        return value + (at - below) * (next - value);
    }

    /** Reorders values so that none before place k is larger than that at k, and none after it smaller (Hoare, 1961). */
    private static double select(double[] values, int from, int to, int k) {
        int left = from;
        int right = to - 1;
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
