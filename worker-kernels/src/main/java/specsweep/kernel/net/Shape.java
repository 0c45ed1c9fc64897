package specsweep.kernel.net;

/**
 * The sizes of a network: features -> width -> ... -> width -> outputs, with {@code depth} hidden layers.
 *
 * <p>Its parameters lie in one array, layer after layer, each layer's weights [in, out] row-major and then its biases
 * [out].
 *
 * @param coordinates how many coordinates a point has
 * @param features how many features the encoding makes of them
 * @param width units of each hidden layer
 * @param depth hidden layers
 * @param outputs values at a point
 */
public record Shape(int coordinates, int features, int width, int depth, int outputs) {
    public Shape {
        if (coordinates < 1 || features < 1 || width < 1 || depth < 1 || outputs < 1) {
            throw new IllegalArgumentException("a network's sizes must be at least 1, were coordinates " + coordinates
                    + ", features " + features + ", width " + width + ", depth " + depth + ", outputs " + outputs);
        }
        if ((long) features * width + (long) (depth - 1) * width * width > 100_000_000L) {
            throw new IllegalArgumentException("a network of width " + width + " and depth " + depth
                    + " is beyond the 10^8 weights that one task slot can hold");
        }
    }

    /** Layers with weights: the hidden ones and the output layer. */
    public int layers() {
        return depth + 1;
    }

    /** Inputs of layer {@code layer}, counted from 0. */
    public int fanIn(int layer) {
        return layer == 0 ? features : width;
    }

    /** Outputs of layer {@code layer}, counted from 0. */
    public int fanOut(int layer) {
        return layer == depth ? outputs : width;
    }

    /** Where layer {@code layer}'s weights begin in the array of parameters. */
    public int weightsAt(int layer) {
        int at = 0;
        for (int l = 0; l < layer; l++) {
            at += (fanIn(l) + 1) * fanOut(l);
        }
        return at;
    }

    /** Where layer {@code layer}'s biases begin in the array of parameters. */
    public int biasesAt(int layer) {
        return weightsAt(layer) + fanIn(layer) * fanOut(layer);
    }

    /** How many parameters the network trains. */
    public int parameters() {
        return weightsAt(layers());
    }
}
