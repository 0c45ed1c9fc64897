package specsweep.kernel.net;

import specsweep.kernel.arch.Activation;

/**
 * A training step through ND4J's own OpenBLAS, for every shape on every processor.
 *
 * <p>Matrices are row-major, [points, width], in native memory where BLAS reads them; activations, their derivatives and the
 * loss are computed on heap arrays, which is where the JIT compiler vectorises.
 */
final class BlasKernel implements MlpKernel {
    private final Shape shape;
    private final Activation activation;
    private final Blas blas;
    private final int largestTile;

    /** The weights that lead to each layer, in the panels that products want; the last are those of the output. */
    private final Floats[] weights;

    /** The output layer's weights row after row, for the way back. */
    private final Floats outputWeights;

    private final Floats gradient;
    /** Each hidden layer's activation of this tile, [tile, width]. */
    private final Floats[] hidden;
    /** Transposed copies of the weights between hidden layers, where products want them. */
    private final Floats[] transposed;

    private final Floats product;
    private final Floats outputGradient;
    private final Floats ones;

    /** Pre-activations, and then gradients, of the layer at hand. */
    private final float[] work;

    private final float[] sine;
    /** What each hidden layer's backward pass needs: the derivative for sine, the activation for ReLU. */
    private final float[][] kept;

    private final float[][] biasTile;
    private final float[] outputs;
    /** Weights in the order of {@link #weights} or {@link #transposed}, on their way there. */
    private final float[] rearranged;

    BlasKernel(Shape shape, Activation activation, int largestTile, Blas blas) {
        this.shape = shape;
        this.activation = activation;
        this.blas = blas;
        this.largestTile = largestTile;
        int width = shape.width();
        int cells = largestTile * width;
        weights = new Floats[shape.depth() + 1];
        gradient = new Floats(shape.parameters());
        hidden = new Floats[shape.depth()];
        transposed = new Floats[shape.depth()];
        kept = new float[shape.depth()][cells];
        biasTile = new float[shape.depth()][cells];
        for (int layer = 0; layer < shape.depth(); layer++) {
            weights[layer] = new Floats((long) shape.fanIn(layer) * width);
            hidden[layer] = new Floats(cells);
            transposed[layer] = new Floats(layer == 0 ? 1 : (long) width * width);
        }
        weights[shape.depth()] = new Floats((long) width * shape.outputs());
        outputWeights = new Floats((long) width * shape.outputs());
        product = new Floats(cells);
        outputGradient = new Floats((long) largestTile * shape.outputs());
        ones = new Floats(largestTile);
        float[] one = new float[largestTile];
        java.util.Arrays.fill(one, 1f);
        ones.put(one, 0, 0, largestTile);
        work = new float[cells];
        sine = new float[cells];
        outputs = new float[largestTile * shape.outputs()];
        rearranged = new float[Math.max(Math.max(shape.features(), shape.outputs()), width) * width];
    }

    @Override
    public float[] toKernelOrder(float[] inShapeOrder) {
        return inShapeOrder.clone();
    }

    @Override
    public float[] toShapeOrder(float[] inKernelOrder) {
        return inKernelOrder.clone();
    }

    @Override
    public double lossAndGradient(float[] values, Samples samples, float[] gradientOut) {
        load(values, true);
        double scale = 2.0 / ((double) samples.count() * shape.outputs());
        double sum = 0;
        int tile = tileFor(samples);
        for (int row = 0; row < samples.count(); row += tile) {
            int rows = Math.min(tile, samples.count() - row);
            forward(samples, row, rows, true);
            sum += residuals(values, samples.targets(), row, rows);
            for (int i = 0; i < rows * shape.outputs(); i++) {
                outputs[i] = (float) (scale * outputs[i]);
            }
            backward(samples, row, rows, row == 0 ? 0f : 1f);
        }
        gradient.get(gradientOut, 0, 0, shape.parameters());
        return sum / ((double) samples.count() * shape.outputs());
    }

    @Override
    public double loss(float[] values, Samples samples) {
        load(values, false);
        double sum = 0;
        int tile = tileFor(samples);
        for (int row = 0; row < samples.count(); row += tile) {
            int rows = Math.min(tile, samples.count() - row);
            forward(samples, row, rows, false);
            sum += residuals(values, samples.targets(), row, rows);
        }
        return sum / ((double) samples.count() * shape.outputs());
    }

    @Override
    public boolean aligned() {
        return true;
    }

    @Override
    public int tile() {
        return largestTile;
    }

    private int tileFor(Samples samples) {
        return Math.min(largestTile, samples.count());
    }

    private void load(float[] values, boolean forBackward) {
        int width = shape.width();
        for (int layer = 0; layer < shape.depth(); layer++) {
            int fanIn = shape.fanIn(layer);
            int at = shape.weightsAt(layer);
            Layout.repeatRow(values, shape.biasesAt(layer), width, biasTile[layer], largestTile);
            Layout.panels(values, at, fanIn, width, blas.panelColumns(fanIn, width), rearranged);
            weights[layer].put(rearranged, 0, 0, fanIn * width);
            if (forBackward && layer > 0 && blas.prefersTransposedCopies()) {
                Layout.transposedPanels(values, at, width, width, blas.panelColumns(width, width), rearranged);
                transposed[layer].put(rearranged, 0, 0, width * width);
            }
        }
        int last = shape.depth();
        int outputs = shape.outputs();
        Layout.panels(values, shape.weightsAt(last), width, outputs, blas.panelColumns(width, outputs), rearranged);
        weights[last].put(rearranged, 0, 0, width * outputs);
        if (forBackward) {
            outputWeights.put(values, shape.weightsAt(last), 0, width * outputs);
        }
    }

    private void forward(Samples samples, int row, int rows, boolean keepSlopes) {
        int width = shape.width();
        int cells = rows * width;
        for (int layer = 0; layer < shape.depth(); layer++) {
            int fanIn = shape.fanIn(layer);
            var input = layer == 0 ? samples.features().at((long) row * fanIn) : hidden[layer - 1].at(0);
            blas.multiply(input, weights[layer].at(0), product.at(0), rows, width, fanIn);
            product.get(work, 0, 0, cells);
            hidden[layer].put(activate(layer, cells, keepSlopes), 0, 0, cells);
        }
        int last = shape.depth();
        blas.multiply(hidden[last - 1].at(0), weights[last].at(0), outputGradient.at(0), rows, shape.outputs(), width);
        outputGradient.get(outputs, 0, 0, rows * shape.outputs());
    }

    /** Applies the activation to {@code work} and says in which array its values are. */
    private float[] activate(int layer, int cells, boolean keepSlopes) {
        if (activation instanceof Activation.Sine periodic) {
            float omega0 = (float) periodic.omega0();
            if (keepSlopes) {
                FusedLoops.sineWithSlope(work, biasTile[layer], omega0, sine, kept[layer], cells);
                return sine;
            }
            FusedLoops.sine(work, biasTile[layer], omega0, cells);
            return work;
        }
        FusedLoops.relu(work, biasTile[layer], kept[layer], cells);
        return kept[layer];
    }

    /** Turns {@code outputs} into residuals and gives the sum of their squares. */
    private double residuals(float[] values, float[] targets, int row, int rows) {
        int width = shape.outputs();
        int biasesAt = shape.biasesAt(shape.depth());
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            for (int o = 0; o < width; o++) {
                int at = i * width + o;
                float residual = outputs[at] + values[biasesAt + o] - targets[row * width + at];
                outputs[at] = residual;
                sum += (double) residual * residual;
            }
        }
        return sum;
    }

    private void backward(Samples samples, int row, int rows, float beta) {
        int width = shape.width();
        int last = shape.depth();
        int outputCount = shape.outputs();
        int cells = rows * width;
        outputGradient.put(outputs, 0, 0, rows * outputCount);
        blas.accumulateTransposedA(
                hidden[last - 1].at(0),
                outputGradient.at(0),
                gradient.at(shape.weightsAt(last)),
                width,
                outputCount,
                rows,
                beta);
        blas.accumulateColumnSums(
                outputGradient.at(0), ones.at(0), gradient.at(shape.biasesAt(last)), rows, outputCount, beta);
        blas.multiplyTransposed(outputGradient.at(0), outputWeights.at(0), product.at(0), rows, width, outputCount);
        for (int layer = last - 1; layer >= 0; layer--) {
            int fanIn = shape.fanIn(layer);
            product.get(work, 0, 0, cells);
            if (activation instanceof Activation.Sine) {
                FusedLoops.multiply(work, kept[layer], cells);
            } else {
                FusedLoops.maskByRelu(work, kept[layer], cells);
            }
            // The layer's own activation is used up, so that its buffer can take its gradient.
            Floats delta = hidden[layer];
            delta.put(work, 0, 0, cells);
            var input = layer == 0 ? samples.features().at((long) row * fanIn) : hidden[layer - 1].at(0);
            blas.accumulateTransposedA(
                    input, delta.at(0), gradient.at(shape.weightsAt(layer)), fanIn, width, rows, beta);
            blas.accumulateColumnSums(delta.at(0), ones.at(0), gradient.at(shape.biasesAt(layer)), rows, width, beta);
            if (layer > 0) {
                if (blas.prefersTransposedCopies()) {
                    blas.multiply(delta.at(0), transposed[layer].at(0), product.at(0), rows, width, width);
                } else {
                    blas.multiplyTransposed(delta.at(0), weights[layer].at(0), product.at(0), rows, width, width);
                }
            }
        }
    }

    @Override
    public void close() {
        weights[shape.depth()].close();
        outputWeights.close();
        gradient.close();
        for (int layer = 0; layer < hidden.length; layer++) {
            weights[layer].close();
            hidden[layer].close();
            transposed[layer].close();
        }
        product.close();
        outputGradient.close();
        ones.close();
    }
}
