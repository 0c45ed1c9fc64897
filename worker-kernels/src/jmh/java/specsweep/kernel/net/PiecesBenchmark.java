package specsweep.kernel.net;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import specsweep.kernel.arch.Activation;
import specsweep.kernel.random.Stream;

/**
 * The pieces of a training step, each by itself, and the whole step: where its time goes. Times of pieces are for one tile, of
 * which a step by BLAS has {@code points / tile}, and a step in vectors one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PiecesBenchmark {
    @Param({"64", "128", "256"})
    public int width;

    private static final int POINTS = 256;

    private Blas blas;
    private int tile;
    private Floats left;
    private Floats weights;
    private Floats product;
    private Floats ones;
    private float[] z;
    private float[] bias;
    private float[] out;
    private float[] slope;
    private float[] square;
    private float[] gradient;
    private float[] parameters;
    private Adam adam;
    private Adam.State moments;
    private MlpKernel kernel;
    private MlpKernel vectors;
    private float[] rows;
    private float[] panels;
    private float[] zeros;
    private PanelProducts.Blocks blocks;
    private Samples samples;

    @Setup(Level.Trial)
    public void prepare() {
        blas = new Blas(NativeEnvironment.prepare());
        tile = blas.tilePoints(POINTS, width);
        int cells = tile * width;
        left = filled(cells);
        weights = filled(width * width);
        product = filled(cells);
        ones = filled(tile);
        z = values(cells);
        bias = values(cells);
        out = new float[cells];
        slope = new float[cells];
        square = new float[width * width];
        Shape shape = new Shape(1, 1, width, 3, 1);
        parameters = values(shape.parameters());
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= 0.05f;
        }
        gradient = values(shape.parameters());
        adam = new Adam(1e-6, 0.9, 0.999, 1e-8);
        moments = new Adam.State(shape.parameters());
        kernel = new BlasKernel(shape, new Activation.Sine(30), tile, blas);
        vectors = new VectorKernel(shape, new Activation.Sine(30), VectorKernel.tilePoints(POINTS));
        rows = values(VectorProducts.roundedUp(POINTS) * width);
        panels = values(VectorProducts.roundedUp(POINTS) * width);
        zeros = new float[width];
        blocks = PanelProducts.inPanels(0, width);
        samples = new Samples(POINTS, values(POINTS), values(POINTS));
    }

    @TearDown(Level.Trial)
    public void close() {
        left.close();
        weights.close();
        product.close();
        ones.close();
        kernel.close();
        samples.close();
    }

    @Benchmark
    public void forwardProduct() {
        blas.multiply(left.at(0), weights.at(0), product.at(0), tile, width, width);
    }

    @Benchmark
    public void weightGradientProduct() {
        blas.accumulateTransposedA(left.at(0), product.at(0), weights.at(0), width, width, tile, 0f);
    }

    @Benchmark
    public void inputGradientProductWithoutTransposedCopy() {
        blas.multiplyTransposed(left.at(0), weights.at(0), product.at(0), tile, width, width);
    }

    @Benchmark
    public void biasGradient() {
        blas.accumulateColumnSums(left.at(0), ones.at(0), product.at(0), tile, width, 0f);
    }

    @Benchmark
    public void sineAndSlope() {
        FusedLoops.sineWithSlope(z, bias, 30f, out, slope, z.length);
    }

    @Benchmark
    public void relu() {
        FusedLoops.relu(z, bias, out, z.length);
    }

    @Benchmark
    public void copyToHeap() {
        product.get(out, 0, 0, out.length);
    }

    @Benchmark
    public void copyToNative() {
        product.put(out, 0, 0, out.length);
    }

    @Benchmark
    public void transposeWeights() {
        Layout.transposedPanels(parameters, 2 * width, width, width, blas.panelColumns(width, width), square);
    }

    @Benchmark
    public void adamStep() {
        moments.step(adam, parameters, gradient);
    }

    @Benchmark
    public double wholeGradient() {
        return kernel.lossAndGradient(parameters, samples, gradient);
    }

    @Benchmark
    public void forwardProductInVectors() {
        int panel = VectorProducts.PANEL;
        int apart = VectorProducts.roundedUp(POINTS) * panel;
        PanelProducts.multiply(
                POINTS, width, width, rows, 0, panel, apart, parameters, blocks, zeros, 0, 0, panels, apart, PanelProducts.NOTHING);
    }

    @Benchmark
    public void weightGradientProductInVectors() {
        int apart = VectorProducts.roundedUp(POINTS) * VectorProducts.PANEL;
        PanelProducts.multiplyTransposed(
                POINTS, width, width, rows, 0, VectorProducts.PANEL, apart, panels, apart, square, 0, false);
    }

    @Benchmark
    public void sineAndSlopeInVectors() {
        int block = VectorProducts.ROWS * VectorProducts.PANEL;
        for (int at = 0; at + block <= panels.length; at += block) {
            VectorActivations.sineWithSlope(rows, at, 30f, panels);
        }
    }

    @Benchmark
    public double wholeGradientInVectors() {
        return vectors.lossAndGradient(parameters, samples, gradient);
    }

    private static Floats filled(int length) {
        Floats floats = new Floats(length);
        floats.put(values(length), 0, 0, length);
        return floats;
    }

    private static float[] values(int length) {
        Stream stream = Stream.seed(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return values;
    }
}
