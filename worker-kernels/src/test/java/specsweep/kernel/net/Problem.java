package specsweep.kernel.net;

import java.util.Arrays;
import specsweep.kernel.arch.Activation;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.random.Stream;

/**
 * A network fresh from its initialisation and samples to fit, drawn for a test.
 *
 * <p>Where the activation has a kink, points at which a pre-activation comes closer to it than {@code margin} are drawn
 * again: there a gradient jumps, so that neither central differences nor rounding errors say anything about it.
 *
 * @param architecture what kind of network
 * @param weights its fresh weights
 * @param count how many points
 * @param features their features, [count, features]
 * @param targets what is wanted there, N(0, 1), [count, outputs]
 */
record Problem(Architecture architecture, Weights weights, int count, float[] features, float[] targets) {

    /** The sizes of a problem. */
    record Sizes(int coordinates, int width, int depth, int outputs, int points) {}

    static Problem draw(Architecture architecture, Sizes sizes, double margin, Stream stream) {
        int coordinates = sizes.coordinates();
        Shape shape = new Shape(
                coordinates, architecture.features(coordinates), sizes.width(), sizes.depth(), sizes.outputs());
        Weights weights = Weights.fresh(architecture, shape, stream.child("weights"));
        ReferenceMlp reference = new ReferenceMlp(shape, architecture.activation());
        double[] values = widen(weights.values());
        Stream positions = stream.child("points");
        float[] features = new float[sizes.points() * shape.features()];
        int accepted = 0;
        for (int drawn = 0; accepted < sizes.points(); drawn++) {
            if (drawn > 100 * (sizes.points() + 10)) {
                throw new IllegalStateException("nearly every point is near a kink of " + shape);
            }
            double[] point = new double[coordinates];
            for (int c = 0; c < coordinates; c++) {
                point[c] = positions.nextUniform(-1, 1);
            }
            float[] encoded = architecture.encode(point, coordinates, weights.frequencies());
            ReferenceMlp.Data alone = new ReferenceMlp.Data(1, widen(encoded), new double[sizes.outputs()]);
            if (!hasKink(architecture.activation()) || smallest(reference.preActivations(values, alone, 0)) >= margin) {
                System.arraycopy(encoded, 0, features, accepted * shape.features(), encoded.length);
                accepted++;
            }
        }
        float[] targets = new float[sizes.points() * sizes.outputs()];
        Stream wanted = stream.child("targets");
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) wanted.nextGaussian();
        }
        return new Problem(architecture, weights, sizes.points(), features, targets);
    }

    static boolean hasKink(Activation activation) {
        return activation instanceof Activation.Relu;
    }

    Shape shape() {
        return weights.shape();
    }

    ReferenceMlp reference() {
        return new ReferenceMlp(shape(), architecture.activation());
    }

    ReferenceMlp.Data data() {
        return new ReferenceMlp.Data(count, widen(features), widen(targets));
    }

    /** The same network at the first few points only. */
    Problem first(int points) {
        return new Problem(
                architecture,
                weights,
                points,
                Arrays.copyOf(features, points * shape().features()),
                Arrays.copyOf(targets, points * shape().outputs()));
    }

    /** The same samples for the engine; the caller closes them. */
    Samples samples() {
        return new Samples(count, features, targets);
    }

    static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static double smallest(double[] values) {
        double smallest = Double.POSITIVE_INFINITY;
        for (double value : values) {
            smallest = Math.min(smallest, Math.abs(value));
        }
        return smallest;
    }
}
