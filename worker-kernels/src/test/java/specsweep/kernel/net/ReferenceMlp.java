package specsweep.kernel.net;

import java.util.Arrays;
import specsweep.kernel.arch.Activation;

/**
 * The engine's arithmetic once more, in double precision and loops that can be read against the formulas:
 * {@code h_0 = features, z_l = h_(l-1) W_l + b_l, h_l = activation(z_l), y = h_depth W + b}, and the loss
 * {@code sum (y - target)^2 / (points * outputs)}.
 *
 * <p>Its gradients are checked against central differences, and the engine against it.
 */
public final class ReferenceMlp {
    private final Shape shape;
    private final Activation activation;

    public ReferenceMlp(Shape shape, Activation activation) {
        this.shape = shape;
        this.activation = activation;
    }

    /**
     * Points and the values wanted there.
     *
     * @param count how many points
     * @param features [count, features], row-major
     * @param targets [count, outputs], row-major
     */
    public record Data(int count, double[] features, double[] targets) {}

    /**
     * What a network makes of its data.
     *
     * @param mse the loss
     * @param gradient of the loss, in {@link Shape}'s layout
     */
    public record LossAndGradient(double mse, double[] gradient) {}

    /** Every layer's inputs at one point, what comes before every hidden unit's activation, and the outputs. */
    private record Forward(double[][] inputs, double[][] preActivations, double[] outputs) {}

    public double loss(double[] values, Data data) {
        double sum = 0;
        for (int point = 0; point < data.count(); point++) {
            double[] outputs = forward(values, data, point).outputs();
            for (int o = 0; o < shape.outputs(); o++) {
                double residual = outputs[o] - data.targets()[point * shape.outputs() + o];
                sum += residual * residual;
            }
        }
        return sum / (data.count() * shape.outputs());
    }

    public LossAndGradient lossAndGradient(double[] values, Data data) {
        double[] gradient = new double[shape.parameters()];
        double sum = 0;
        for (int point = 0; point < data.count(); point++) {
            Forward forward = forward(values, data, point);
            double[] delta = new double[shape.outputs()];
            for (int o = 0; o < shape.outputs(); o++) {
                double residual = forward.outputs()[o] - data.targets()[point * shape.outputs() + o];
                sum += residual * residual;
                delta[o] = 2 * residual / (data.count() * shape.outputs());
            }
            for (int layer = shape.depth(); layer >= 0; layer--) {
                double[] input = forward.inputs()[layer];
                double[] inputDelta = new double[input.length];
                for (int i = 0; i < input.length; i++) {
                    int weights = shape.weightsAt(layer) + i * delta.length;
                    for (int o = 0; o < delta.length; o++) {
                        gradient[weights + o] += input[i] * delta[o];
                    }
                    double back = 0;
                    for (int o = 0; o < delta.length; o++) {
                        back += values[weights + o] * delta[o];
                    }
                    inputDelta[i] = back;
                }
                for (int o = 0; o < delta.length; o++) {
                    gradient[shape.biasesAt(layer) + o] += delta[o];
                }
                if (layer > 0) {
                    for (int i = 0; i < inputDelta.length; i++) {
                        inputDelta[i] *= slope(forward.preActivations()[layer - 1][i]);
                    }
                }
                delta = inputDelta;
            }
        }
        return new LossAndGradient(sum / (data.count() * shape.outputs()), gradient);
    }

    /** Every hidden unit's pre-activation at one point, layer after layer, [depth * width]. */
    double[] preActivations(double[] values, Data data, int point) {
        double[] all = new double[shape.depth() * shape.width()];
        double[][] layers = forward(values, data, point).preActivations();
        for (int layer = 0; layer < shape.depth(); layer++) {
            System.arraycopy(layers[layer], 0, all, layer * shape.width(), shape.width());
        }
        return all;
    }

    private Forward forward(double[] values, Data data, int point) {
        double[][] inputs = new double[shape.layers()][];
        double[][] preActivations = new double[shape.depth()][];
        int features = shape.features();
        inputs[0] = Arrays.copyOfRange(data.features(), point * features, (point + 1) * features);
        for (int layer = 0; layer < shape.depth(); layer++) {
            preActivations[layer] = affine(values, layer, inputs[layer]);
            inputs[layer + 1] = new double[shape.width()];
            for (int i = 0; i < shape.width(); i++) {
                inputs[layer + 1][i] = activate(preActivations[layer][i]);
            }
        }
        return new Forward(inputs, preActivations, affine(values, shape.depth(), inputs[shape.depth()]));
    }

    private double[] affine(double[] values, int layer, double[] input) {
        int width = shape.fanOut(layer);
        int biases = shape.biasesAt(layer);
        double[] output = Arrays.copyOfRange(values, biases, biases + width);
        for (int i = 0; i < input.length; i++) {
            int weights = shape.weightsAt(layer) + i * width;
            for (int o = 0; o < width; o++) {
                output[o] += input[i] * values[weights + o];
            }
        }
        return output;
    }

    private double activate(double z) {
        if (activation instanceof Activation.Sine sine) {
            return StrictMath.sin(sine.omega0() * z);
        }
        if (activation instanceof Activation.Relu) {
            return Math.max(0, z);
        }
        throw new IllegalStateException("the reference does not know " + activation);
    }

    private double slope(double z) {
        if (activation instanceof Activation.Sine sine) {
            return sine.omega0() * StrictMath.cos(sine.omega0() * z);
        }
        if (activation instanceof Activation.Relu) {
            return z > 0 ? 1 : 0;
        }
        throw new IllegalStateException("the reference does not know " + activation);
    }

    /** Adam as in algorithm 1 of Kingma and Ba (ICLR 2015), in double precision. */
    public static final class ReferenceAdam {
        private final Adam adam;
        private final double[] firstMoment;
        private final double[] secondMoment;
        private int step;

        public ReferenceAdam(Adam adam, int parameters) {
            this.adam = adam;
            firstMoment = new double[parameters];
            secondMoment = new double[parameters];
        }

        public void step(double[] parameters, double[] gradient) {
            step++;
            double firstWeight = 1 - StrictMath.pow(adam.beta1(), step);
            double secondWeight = 1 - StrictMath.pow(adam.beta2(), step);
            for (int i = 0; i < parameters.length; i++) {
                firstMoment[i] = adam.beta1() * firstMoment[i] + (1 - adam.beta1()) * gradient[i];
                secondMoment[i] = adam.beta2() * secondMoment[i] + (1 - adam.beta2()) * gradient[i] * gradient[i];
                double corrected = firstMoment[i] / firstWeight;
                double correctedSquare = secondMoment[i] / secondWeight;
                parameters[i] -= adam.learningRate() * corrected / (Math.sqrt(correctedSquare) + adam.epsilon());
            }
        }
    }
}
