package specsweep.kernel.diagnostic;

import java.util.ArrayList;
import java.util.List;
import specsweep.kernel.arch.Activation;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;
import specsweep.kernel.random.Stream;

/**
 * A small snapshot drawn for a test, and everything about its network by definition: the forward pass one unit at a time,
 * derivatives by central differences.
 *
 * @param name what kind of network, for reading
 * @param snapshot what is measured
 */
record Example(String name, Snapshot snapshot) {
    private static final double STEP = 1e-6;

    /** Every architecture, with one output and with three. */
    static List<Example> all() {
        List<Example> all = new ArrayList<>();
        for (Architecture architecture : ExampleArchitectures.all()) {
            all.add(draw(architecture, 1, 5, 2, 1, 9));
            all.add(draw(architecture, 2, 6, 3, 3, 7));
        }
        return all;
    }

    static Example draw(Architecture architecture, int coordinates, int width, int depth, int outputs, int points) {
        Shape shape = new Shape(coordinates, architecture.features(coordinates), width, depth, outputs);
        Weights start = Weights.fresh(architecture, shape, 11);
        Stream stream = Stream.seed(12);
        double[] positions = new double[points * coordinates];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = stream.nextUniform(-1, 1);
        }
        Snapshot snapshot = new Snapshot(
                architecture.activation(),
                start,
                Weights.fresh(architecture, shape, 13),
                architecture.encode(positions, coordinates, start.frequencies()),
                gaussians(points * outputs, 14),
                gaussians(points * outputs, 15));
        return new Example(architecture + ", " + shape, snapshot);
    }

    static double[] gaussians(int count, long seed) {
        Stream stream = Stream.seed(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = stream.nextGaussian();
        }
        return values;
    }

    /** The same network with another target and source. */
    Example towards(double[] target, double[] source) {
        Snapshot s = snapshot;
        return new Example(name, new Snapshot(s.activation(), s.start(), s.scratch(), s.features(), target, source));
    }

    /** The same network with another target and no source. */
    Example towards(double[] target) {
        Snapshot s = snapshot;
        return new Example(name, new Snapshot(s.activation(), s.start(), s.scratch(), s.features(), target));
    }

    /** The same network at some of the points only. */
    Example at(int[] points) {
        Snapshot s = snapshot;
        int width = shape().features();
        int outputs = shape().outputs();
        float[] features = new float[points.length * width];
        double[] target = new double[points.length * outputs];
        double[] source = new double[points.length * outputs];
        for (int i = 0; i < points.length; i++) {
            System.arraycopy(s.features(), points[i] * width, features, i * width, width);
            System.arraycopy(s.targetValues(), points[i] * outputs, target, i * outputs, outputs);
            System.arraycopy(
                    java.util.Objects.requireNonNull(s.sourceValues()),
                    points[i] * outputs,
                    source,
                    i * outputs,
                    outputs);
        }
        return new Example(name, new Snapshot(s.activation(), s.start(), s.scratch(), features, target, source));
    }

    Shape shape() {
        return snapshot.start().shape();
    }

    double measure(Diagnostic diagnostic) {
        return diagnostic.measure(new StartNetwork(snapshot));
    }

    double[] values() {
        float[] floats = snapshot.start().values();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /** The outputs with those parameters, [points * outputs]. */
    double[] outputs(double[] values) {
        double[] all = new double[snapshot.points() * shape().outputs()];
        for (int i = 0; i < snapshot.points(); i++) {
            System.arraycopy(layer(values, shape().depth(), i), 0, all, i * shape().outputs(), shape().outputs());
        }
        return all;
    }

    /** What a layer's affine map gives at a point. */
    private double[] layer(double[] values, int layer, int point) {
        double[] input = layer == 0 ? features(point) : activate(layer(values, layer - 1, point));
        double[] output = new double[shape().fanOut(layer)];
        for (int o = 0; o < output.length; o++) {
            output[o] = values[shape().biasesAt(layer) + o];
            for (int i = 0; i < input.length; i++) {
                output[o] += input[i] * values[shape().weightsAt(layer) + i * output.length + o];
            }
        }
        return output;
    }

    /** The last hidden layer's activations at a point. */
    double[] lastHidden(int point) {
        return activate(layer(values(), shape().depth() - 1, point));
    }

    private double[] features(int point) {
        double[] features = new double[shape().features()];
        for (int i = 0; i < features.length; i++) {
            features[i] = snapshot.features()[point * features.length + i];
        }
        return features;
    }

    private double[] activate(double[] z) {
        double[] h = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            h[i] = snapshot.activation() instanceof Activation.Sine sine
                    ? StrictMath.sin(sine.omega0() * z[i])
                    : Math.max(0, z[i]);
        }
        return h;
    }

    /** d output / d parameter by central differences, [points * outputs][parameters]. */
    double[][] jacobian() {
        double[] values = values();
        double[][] jacobian = new double[snapshot.points() * shape().outputs()][values.length];
        for (int p = 0; p < values.length; p++) {
            double[] up = values.clone();
            double[] down = values.clone();
            up[p] += STEP;
            down[p] -= STEP;
            double[] outputsUp = outputs(up);
            double[] outputsDown = outputs(down);
            for (int i = 0; i < jacobian.length; i++) {
                jacobian[i][p] = (outputsUp[i] - outputsDown[i]) / (2 * STEP);
            }
        }
        return jacobian;
    }

    /** sum over outputs o and parameters p of J[i o][p] J[j o][p], [points][points]. */
    double[][] kernel() {
        double[][] jacobian = jacobian();
        int outputs = shape().outputs();
        double[][] kernel = new double[snapshot.points()][snapshot.points()];
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel.length; j++) {
                for (int o = 0; o < outputs; o++) {
                    for (int p = 0; p < jacobian[0].length; p++) {
                        kernel[i][j] += jacobian[i * outputs + o][p] * jacobian[j * outputs + o][p];
                    }
                }
            }
        }
        return kernel;
    }

    @Override
    public String toString() {
        return name;
    }
}
