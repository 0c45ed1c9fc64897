package specsweep.kernel.diagnostic;

import specsweep.kernel.arch.Activation;
import specsweep.kernel.net.Shape;

/**
 * A network and its first derivative at some points, in double precision:
 * {@code h_0 = features, z_l = h_(l-1) W_l + b_l, h_l = activation(z_l), y = h_depth W + b}.
 *
 * <p>For each layer with weights it holds what goes in, {@code a}, and for each output o the sensitivity
 * {@code delta_o = dy_o / dz}. With these, {@code dy_o / dW = a (x) delta_o} and {@code dy_o / db = delta_o}, so that the
 * Jacobian need never be written out.
 */
final class Linearisation {
    private final Shape shape;
    private final int[] numbers;
    /** By layer: what goes into it, [points, fanIn]. */
    private final double[][][] inputs;
    /** By hidden layer: the activation's derivative, [points, width]. */
    private final double[][][] slopes;
    /** By layer and output: [points, fanOut]. */
    private final double[][][][] deltas;

    private final double[][] outputs;

    /** @param numbers which of the snapshot's points */
    Linearisation(Snapshot snapshot, int[] numbers) {
        this.shape = snapshot.start().shape();
        this.numbers = numbers;
        float[] values = snapshot.start().values();
        inputs = new double[shape.layers()][][];
        slopes = new double[shape.depth()][numbers.length][shape.width()];
        deltas = new double[shape.layers()][shape.outputs()][][];
        inputs[0] = Products.rows(snapshot.features(), shape.features(), numbers);
        for (int layer = 0; layer < shape.depth(); layer++) {
            inputs[layer + 1] = affine(values, layer);
            activate(snapshot.activation(), inputs[layer + 1], slopes[layer]);
        }
        outputs = affine(values, shape.depth());
        for (int output = 0; output < shape.outputs(); output++) {
            backward(values, output);
        }
    }

    int points() {
        return numbers.length;
    }

    Shape shape() {
        return shape;
    }

    /** What the network says, [points, outputs]. */
    double[][] outputs() {
        return outputs;
    }

    /** What goes into a layer, [points, fanIn]; into the output layer go the last hidden layer's activations. */
    double[][] inputs(int layer) {
        return inputs[layer];
    }

    /** How an output answers to a layer's pre-activations, [points, fanOut]. */
    double[][] deltas(int layer, int output) {
        return deltas[layer][output];
    }

    /** What the network says less {@code values}, which are those of all the snapshot's points, [points, outputs]. */
    double[][] residual(double[] values) {
        double[][] residual = new double[points()][shape.outputs()];
        for (int i = 0; i < points(); i++) {
            for (int o = 0; o < shape.outputs(); o++) {
                residual[i][o] = outputs[i][o] - values[numbers[i] * shape.outputs() + o];
            }
        }
        return residual;
    }

    /** Adds the gradient of {@code sum residual^2 / 2} to {@code gradient}, which is in {@link Shape}'s layout. */
    void addGradient(double[][] residual, double[] gradient) {
        for (int layer = 0; layer < shape.layers(); layer++) {
            int fanOut = shape.fanOut(layer);
            double[][] delta = new double[points()][fanOut];
            double[] row = new double[fanOut];
            for (int i = 0; i < points(); i++) {
                for (int o = 0; o < shape.outputs(); o++) {
                    for (int k = 0; k < fanOut; k++) {
                        delta[i][k] += residual[i][o] * deltas[layer][o][i][k];
                    }
                }
            }
            double[][] transposed = Products.transpose(inputs[layer]);
            for (int unit = 0; unit < shape.fanIn(layer); unit++) {
                java.util.Arrays.fill(row, 0);
                Products.addCombination(row, transposed[unit], delta, fanOut);
                addTo(gradient, shape.weightsAt(layer) + unit * fanOut, row);
            }
            for (int i = 0; i < points(); i++) {
                addTo(gradient, shape.biasesAt(layer), delta[i]);
            }
        }
    }

    private double[][] affine(float[] values, int layer) {
        int fanOut = shape.fanOut(layer);
        double[][] weights = Products.rows(values, shape.weightsAt(layer), shape.fanIn(layer), fanOut);
        double[] biases = Products.rows(values, shape.biasesAt(layer), 1, fanOut)[0];
        double[][] result = new double[points()][];
        for (int i = 0; i < points(); i++) {
            result[i] = biases.clone();
            Products.addCombination(result[i], inputs[layer][i], weights, fanOut);
        }
        return result;
    }

    private void backward(float[] values, int output) {
        int last = shape.depth();
        deltas[last][output] = new double[points()][shape.outputs()];
        for (double[] row : deltas[last][output]) {
            row[output] = 1;
        }
        for (int layer = last - 1; layer >= 0; layer--) {
            int above = shape.fanOut(layer + 1);
            double[][] back = Products.transpose(
                    Products.rows(values, shape.weightsAt(layer + 1), shape.fanIn(layer + 1), above));
            double[][] delta = new double[points()][shape.width()];
            for (int i = 0; i < points(); i++) {
                Products.addCombination(delta[i], deltas[layer + 1][output][i], back, shape.width());
                for (int k = 0; k < shape.width(); k++) {
                    delta[i][k] *= slopes[layer][i][k];
                }
            }
            deltas[layer][output] = delta;
        }
    }

    /** Turns pre-activations into activations, in place, and writes their derivatives. */
    private static void activate(Activation activation, double[][] cells, double[][] slopes) {
        for (int i = 0; i < cells.length; i++) {
            if (activation instanceof Activation.Sine sine) {
                activate(sine.omega0(), cells[i], slopes[i]);
            } else if (activation instanceof Activation.Relu) {
                rectify(cells[i], slopes[i]);
            } else {
                throw new IllegalStateException("no derivative is written for " + activation);
            }
        }
    }

    private static void activate(double omega0, double[] cells, double[] slopes) {
        for (int k = 0; k < cells.length; k++) {
            double phase = omega0 * cells[k];
            cells[k] = StrictMath.sin(phase);
            slopes[k] = omega0 * StrictMath.cos(phase);
        }
    }

    private static void rectify(double[] cells, double[] slopes) {
        for (int k = 0; k < cells.length; k++) {
            slopes[k] = cells[k] > 0 ? 1 : 0;
            cells[k] = Math.max(0, cells[k]);
        }
    }

    private static void addTo(double[] gradient, int at, double[] row) {
        for (int k = 0; k < row.length; k++) {
            gradient[at + k] += row[k];
        }
    }
}
