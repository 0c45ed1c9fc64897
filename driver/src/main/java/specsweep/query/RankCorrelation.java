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
 * {@code rank_correlation(seeds, xs, ys)}: Spearman's rank correlation {@code {rho, lo, hi}} of x and y, ties sharing their
 * mean rank, with a 95 % percentile interval from a bootstrap over seeds (Field and Welsh, "Bootstrapping clustered data",
 * J. R. Statist. Soc. B, 2007, the cluster bootstrap).
 *
 * <p>Rows of one seed share an initialisation and a source, so that they are no independent witnesses: each of the 4000
 * {@link Resamples} draws whole seeds with all their rows, ranks the rows anew and correlates the ranks. Resamples in which x
 * or y does not vary say nothing and are left out.
 *
 * <p>{@code rho} is NULL for fewer than three rows or where x or y does not vary; the interval is NULL for fewer than three
 * seeds too, where resampling them can show next to nothing.
 */
public final class RankCorrelation extends ViewFunction<InternalRow> {
    private static final int LEAST = 3;

    public RankCorrelation() {
        super(
                "rank_correlation",
                "Spearman's rank correlation with a bootstrap interval over seeds",
                new StructType()
                        .add("rho", DataTypes.DoubleType)
                        .add("lo", DataTypes.DoubleType)
                        .add("hi", DataTypes.DoubleType),
                SEEDS,
                DOUBLES,
                DOUBLES);
    }

    public static @Nullable InternalRow invoke(
            @Nullable ArrayData seeds, @Nullable ArrayData xs, @Nullable ArrayData ys) {
        if (seeds == null || xs == null || ys == null) {
            return null;
        }
        Double[] answer = of(seeds.toLongArray(), xs.toDoubleArray(), ys.toDoubleArray());
        return new GenericInternalRow(new Object[] {answer[0], answer[1], answer[2]});
    }

    /** {@code {rho, lo, hi}}, each null where it is not defined. */
    static @Nullable Double[] of(long[] seeds, double[] x, double[] y) {
        if (seeds.length < LEAST) {
            return new Double[3];
        }
        long[] clusters = Arrays.stream(seeds).sorted().distinct().toArray();
        int[] cluster = Arrays.stream(seeds)
                .mapToInt(seed -> Arrays.binarySearch(clusters, seed))
                .toArray();
        Ranking byX = Ranking.of(x);
        Ranking byY = Ranking.of(y);
        double[] times = new double[clusters.length];
        Arrays.fill(times, 1);
        double rho = correlation(byX, byY, cluster, times);
        if (Double.isNaN(rho)) {
            return new Double[3];
        }
        if (clusters.length < LEAST) {
            return new Double[] {rho, null, null};
        }
        Resamples resamples = Resamples.of(clusters.length);
        double[] rhos = new double[Resamples.COUNT];
        int defined = 0;
        for (int r = 0; r < Resamples.COUNT; r++) {
            for (int c = 0; c < clusters.length; c++) {
                // Whole numbers, so that the sums below are exact in whatever order.
                times[c] = Math.rint(resamples.weights()[c * Resamples.COUNT + r] * clusters.length);
            }
            double each = correlation(byX, byY, cluster, times);
            if (!Double.isNaN(each)) {
                rhos[defined++] = each;
            }
        }
        double[] sorted = Arrays.copyOf(rhos, defined);
        Arrays.sort(sorted);
        return new Double[] {rho, Resamples.quantile(sorted, 0.025), Resamples.quantile(sorted, 0.975)};
    }

    /** Pearson's correlation of mean ranks when the rows of cluster c occur {@code times[c]} times; NaN without variation. */
    private static double correlation(Ranking byX, Ranking byY, int[] cluster, double[] times) {
        double[] rankX = byX.ranks(cluster, times);
        double[] rankY = byY.ranks(cluster, times);
        double rows = 0;
        double products = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < cluster.length; i++) {
            double w = times[cluster[i]];
            rows += w;
            products += w * rankX[i] * rankY[i];
            squaresX += w * rankX[i] * rankX[i];
            squaresY += w * rankY[i] * rankY[i];
        }
        // Ranks count from 0 with half of a row's own ties, so that their mean is rows / 2.
        double mean = rows * rows * rows / 4;
        double varianceX = squaresX - mean;
        double varianceY = squaresY - mean;
        return varianceX > 0 && varianceY > 0 ? (products - mean) / Math.sqrt(varianceX * varianceY) : Double.NaN;
    }

    /**
     * The rows in ascending order of a value.
     *
     * @param rows row numbers, sorted
     * @param ends for each place in {@code rows}, the place behind the last row of the same value
     */
    private record Ranking(int[] rows, int[] ends) {
        static Ranking of(double[] values) {
            int[] rows = IntStream.range(0, values.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> values[i]))
                    .mapToInt(i -> i)
                    .toArray();
            int[] ends = new int[rows.length];
            for (int place = rows.length - 1; place >= 0; place--) {
                boolean tied = place + 1 < rows.length && values[rows[place]] == values[rows[place + 1]];
                ends[place] = tied ? ends[place + 1] : place + 1;
            }
            return new Ranking(rows, ends);
        }

        /** How many rows lie below each row, half of those with the same value included. */
        double[] ranks(int[] cluster, double[] times) {
            double[] ranks = new double[rows.length];
            double below = 0;
            for (int from = 0; from < rows.length; from = ends[from]) {
                double same = 0;
                for (int place = from; place < ends[from]; place++) {
                    same += times[cluster[rows[place]]];
                }
                for (int place = from; place < ends[from]; place++) {
                    ranks[rows[place]] = below + same / 2;
                }
                below += same;
            }
            return ranks;
        }
    }
}
