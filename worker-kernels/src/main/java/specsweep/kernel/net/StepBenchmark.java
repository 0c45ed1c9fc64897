package specsweep.kernel.net;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import specsweep.kernel.arch.Architecture;

/**
 * Measures the real training step against the roofline of this machine, both in the same run.
 *
 * <p>The roofline of a step is the least time that its arithmetic can take here: its large matrix products at the best rate
 * that was reached at any of the shapes the step uses, by this machine's {@code sgemm} or in vectors, plus its activations,
 * their derivatives and the optimiser at the rate of the loops alone, on hot caches. What it leaves out is what a perfect
 * step would not need: copies between native memory and the heap, transposes, bias rows, the thin products of the first and
 * the last layer, and calls.
 */
public final class StepBenchmark {
    private static final int REPEATS = 24;
    private static final double REPEAT_SECONDS = 0.04;
    private static final double LONGEST_WARM_UP_SECONDS = 20;

    private static final int DEPTH = 3;

    private final NativeEnvironment environment = NativeEnvironment.prepare();
    private final Blas blas = new Blas(environment);

    /**
     * What was measured for one architecture, width and number of points, with three hidden layers.
     *
     * @param architecture its name
     * @param width units of a hidden layer
     * @param points training points
     * @param kernel what the step is made of: {@code blas} or {@code vectors}
     * @param tile points that go forward and backward together
     * @param stepsPerSecond network-steps a second on one core, at the best stack size
     * @param roofline network-steps a second at the roofline
     * @param sgemmGflops the best rate of products at the shapes used, by sgemm or in vectors
     * @param elementNanos activation and its derivative, forward and backward, for each point and unit
     * @param stack the best stack size
     * @param bytesPerStep heap allocated by a step
     * @param nativeGrowth bytes by which a hundred steps made the process's resident memory grow
     */
    public record Result(
            String architecture,
            int width,
            int points,
            String kernel,
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

    /** Measures one setting; takes some seconds. The step and what it is made of take turns, so that they see the same machine. */
    public Result measure(Architecture architecture, int width, int points, int[] stackSizes) {
        // Until all is compiled vectors are objects, and a collector that clears them away moves arrays off the cache
        // lines that they begin on: a twentieth of a step at width 256. So what is measured is made when that is over.
        measure(architecture, width, points, stackSizes, 1);
        System.gc();
        return measure(architecture, width, points, stackSizes, REPEATS);
    }

    private Result measure(Architecture architecture, int width, int points, int[] stackSizes, int repeats) {
        Shape shape = new Shape(1, architecture.features(1), width, DEPTH, 1);
        List<Steps> stacks = new ArrayList<>();
        List<Runnable> bodies = new ArrayList<>();
        for (int stack : stackSizes) {
            Steps steps = new Steps(environment, architecture, shape, points, stack);
            stacks.add(steps);
            steps.warmUp();
            bodies.add(steps::step);
        }
        int tile = stacks.get(0).kernel.tile();
        int cells = tile * width;
        boolean vectors = stacks.get(0).kernel instanceof VectorKernel;
        bodies.add(RooflinePieces.adam(shape.parameters()));
        int elements = vectors ? VectorProducts.roundedUp(tile) * width : cells;
        bodies.add(
                vectors
                        ? RooflinePieces.elementsInVectors(architecture.activation(), elements)
                        : RooflinePieces.elements(architecture.activation(), elements));
        int productsFrom = bodies.size();
        try (Floats a = RooflinePieces.random(cells);
                Floats weights = RooflinePieces.random(width * width);
                Floats c = RooflinePieces.random(cells)) {
            bodies.add(() -> blas.multiply(a.at(0), weights.at(0), c.at(0), tile, width, width));
            bodies.add(() -> blas.accumulateTransposedA(a.at(0), c.at(0), weights.at(0), width, width, tile, 0f));
            if (vectors) {
                bodies.addAll(RooflinePieces.productsInVectors(tile, width));
            }
            double[] nanos = best(bodies, repeats);
            double gflops = 2.0
                    * cells
                    * width
                    / Arrays.stream(nanos, productsFrom, nanos.length).min().orElseThrow();
            double elementNanos = nanos[productsFrom - 1] / elements;
            double products = 2.0 * 3 * (DEPTH - 1) * width * width * points;
            if (shape.features() > 1) {
                products += 2.0 * 2 * shape.features() * width * points;
            }
            double rooflineNanos = products / gflops + elementNanos * DEPTH * width * points + nanos[productsFrom - 2];
            int best = 0;
            for (int i = 1; i < stackSizes.length; i++) {
                best = nanos[i] / stackSizes[i] < nanos[best] / stackSizes[best] ? i : best;
            }
            Steps steps = stacks.get(best);
            steps.watch();
            return new Result(
                    architecture.name(),
                    width,
                    points,
                    vectors ? "vectors" : "blas",
                    tile,
                    1e9 * stackSizes[best] / nanos[best],
                    1e9 / rooflineNanos,
                    gflops,
                    elementNanos,
                    stackSizes[best],
                    steps.bytesPerStep(),
                    steps.nativeGrowth());
        } finally {
            stacks.forEach(Steps::close);
        }
    }

    /**
     * The least nanoseconds of one call of each body, over rounds in which each is called many times in turn, after warm-ups as
     * long. A processor that is shared or slows down does so for seconds: bodies one after the other would be measured on
     * different machines.
     */
    private static double[] best(List<Runnable> bodies, int repeats) {
        int[] calls = new int[bodies.size()];
        double[] best = new double[bodies.size()];
        Arrays.fill(best, Double.MAX_VALUE);
        for (int i = 0; i < calls.length; i++) {
            calls[i] = 1;
            while (nanos(bodies.get(i), calls[i]) < REPEAT_SECONDS / 2 * 1e9) {
                calls[i] *= 2;
            }
        }
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int i = 0; i < calls.length; i++) {
                best[i] = Math.min(best[i], nanos(bodies.get(i), calls[i]) / calls[i]);
            }
        }
        return best;
    }

    private static double nanos(Runnable body, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            body.run();
        }
        return System.nanoTime() - start;
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

        Steps(NativeEnvironment environment, Architecture architecture, Shape shape, int points, int stack) {
            kernel = MlpKernel.of(environment, shape, architecture.activation(), points);
            gradient = AlignedFloats.ofLength(shape.parameters());
            double[] grid = new double[points];
            float[] target = new float[points];
            for (int i = 0; i < points; i++) {
                grid[i] = -1 + 2.0 * i / (points - 1);
                target[i] = (float) StrictMath.sin(3 * grid[i]);
            }
            for (int i = 0; i < stack; i++) {
                Weights weights = Weights.fresh(architecture, shape, i);
                values.add(AlignedFloats.copyOf(kernel.toKernelOrder(weights.values())));
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

        /** Takes steps until the compiler has done with them: until then, vectors are objects. */
        void warmUp() {
            long start = System.nanoTime();
            do {
                watch();
            } while (bytesPerStep > 0 && System.nanoTime() - start < LONGEST_WARM_UP_SECONDS * 1e9);
        }

        /** Takes a hundred steps and sees what they allocate. */
        void watch() {
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
