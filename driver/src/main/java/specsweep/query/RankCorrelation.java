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

    /** Resamples that are ranked together; the ranks of a few hundred rows then stay in the cache. */
    private static final int LANES = 200;

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
        // Rows are numbered in the order of their x, so that what is done for every resample runs in order
        // through memory.
        int[] byX = ascending(x);
        int[] cluster = Arrays.stream(byX)
                .map(row -> Arrays.binarySearch(clusters, seeds[row]))
                .toArray();
        Ranking ranking = Ranking.of(in(byX, x), in(byX, y), cluster);
        double[] once = new double[clusters.length];
        Arrays.fill(once, 1);
        double[] rho = new double[1];
        ranking.correlations(once, 0, 1, rho);
        if (Double.isNaN(rho[0])) {
            return new Double[3];
        }
        if (clusters.length < LEAST) {
            return new Double[] {rho[0], null, null};
        }
        double[] times = Resamples.of(clusters.length).counts();
        double[] rhos = new double[Resamples.COUNT];
        for (int r = 0; r < Resamples.COUNT; r += LANES) {
            ranking.correlations(times, r, LANES, rhos);
        }
        double[] sorted =
                Arrays.stream(rhos).filter(each -> !Double.isNaN(each)).sorted().toArray();
        return new Double[] {rho[0], Resamples.quantile(sorted, 0.025), Resamples.quantile(sorted, 0.975)};
    }

    private static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    private static double[] in(int[] order, double[] values) {
        return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }

    /**
     * The rows in ascending order of x and of y.
     *
     * @param cluster for each row, in the order of x, its cluster
     * @param endsX for each place in the order of x, the place behind the last row of the same x
     * @param byY row numbers, in the order of y
     * @param endsY for each place in the order of y, the place behind the last row of the same y
     */
    private record Ranking(int[] cluster, int[] endsX, int[] byY, int[] endsY) {
        static Ranking of(double[] x, double[] y, int[] cluster) {
            int[] byY = ascending(y);
            return new Ranking(cluster, ends(x), byY, ends(in(byY, y)));
        }

        private static int[] ends(double[] sorted) {
            int[] ends = new int[sorted.length];
            for (int place = sorted.length - 1; place >= 0; place--) {
                boolean tied = place + 1 < sorted.length && sorted[place] == sorted[place + 1];
                ends[place] = tied ? ends[place + 1] : place + 1;
            }
            return ends;
        }

        /**
         * Pearson's correlation of mean ranks for some resamples at once, since the JIT compiler makes vector instructions of
         * loops over resamples; NaN without variation. A rank is how many rows lie below, half of those with the same value
         * included, so that the mean is half of the rows. All that is summed is whole or half and so exact in any order.
         *
         * @param times [clusters, resamples], row-major: how often cluster c occurs in resample r
         * @param first the first resample
         * @param lanes how many
         * @param rhos where the correlations go, that of resample r to place r
         */
        void correlations(double[] times, int first, int lanes, double[] rhos) {
            double[] weight = new double[lanes];
            double[] below = new double[lanes];
            double[] same = new double[lanes];
            double[] rank = new double[lanes];
            double[] ranksY = new double[cluster.length * lanes];
            double[] squaresY = new double[lanes];
            for (int from = 0; from < endsY.length; from = endsY[from]) {
                Arrays.fill(same, 0);
                for (int place = from; place < endsY[from]; place++) {
                    System.arraycopy(times, cluster[byY[place]] * rhos.length + first, weight, 0, lanes);
                    add(weight, same);
                }
                rank(below, same, rank, squaresY);
                for (int place = from; place < endsY[from]; place++) {
                    System.arraycopy(rank, 0, ranksY, byY[place] * lanes, lanes);
                }
            }
            Arrays.fill(below, 0);
            double[] squaresX = new double[lanes];
            double[] sumY = new double[lanes];
            double[] products = new double[lanes];
            for (int from = 0; from < endsX.length; from = endsX[from]) {
                Arrays.fill(same, 0);
                Arrays.fill(sumY, 0);
                for (int row = from; row < endsX[from]; row++) {
                    System.arraycopy(times, cluster[row] * rhos.length + first, weight, 0, lanes);
                    add(weight, same);
                    System.arraycopy(ranksY, row * lanes, rank, 0, lanes);
                    addProduct(weight, rank, sumY);
                }
                rank(below, same, rank, squaresX);
                addProduct(rank, sumY, products);
            }
            for (int l = 0; l < lanes; l++) {
                double mean = below[l] * below[l] * below[l] / 4;
                double varianceX = squaresX[l] - mean;
                double varianceY = squaresY[l] - mean;
                rhos[first + l] = varianceX > 0 && varianceY > 0
                        ? (products[l] - mean) / Math.sqrt(varianceX * varianceY)
                        : Double.NaN;
            }
        }

        // The compiler makes vector instructions of loops over whole arrays only: hence the copies above.

        private static void add(double[] summand, double[] sum) {
            for (int l = 0; l < sum.length; l++) {
                sum[l] += summand[l];
            }
        }

        private static void addProduct(double[] factor, double[] other, double[] sum) {
            for (int l = 0; l < sum.length; l++) {
                sum[l] += factor[l] * other[l];
            }
        }

        /** Ranks rows of one value, adds the squares of their ranks, and adds them to those below. */
        private static void rank(double[] below, double[] same, double[] rank, double[] squares) {
            for (int l = 0; l < rank.length; l++) {
                rank[l] = below[l] + 0.5 * same[l];
                squares[l] += same[l] * rank[l] * rank[l];
                below[l] += same[l];
            }
        }
    }
}
