package specsweep.kernel.net;

import static specsweep.kernel.net.VectorProducts.PANEL;

import java.util.Arrays;
import specsweep.kernel.arch.Activation;

/**
 * A training step in the processor's own vectors, all of it on the heap: for AVX-512, through Java's Vector API.
 *
 * <p>Against a BLAS this saves the copies between native memory and the heap, where loops are vectorised. Activations and
 * their gradients lie in panels of 64 columns, [width / 64][tile][64]; so do each hidden layer's weights while they are trained,
 * [width / 64][inputs][64], which for a width of 64 is {@link Shape}'s order.
 */
final class VectorKernel implements MlpKernel {
    private static final int LANES = 16;

    /** Points of a tile at most; 64 and 128 were as fast. */
    private static final int LARGEST_TILE = 256;

    private final Shape shape;
    private final int largestTile;
    /** The distance between panels of activations, for the samples at hand: some rows more, since products come in sixes. */
    private int panelSize;

    /** Each hidden layer's activation of this tile. */
    private final float[][] hidden;
    /** What each hidden layer's way back needs: the derivative for sine, for ReLU the activation itself. */
    private final float[][] slopes;
    /** Gradients of the layer at hand, and of the one before it. */
    private float[] delta;

    private float[] deltaBefore;

    /** Where the weights of each hidden layer are. */
    private final PanelProducts.Blocks[] weights;
    /** The transpose of the weights between two hidden layers, by the later one; there is none before the first. */
    private final TransposedWeights[] transposed;
    /** The output layer's weights, in panels of [outputs, 64]. */
    private final float[] outputWeights;

    private final PanelProducts.Blocks outputBlocks;

    private final float[] outputs;
    private final float[] sums;
    private final float[] zeros;
    private final float[] row;
    /** The sum over rows of {@link #delta}. */
    private final float[] biasGradient;

    /** What makes a layer's activations and slopes of its rows as soon as a product has made them, by layer. */
    private final PanelProducts.RowsMade[] activated;
    /** What takes rows of a gradient back through a layer's activation, by layer. */
    private final PanelProducts.RowsMade[] takenBack;

    VectorKernel(Shape shape, Activation activation, int largestTile) {
        this.shape = shape;
        this.largestTile = largestTile;
        int rows = VectorProducts.roundedUp(largestTile);
        int width = shape.width();
        int cells = rows * width;
        hidden = layers(cells);
        slopes = activation instanceof Activation.Sine ? layers(cells) : hidden;
        delta = AlignedFloats.ofLength(cells);
        deltaBefore = AlignedFloats.ofLength(cells);
        weights = new PanelProducts.Blocks[shape.depth()];
        transposed = new TransposedWeights[shape.depth()];
        for (int layer = 0; layer < shape.depth(); layer++) {
            weights[layer] = PanelProducts.inPanels(shape.weightsAt(layer), shape.fanIn(layer));
            transposed[layer] = new TransposedWeights(shape.weightsAt(layer), layer == 0 ? 0 : width);
        }
        outputBlocks = PanelProducts.inPanels(0, shape.outputs());
        outputWeights = AlignedFloats.ofLength(width * shape.outputs());
        outputs = new float[rows * shape.outputs()];
        sums = AlignedFloats.ofLength(rows * LANES);
        zeros = AlignedFloats.ofLength(PANEL);
        row = AlignedFloats.ofLength(PANEL);
        biasGradient = AlignedFloats.ofLength(width);
        activated = new PanelProducts.RowsMade[shape.depth()];
        takenBack = new PanelProducts.RowsMade[shape.depth()];
        for (int layer = 0; layer < shape.depth(); layer++) {
            float[] slope = slopes[layer];
            if (activation instanceof Activation.Sine sine) {
                float omega0 = (float) sine.omega0();
                activated[layer] = (c, at, column, made) -> VectorActivations.sineWithSlope(c, at, omega0, slope);
                takenBack[layer] =
                        (c, at, column, made) -> VectorActivations.multiply(c, slope, at, made, biasGradient, column);
            } else {
                activated[layer] = (c, at, column, made) -> VectorActivations.relu(c, at);
                takenBack[layer] =
                        (c, at, column, made) -> VectorActivations.maskByRelu(c, slope, at, made, biasGradient, column);
            }
        }
    }

    private float[][] layers(int cells) {
        float[][] layers = new float[shape.depth()][];
        Arrays.setAll(layers, layer -> AlignedFloats.ofLength(cells));
        return layers;
    }

    /** Whether networks of this width can be trained so. */
    static boolean fits(int width) {
        return width % PANEL == 0;
    }

    /** How many points a tile should have: tiles of one size that the second-level cache holds. */
    static int tilePoints(int points) {
        int tiles = (points + LARGEST_TILE - 1) / LARGEST_TILE;
        return (points + tiles - 1) / tiles;
    }

    @Override
    public boolean aligned() {
        return AlignedFloats.aligned(hidden)
                && AlignedFloats.aligned(slopes)
                && AlignedFloats.aligned(delta, deltaBefore);
    }

    @Override
    public int tile() {
        return largestTile;
    }

    @Override
    public float[] toKernelOrder(float[] inShapeOrder) {
        return reordered(inShapeOrder, true);
    }

    @Override
    public float[] toShapeOrder(float[] inKernelOrder) {
        return reordered(inKernelOrder, false);
    }

    /** A copy with each hidden layer's weights moved from rows into panels, or from panels into rows. */
    private float[] reordered(float[] from, boolean intoPanels) {
        float[] to = from.clone();
        for (int layer = 0; layer < shape.depth(); layer++) {
            int fanIn = shape.fanIn(layer);
            for (int row = 0; row < fanIn; row++) {
                for (int panel = 0; panel < shape.width() / PANEL; panel++) {
                    int inRow = shape.weightsAt(layer) + row * shape.width() + panel * PANEL;
                    int inPanel = shape.weightsAt(layer) + (panel * fanIn + row) * PANEL;
                    System.arraycopy(from, intoPanels ? inRow : inPanel, to, intoPanels ? inPanel : inRow, PANEL);
                }
            }
        }
        return to;
    }

    @Override
    public double lossAndGradient(float[] values, Samples samples, float[] gradientOut) {
        load(values, samples);
        double scale = 2.0 / ((double) samples.count() * shape.outputs());
        double sum = 0;
        int tile = Math.min(largestTile, samples.count());
        for (int from = 0; from < samples.count(); from += tile) {
            int rows = Math.min(tile, samples.count() - from);
            forward(values, samples, from, rows);
            sum += residuals(values, samples.targets(), from, rows);
            for (int i = 0; i < rows * shape.outputs(); i++) {
                outputs[i] = (float) (scale * outputs[i]);
            }
            backward(values, samples, from, rows, gradientOut);
        }
        return sum / ((double) samples.count() * shape.outputs());
    }

    @Override
    public double loss(float[] values, Samples samples) {
        load(values, samples);
        double sum = 0;
        int tile = Math.min(largestTile, samples.count());
        for (int from = 0; from < samples.count(); from += tile) {
            int rows = Math.min(tile, samples.count() - from);
            forward(values, samples, from, rows);
            sum += residuals(values, samples.targets(), from, rows);
        }
        return sum / ((double) samples.count() * shape.outputs());
    }

    /** Fits the panels to the samples, and puts the output layer's weights into them, each output's in a row. */
    private void load(float[] values, Samples samples) {
        panelSize = VectorProducts.roundedUp(Math.min(largestTile, samples.count())) * PANEL;
        int at = shape.weightsAt(shape.depth());
        int outputCount = shape.outputs();
        for (int unit = 0; unit < shape.width(); unit++) {
            for (int o = 0; o < outputCount; o++) {
                outputWeights[unit / PANEL * PANEL * outputCount + o * PANEL + unit % PANEL] =
                        values[at + unit * outputCount + o];
            }
        }
    }

    private void forward(float[] values, Samples samples, int from, int rows) {
        int width = shape.width();
        for (int layer = 0; layer < shape.depth(); layer++) {
            boolean features = layer == 0;
            PanelProducts.multiply(
                    rows,
                    width,
                    shape.fanIn(layer),
                    features ? samples.panels() : hidden[layer - 1],
                    features ? from * samples.panelRow() : 0,
                    features ? samples.panelRow() : PANEL,
                    features ? samples.panelSize() : panelSize,
                    values,
                    weights[layer],
                    values,
                    shape.biasesAt(layer),
                    PANEL,
                    hidden[layer],
                    panelSize,
                    activated[layer]);
        }
        float[] last = hidden[shape.depth() - 1];
        int outputCount = shape.outputs();
        for (int o = 0; o < outputCount; o++) {
            for (int panel = 0; panel < width / PANEL; panel++) {
                int wAt = (panel * outputCount + o) * PANEL;
                VectorProducts.dots(last, panel * panelSize, rows, outputWeights, wAt, panel > 0, sums);
            }
            for (int i = 0; i < rows; i++) {
                outputs[i * outputCount + o] = lanes(sums, i * LANES);
            }
        }
    }

    /** The sum of sixteen numbers, in pairs of pairs. */
    private static float lanes(float[] sums, int at) {
        float a = (sums[at] + sums[at + 8]) + (sums[at + 4] + sums[at + 12]);
        float b = (sums[at + 1] + sums[at + 9]) + (sums[at + 5] + sums[at + 13]);
        float c = (sums[at + 2] + sums[at + 10]) + (sums[at + 6] + sums[at + 14]);
        float d = (sums[at + 3] + sums[at + 11]) + (sums[at + 7] + sums[at + 15]);
        return (a + c) + (b + d);
    }

    /** Turns {@code outputs} into residuals and gives the sum of their squares. */
    private double residuals(float[] values, float[] targets, int from, int rows) {
        int width = shape.outputs();
        int biasesAt = shape.biasesAt(shape.depth());
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            for (int o = 0; o < width; o++) {
                int at = i * width + o;
                float residual = outputs[at] + values[biasesAt + o] - targets[from * width + at];
                outputs[at] = residual;
                sum += (double) residual * residual;
            }
        }
        return sum;
    }

    private void backward(float[] values, Samples samples, int from, int rows, float[] gradient) {
        int width = shape.width();
        int last = shape.depth();
        boolean add = from > 0;
        outputGradient(rows, gradient, add);
        int outputCount = shape.outputs();
        back(rows, outputCount, outputs, outputCount, PANEL, outputWeights, outputBlocks, last - 1);
        for (int layer = last - 1; layer >= 0; layer--) {
            boolean features = layer == 0;
            PanelProducts.multiplyTransposed(
                    rows,
                    width,
                    shape.fanIn(layer),
                    features ? samples.panels() : hidden[layer - 1],
                    features ? from * samples.panelRow() : 0,
                    features ? samples.panelRow() : PANEL,
                    features ? samples.panelSize() : panelSize,
                    delta,
                    panelSize,
                    gradient,
                    shape.weightsAt(layer),
                    add);
            biasGradient(gradient, shape.biasesAt(layer), add);
            if (layer > 0) {
                TransposedWeights weightsBack = transposed[layer];
                weightsBack.of(values, samples.count() > largestTile, add);
                back(rows, width, delta, PANEL, panelSize, weightsBack.numbers(), weightsBack, layer - 1);
            }
        }
    }

    /**
     * The gradient of a hidden layer's pre-activations from that of the {@code k} units that follow it, and its sum over rows,
     * which is the gradient of the biases.
     */
    private void back(
            int rows,
            int k,
            float[] following,
            int followingRow,
            int followingPanel,
            float[] weightsBack,
            PanelProducts.Blocks blocks,
            int layer) {
        Arrays.fill(biasGradient, 0f);
        PanelProducts.multiply(
                rows,
                shape.width(),
                k,
                following,
                0,
                followingRow,
                followingPanel,
                weightsBack,
                blocks,
                zeros,
                0,
                0,
                deltaBefore,
                panelSize,
                takenBack[layer]);
        float[] used = delta;
        delta = deltaBefore;
        deltaBefore = used;
    }

    private void outputGradient(int rows, float[] gradient, boolean add) {
        int outputCount = shape.outputs();
        int weightsAt = shape.weightsAt(shape.depth());
        int biasesAt = shape.biasesAt(shape.depth());
        float[] last = hidden[shape.depth() - 1];
        for (int o = 0; o < outputCount; o++) {
            for (int panel = 0; panel < shape.width() / PANEL; panel++) {
                int lastAt = panel * panelSize;
                VectorProducts.column(outputs, o, outputCount, rows, last, lastAt, row, 0, false);
                for (int unit = 0; unit < PANEL; unit++) {
                    int at = weightsAt + (panel * PANEL + unit) * outputCount + o;
                    gradient[at] = add ? gradient[at] + row[unit] : row[unit];
                }
            }
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += outputs[i * outputCount + o];
            }
            gradient[biasesAt + o] = add ? gradient[biasesAt + o] + sum : sum;
        }
    }

    private void biasGradient(float[] gradient, int biasesAt, boolean add) {
        for (int unit = 0; unit < shape.width(); unit++) {
            int at = biasesAt + unit;
            gradient[at] = add ? gradient[at] + biasGradient[unit] : biasGradient[unit];
        }
    }

    @Override
    public void close() {
        // All of it is on the heap.
    }
}
