package specsweep.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code bootstrap_interval(seeds, logs)}: the 95 % percentile interval {@code {lo, hi}} of the mean over seeds, from 4000
 * resamples (Efron, 1979); NULL for fewer than two seeds.
 *
 * <p>Values are first put in the order of their seeds, and the draws depend on nothing but how many there are: quantities of
 * the same seeds are resampled jointly, and every engine draws the same. See {@link Resamples}.
 */
public final class BootstrapInterval extends ViewFunction<InternalRow> {
    public BootstrapInterval() {
        super(
                "bootstrap_interval",
                "the 95 % bootstrap interval of a mean over seeds",
                new StructType().add("lo", DataTypes.DoubleType, false).add("hi", DataTypes.DoubleType, false),
                SEEDS,
                DOUBLES);
    }

    public static @Nullable InternalRow invoke(@Nullable ArrayData seeds, @Nullable ArrayData logs) {
        if (seeds == null || logs == null || logs.numElements() < 2) {
            return null;
        }
        double[] interval =
                Resamples.of(logs.numElements()).interval(bySeed(seeds.toLongArray(), logs.toDoubleArray()));
        return new GenericInternalRow(new Object[] {interval[0], interval[1]});
    }

    private static double[] bySeed(long[] seeds, double[] logs) {
        for (int i = 1; i < seeds.length; i++) {
            if (seeds[i - 1] > seeds[i]) {
                return IntStream.range(0, logs.length)
                        .boxed()
                        .sorted(Comparator.<Integer>comparingLong(k -> seeds[k]).thenComparingDouble(k -> logs[k]))
                        .mapToDouble(k -> logs[k])
                        .toArray();
            }
        }
        return Arrays.copyOf(logs, logs.length);
    }
}
