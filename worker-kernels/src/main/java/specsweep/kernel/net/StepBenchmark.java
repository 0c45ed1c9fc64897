package specsweep.kernel.net;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import specsweep.kernel.arch.Activation;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.random.Stream;

/**
 * Measures the real training step against the roofline of this machine, both in the same run.
 *
 * <p>The roofline of a step is the least time that its arithmetic can take here: its large matrix products at the best rate
 * that this machine's {@code sgemm} reached at any of the shapes the step uses, plus its activations, their derivatives and
 * the optimiser at the rate of the fused loops alone, on hot caches. What it leaves out is what a perfect step would not
 * need: copies between native memory and the heap, transposes, bias rows, the thin products of the first and the last
 * layer, and calls.
 */
public final class StepBenchmark {
    private static final int REPEATS = 5;
    private static final double REPEAT_SECONDS = 0.12;
    private static final int DEPTH = 3;

    private final Blas blas = new Blas(NativeEnvironment.prepare());

    /**
     * What was measured for one architecture, width and number of points, with three hidden layers.
     *
     * @param architecture its name
     * @param width units of a hidden layer
     * @param points training points
     * @param tile points that go forward and backward together
     * @param stepsPerSecond network-steps a second on one core, at the best stack size
     * @param roofline network-steps a second at the roofline
     * @param sgemmGflops the best rate of sgemm at the shapes used
     * @param elementNanos activation and its derivative, forward and backward, for each point and unit
     * @param stack the best stack size
     * @param bytesPerStep heap allocated by a step
     * @param nativeGrowth bytes by which a hundred steps made the process's resident memory grow
     */
    public record Result(
            String architecture,
            int width,
            int points,
            int tile,
            double stepsPerSecond,
            double roofline,
            double sgemmGflops,
            double elementNanos,
            int stack,
            double bytesPerStep,
            long nativeGrowth) {
        /** How much of the roofline the step reaches. */
        public double fraction() {
            return stepsPerSecond / roofline;
        }
    }

    /** Measures one setting; takes some seconds. */
    public Result measure(Architecture architecture, int width, int points, int[] stackSizes) {
        Shape shape = new Shape(1, architecture.features(1), width, DEPTH, 1);
        int tile = blas.tilePoints(points, Math.max(width, shape.features()));
        double gflops = sgemmGflops(width, tile);
        double elementNanos = elementNanos(architecture.activation(), tile * width);
        double adamNanos = adamNanos(shape.parameters());
        double products = 2.0 * 3 * (DEPTH - 1) * width * width * points;
        if (shape.features() > 1) {
            products += 2.0 * 2 * shape.features() * width * points;
        }
        double rooflineNanos =
                products / gflops + elementNanos * DEPTH * width * points + adamNanos * shape.parameters();
        double best = 0;
        int bestStack = 0;
        double bytes = 0;
        long growth = 0;
        for (int stack : stackSizes) {
            try (Steps steps = new Steps(architecture, shape, points, tile, stack)) {
                double nanos = steps.nanosPerStep();
                if (1e9 / nanos > best) {
                    best = 1e9 / nanos;
                    bestStack = stack;
                    bytes = steps.bytesPerStep();
                    growth = steps.nativeGrowth();
                }
            }
        }
        return new Result(
                architecture.name(),
                width,
                points,
                tile,
                best,
                1e9 / rooflineNanos,
                gflops,
                elementNanos,
                bestStack,
                bytes,
                growth);
    }

    /** The best rate, in GFLOP/s, of the products that a tile needs between two hidden layers. */
    private double sgemmGflops(int width, int tile) {
        try (Floats a = random((long) tile * width);
                Floats weights = random((long) width * width);
                Floats c = random((long) tile * width)) {
            double flops = 2.0 * tile * width * width;
            double forward = best(() -> blas.multiply(a.at(0), weights.at(0), c.at(0), tile, width, width));
            double backward =
                    best(() -> blas.accumulateTransposedA(a.at(0), c.at(0), weights.at(0), width, width, tile, 0f));
            return flops / Math.min(forward, backward);
        }
    }

    private static double elementNanos(Activation activation, int cells) {
        float[] z = new float[cells];
        float[] bias = new float[cells];
        float[] out = new float[cells];
        float[] kept = new float[cells];
        float[] gradient = new float[cells];
        Stream stream = Stream.seed(1);
        for (int i = 0; i < cells; i++) {
            z[i] = (float) stream.nextGaussian();
            gradient[i] = 1e-3f;
        }
        double nanos = activation instanceof Activation.Sine sine
                ? best(() -> {
                    FusedLoops.sineWithSlope(z, bias, (float) sine.omega0(), out, kept, cells);
                    // What is multiplied is made anew at each call: a product that only shrinks ends in subnormal
                    // numbers,
                    // of which some processors make a hundred times the work.
                    FusedLoops.multiply(out, kept, cells);
                })
                : best(() -> {
                    FusedLoops.relu(z, bias, kept, cells);
                    FusedLoops.maskByRelu(gradient, kept, cells);
                });
        return nanos / cells;
    }

    private static double adamNanos(int parameters) {
        float[] values = new float[parameters];
        float[] gradient = new float[parameters];
        Arrays.fill(gradient, 1e-3f);
        Adam.State state = new Adam.State(parameters);
        Adam adam = new Adam(1e-6, 0.9, 0.999, 1e-8);
        return best(() -> state.step(adam, values, gradient)) / parameters;
    }

    private static Floats random(long length) {
        Floats floats = new Floats(length);
        Stream stream = Stream.seed(2);
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        floats.put(values, 0, 0, values.length);
        return floats;
    }

    /** The least nanoseconds of one call, over repeats of many calls each, after as long a warm-up. */
    private static double best(Runnable body) {
        int calls = 1;
        double best = Double.MAX_VALUE;
        for (int repeat = 0; repeat <= REPEATS; ) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                body.run();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (seconds < REPEAT_SECONDS / 2) {
                calls *= 2;
            } else {
                best = repeat == 0 ? best : Math.min(best, seconds * 1e9 / calls);
                repeat++;
            }
        }
        return best;
    }

    /** A stack of networks in training, one real step of each at a call. */
    private static final class Steps implements AutoCloseable {
        private final List<float[]> values = new ArrayList<>();
        private final List<Adam.State> states = new ArrayList<>();
        private final List<Samples> samples = new ArrayList<>();
        private final MlpKernel kernel;
        private final float[] gradient;
        private final Adam adam = new Adam(1e-6, 0.9, 0.999, 1e-8);
        private double bytesPerStep;
        private long nativeGrowth;

        Steps(Architecture architecture, Shape shape, int points, int tile, int stack) {
            kernel = new MlpKernel(shape, architecture.activation(), tile, new Blas(NativeEnvironment.prepare()));
            gradient = new float[shape.parameters()];
            double[] grid = new double[points];
            float[] target = new float[points];
            for (int i = 0; i < points; i++) {
                grid[i] = -1 + 2.0 * i / (points - 1);
                target[i] = (float) StrictMath.sin(3 * grid[i]);
            }
            for (int i = 0; i < stack; i++) {
                Weights weights = Weights.fresh(architecture, shape, i);
                values.add(weights.values());
                states.add(new Adam.State(shape.parameters()));
                samples.add(new Samples(points, architecture.encode(grid, 1, weights.frequencies()), target));
            }
        }

        void step() {
            for (int i = 0; i < values.size(); i++) {
                kernel.lossAndGradient(values.get(i), samples.get(i), gradient);
                states.get(i).step(adam, values.get(i), gradient);
            }
        }

        double nanosPerStep() {
            double nanos = best(this::step) / values.size();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long resident = Pointer.physicalBytes();
            long bytes0 = threads.getCurrentThreadAllocatedBytes();
            long bytes1 = threads.getCurrentThreadAllocatedBytes();
            int steps = 100;
            for (int i = 0; i < steps; i++) {
                step();
            }
            long bytes2 = threads.getCurrentThreadAllocatedBytes();
            // What the reading itself allocates is in both differences.
            bytesPerStep = (double) (bytes2 - bytes1 - (bytes1 - bytes0)) / (steps * values.size());
            nativeGrowth = Math.max(0, Pointer.physicalBytes() - resident);
            return nanos;
        }

        double bytesPerStep() {
            return bytesPerStep;
        }

        long nativeGrowth() {
            return nativeGrowth;
        }

        @Override
        public void close() {
            samples.forEach(Samples::close);
            kernel.close();
        }
    }
}
