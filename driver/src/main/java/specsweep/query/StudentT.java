package specsweep.query;

import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code student_t_975(df)}: the 0.975 quantile of Student's t distribution, for two-sided 95 % intervals; NULL below one
 * degree of freedom. A table up to 30, then the expansion in 1/df of Abramowitz and Stegun (1964, 26.7.5), whose relative
 * error there is below 2e-8.
 */
public final class StudentT extends ViewFunction<Double> {
    private static final double[] TABLE = {
        12.706204736174705, 4.302652729749464, 3.182446305283709, 2.776445105197794, 2.570581835636315,
        2.4469118511449706, 2.3646242515927853, 2.3060041352041667, 2.2621571627982053, 2.2281388519862744,
        2.2009851600916392, 2.1788128296672293, 2.1603686564627926, 2.144786687917804, 2.1314495455597755,
        2.1199052992212546, 2.109815577833317, 2.1009220402410382, 2.09302405440831, 2.085963447265865,
        2.0796138447276804, 2.073873067904026, 2.0686576104190486, 2.063898561628025, 2.0595385527532972,
        2.0555294386428735, 2.0518305164802855, 2.048407141795246, 2.0452296421327043, 2.042272456301238
    };

    public StudentT() {
        super("student_t_975", "the 0.975 quantile of Student's t", DataTypes.DoubleType, DataTypes.LongType);
    }

    public static @Nullable Double invoke(long df) {
        if (df < 1) {
            return null;
        }
        if (df <= TABLE.length) {
            return TABLE[(int) df - 1];
        }
        double series = 2.555849679507725 + 1.5895340533938254 / df;
        return 1.9599639845400545 + (2.372271230298564 + (2.8224986157396135 + series / df) / df) / df;
    }
}
