package specsweep.kernel.diagnostic;

import java.util.Arrays;

/**
 * The empirical neural tangent kernel (Jacot, Gabriel and Hongler, "Neural tangent kernel: convergence and generalization
 * in neural networks", NeurIPS 2018, section 4), summed over outputs:
 *
 * <p>{@code K_ij = sum over outputs o, parameters p of (dy_o(x_i)/dp) (dy_o(x_j)/dp)}.
 *
 * <p>The Jacobian is never formed. A layer with inputs a and sensitivities delta gives
 * {@code (a_i . a_j + 1) sum over o of delta_oi . delta_oj}, where the 1 is the biases' part. All trained parameters
 * count; a Fourier encoding's frozen frequencies do not. With one output this is the whole kernel J J^T; with several, the
 * sum of its diagonal blocks, which says nothing of how one output's error moves another output.
 *
 * @param rows [points, points], symmetric, positive semi-definite
 */
record TangentKernel(double[][] rows) {

    /** Columns at a time, so that what is multiplied stays in the second-level cache. */
    private static final int BLOCK = 256;

    static TangentKernel of(Linearisation network) {
        int points = network.points();
        double[][] kernel = new double[points][points];
        for (int layer = 0; layer < network.shape().layers(); layer++) {
            addLayer(network, layer, kernel);
        }
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < i; j++) {
                kernel[j][i] = kernel[i][j];
            }
        }
        return new TangentKernel(kernel);
    }

    double trace() {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += rows[i][i];
        }
        return sum;
    }

    /** tr(K^2), the squared Frobenius norm. */
    double squares() {
        return Products.squares(rows);
    }

    /** tr(R^T K R) for R [points, columns]. */
    double quadraticForm(double[][] r) {
        double sum = 0;
        double[] product = new double[r[0].length];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(product, 0);
            Products.addCombination(product, rows[i], r, product.length);
            sum += Products.dot(product, r[i]);
        }
        return sum;
    }

    /** Adds one layer's part to the lower triangle. */
    private static void addLayer(Linearisation network, int layer, double[][] kernel) {
        int points = network.points();
        for (int from = 0; from < points; from += BLOCK) {
            int to = Math.min(points, from + BLOCK);
            double[][] inputs = columns(network.inputs(layer), from, to);
            double[][][] deltas = new double[network.shape().outputs()][][];
            for (int o = 0; o < deltas.length; o++) {
                deltas[o] = columns(network.deltas(layer, o), from, to);
            }
            double[] inputProducts = new double[to - from];
            double[] deltaProducts = new double[to - from];
            for (int i = from; i < points; i++) {
                int length = Math.min(i + 1, to) - from;
                Arrays.fill(inputProducts, 1);
                Arrays.fill(deltaProducts, 0);
                Products.addCombination(inputProducts, network.inputs(layer)[i], inputs, length);
                for (int o = 0; o < deltas.length; o++) {
                    Products.addCombination(deltaProducts, network.deltas(layer, o)[i], deltas[o], length);
                }
                double[] row = kernel[i];
                for (int j = 0; j < length; j++) {
                    row[from + j] += inputProducts[j] * deltaProducts[j];
                }
            }
        }
    }

    /** Rows {@code from} to {@code to}, transposed. */
    private static double[][] columns(double[][] rows, int from, int to) {
        return Products.transpose(Arrays.copyOfRange(rows, from, to));
    }
}
