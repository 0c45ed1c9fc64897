package specsweep.kernel.diagnostic;

import org.jspecify.annotations.Nullable;
import specsweep.kernel.arch.Activation;
import specsweep.kernel.net.Weights;

/**
 * The moment before fine-tuning: a network with the weights that it starts from, and the functions it comes from and goes
 * to, on the training points.
 *
 * @param activation of the hidden layers
 * @param start the weights that fine-tuning starts from
 * @param scratch the fresh weights of the tuple's own seed, of the same shape
 * @param features the training points as {@code start}'s encoding sees them, [points, features], row-major
 * @param targetValues the standardised target there, [points, outputs], row-major
 * @param sourceValues what {@code start} was trained on before, there, [points, outputs]: the tuple's source for the
 *     structured condition and its ablations, a control's own source for a control; null for fresh weights
 */
public record Snapshot(
        Activation activation,
        Weights start,
        Weights scratch,
        float[] features,
        double[] targetValues,
        double @Nullable [] sourceValues) {

    public Snapshot {
        if (!start.shape().equals(scratch.shape())) {
            throw new IllegalArgumentException(
                    "start and scratch need one shape, were " + start.shape() + " and " + scratch.shape());
        }
        int width = start.shape().features();
        if (features.length == 0 || features.length % width != 0) {
            throw new IllegalArgumentException(
                    "a point has " + width + " features, was given " + features.length + " in all");
        }
        int values = features.length / width * start.shape().outputs();
        requireLength("target", targetValues, values);
        if (sourceValues != null) {
            requireLength("source", sourceValues, values);
        }
    }

    /** A snapshot of fresh weights, which come from no function. */
    public Snapshot(Activation activation, Weights start, Weights scratch, float[] features, double[] targetValues) {
        this(activation, start, scratch, features, targetValues, null);
    }

    /** How many training points there are. */
    public int points() {
        return features.length / start.shape().features();
    }

    private static void requireLength(String what, double[] given, int wanted) {
        if (given.length != wanted) {
            throw new IllegalArgumentException(what + " needs " + wanted + " values, was given " + given.length);
        }
    }
}
