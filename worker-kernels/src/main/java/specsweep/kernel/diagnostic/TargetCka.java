package specsweep.kernel.diagnostic;

import java.util.Arrays;

/**
 * Linear centred kernel alignment of the last hidden layer's activations X [points, width] with the target Y [points,
 * outputs]: {@code |Y^T X|_F^2 / (|X^T X|_F |Y^T Y|_F)}, columns centred, between 0 and 1 (Kornblith, Norouzi, Lee and
 * Hinton, "Similarity of neural network representations revisited", ICML 2019, eq. 4 with linear kernels). Turning or
 * scaling X or Y as a whole changes nothing. Undefined where X or Y does not vary.
 *
 * <p>It is their estimator over the training points, which is biased upwards when points are few beside the width.
 */
public record TargetCka() implements Diagnostic {
    /** Columns whose deviations are smaller than this part of their size are rounding errors of a constant. */
    private static final double ROUNDING = 1e-13;

    @Override
    public String name() {
        return "target-cka";
    }

    @Override
    public String summary() {
        return "linear CKA of the last hidden layer's activations with the target, 0 to 1";
    }

    @Override
    public double measure(StartNetwork start) {
        int outputs = start.snapshot().start().shape().outputs();
        return cka(start.features(), Products.rows(start.snapshot().targetValues(), outputs));
    }

    static double cka(double[][] x, double[][] y) {
        double[][] xc = centred(x);
        double[][] yc = centred(y);
        double norms = StrictMath.sqrt(Products.squares(Products.transposedTimes(xc, xc)))
                * StrictMath.sqrt(Products.squares(Products.transposedTimes(yc, yc)));
        return Products.squares(Products.transposedTimes(yc, xc)) / norms;
    }

    private static double[][] centred(double[][] rows) {
        double[] mean = new double[rows[0].length];
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1.0 / rows.length);
        Products.addCombination(mean, weights, rows, mean.length);
        double[][] centred = new double[rows.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                centred[i][j] = rows[i][j] - mean[j];
            }
        }
        boolean varies = Products.squares(centred) > ROUNDING * ROUNDING * Products.squares(rows);
        return varies ? centred : new double[rows.length][mean.length];
    }
}
