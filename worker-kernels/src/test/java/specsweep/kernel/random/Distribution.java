package specsweep.kernel.random;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.hipparchus.special.Erf;

/**
 * A distribution that numbers are said to come from, and by how much they look as if they did not.
 *
 * @param name for reading
 * @param cumulative its distribution function
 */
public record Distribution(String name, DoubleUnaryOperator cumulative) {

    /** What {@link #discrepancy} stays below in 999 of 1000 samples (Kolmogorov, 1933). */
    public static final double CRITICAL = 1.95;

    public static Distribution uniform(double low, double high) {
        return new Distribution(
                "U(" + low + ", " + high + ")", x -> Math.min(1, Math.max(0, (x - low) / (high - low))));
    }

    public static Distribution normal(double deviation) {
        return new Distribution("N(0, " + deviation + "^2)", x -> Erf.erfc(-x / deviation / Math.sqrt(2)) / 2);
    }

    /** Kolmogorov and Smirnov's statistic: the largest difference of the distribution functions, times sqrt(n). */
    public double discrepancy(DoubleStream sample) {
        double[] sorted = sample.toArray();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double below = cumulative.applyAsDouble(sorted[i]);
            largest =
                    Math.max(largest, Math.max(below - (double) i / sorted.length, (i + 1.0) / sorted.length - below));
        }
        return largest * Math.sqrt(sorted.length);
    }
}
