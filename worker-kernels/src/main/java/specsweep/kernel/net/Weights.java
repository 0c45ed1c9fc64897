package specsweep.kernel.net;

import specsweep.kernel.arch.Architecture;
import specsweep.kernel.random.Stream;

/**
 * Everything that a network has learnt or drawn: trained parameters and the frozen frequencies of its encoding.
 *
 * @param shape its sizes
 * @param values the parameters, in {@link Shape}'s layout
 * @param frequencies the encoding's frozen frequencies, [coordinates, frequencies]; empty where it has none
 */
public record Weights(Shape shape, float[] values, double[] frequencies) {
    public Weights {
        if (values.length != shape.parameters()) {
            throw new IllegalArgumentException(
                    "a network of " + shape + " has " + shape.parameters() + " parameters, was given " + values.length);
        }
    }

    /** Draws the fresh weights of a seed. */
    public static Weights fresh(Architecture architecture, Shape shape, long seed) {
        return fresh(architecture, shape, Stream.seed(seed).child("weights"));
    }

    /**
     * Draws fresh weights. Every layer draws from its own child stream, so that a change of one layer's size leaves the
     * others as they were.
     */
    public static Weights fresh(Architecture architecture, Shape shape, Stream stream) {
        float[] values = new float[shape.parameters()];
        for (int layer = 0; layer < shape.layers(); layer++) {
            drawLayer(architecture, shape, layer, stream, values);
        }
        double[] frequencies = architecture.drawFrequencies(shape.coordinates(), stream.child("frequencies"));
        return new Weights(shape, values, frequencies);
    }

    private static void drawLayer(Architecture architecture, Shape shape, int layer, Stream stream, float[] values) {
        Architecture.Layer kind = layer == shape.depth()
                ? Architecture.Layer.OUTPUT
                : layer == 0 ? Architecture.Layer.FIRST : Architecture.Layer.HIDDEN;
        int fanIn = shape.fanIn(layer);
        int fanOut = shape.fanOut(layer);
        Stream weights = stream.child("weights-" + layer);
        int at = shape.weightsAt(layer);
        architecture.drawWeights(kind, fanIn, weights, values, at, at + fanIn * fanOut);
        Stream biases = stream.child("biases-" + layer);
        int biasAt = shape.biasesAt(layer);
        for (int i = 0; i < fanOut; i++) {
            values[biasAt + i] = (float) architecture.drawBias(fanIn, biases);
        }
    }
}
