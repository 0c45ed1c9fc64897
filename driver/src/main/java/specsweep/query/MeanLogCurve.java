package specsweep.query;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code mean_log_curve(seeds, curves)}: the mean over seeds of ln(clamp(mse)) at every step, the logarithm of the geometric
 * mean. A seed that occurs twice counts once; the result is as long as the shortest curve.
 */
public final class MeanLogCurve extends ViewFunction<ArrayData> {
    /** Floats lie between 2^-44 (the floor) and 2^128: products of seven of them stay inside a double. */
    private static final int FACTORS = 7;

    public MeanLogCurve() {
        super(
                "mean_log_curve",
                "the mean over seeds of the logarithm of their curves",
                DOUBLES,
                SEEDS,
                DataTypes.createArrayType(CURVE, false));
    }

    public static @Nullable ArrayData invoke(@Nullable ArrayData seeds, @Nullable ArrayData curves) {
        if (seeds == null || curves == null || curves.numElements() == 0) {
            return null;
        }
        int length = Integer.MAX_VALUE;
        for (int i = 0; i < curves.numElements(); i++) {
            length = Math.min(length, curves.getArray(i).numElements());
        }
        double[] sum = new double[length];
        double[] product = new double[length];
        Arrays.fill(product, 1);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < curves.numElements(); i++) {
            if (!seen.add(seeds.getLong(i))) {
                continue;
            }
            float[] curve = curves.getArray(i).toFloatArray();
            for (int step = 0; step < length; step++) {
                product[step] *= Math.max(curve[step], CurveFunctions.FLOOR);
            }
            if (seen.size() % FACTORS == 0) {
                addLogs(sum, product);
            }
        }
        addLogs(sum, product);
        for (int step = 0; step < length; step++) {
            sum[step] /= seen.size();
        }
        return UnsafeArrayData.fromPrimitiveArray(sum);
    }

    /** One logarithm for several factors: the logarithm is what takes the time. */
    private static void addLogs(double[] sum, double[] product) {
        for (int step = 0; step < sum.length; step++) {
            sum[step] += StrictMath.log(product[step]);
            product[step] = 1;
        }
    }
}
