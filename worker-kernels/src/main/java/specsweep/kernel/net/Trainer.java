package specsweep.kernel.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.arch.Activation;

/**
 * Trains a stack of same-shaped networks with Adam, on all points in every step or on mini-batches.
 *
 * <p>With all points, the training MSE comes with every step. With mini-batches it does not: the loss of a batch is a noisy
 * guess of it, whose first passage below an error comes too early. So it is measured on all training points at the job's
 * checkpoints, and what lies between two of them is filled in log-linearly, as the views do with held-out points; an end
 * at an error is looked for at checkpoints only.
 *
 * <p>The networks of a stack advance together, one step each in turn, and share one kernel's buffers. What a network learns
 * does not depend on who shares its stack, to the last bit. One trainer serves one task slot; it is not thread-safe.
 */
public final class Trainer implements AutoCloseable {
    /** Networks in a stack unless asked otherwise; chosen by measurement (see DESIGN.md). */
    public static final int DEFAULT_STACK = 1;

    private final NativeEnvironment environment;
    private final LongSupplier nanoTime;
    /** What the networks of a stack learn in, by their place in it; the next stack has it again. */
    private final List<Numbers> numbers = new ArrayList<>();

    private @Nullable KernelKey kernelKey;
    private @Nullable MlpKernel kernel;

    /** A network's parameters and their gradient, both in the kernel's order, and its moments. */
    private record Numbers(float[] values, float[] gradient, Adam.State state) {
        static Numbers ofLength(int length) {
            return new Numbers(AlignedFloats.ofLength(length), AlignedFloats.ofLength(length), new Adam.State(length));
        }

        boolean aligned() {
            return AlignedFloats.aligned(values, gradient) && state.aligned();
        }
    }

    private record KernelKey(Shape shape, Activation activation, int points) {}

    public Trainer() {
        this(System::nanoTime);
    }

    /** @param nanoTime the clock that budgets are held against, in nanoseconds from anywhere */
    public Trainer(LongSupplier nanoTime) {
        this.environment = NativeEnvironment.prepare();
        this.nanoTime = nanoTime;
    }

    /**
     * Has what trains networks of this width compiled, where that takes long and would hold up the first of them; once for each
     * JVM. Whoever trains without having called this waits for it then.
     */
    public static void warmUp(int width) {
        if (NativeEnvironment.prepare().trainsInVectors() && VectorKernel.fits(width)) {
            VectorWarmUp.done();
        }
    }

    /**
     * Trains the networks of one stack and gives their outcomes in the same order.
     *
     * @param stack networks of one shape, on one number of points
     * @param activation the activation of every network
     * @param interrupted asked between steps; when it says true, training stops with a {@link CancellationException}
     */
    public List<Outcome> train(List<Job> stack, Activation activation, BooleanSupplier interrupted) {
        requireSameSizes(stack);
        // An array: going through it makes no iterator, so that not even an uncompiled step leaves garbage.
        Run[] runs = new Run[stack.size()];
        try {
            for (int i = 0; i < runs.length; i++) {
                Job job = stack.get(i);
                runs[i] = new Run(
                        job,
                        kernel(job, activation, i == 0),
                        numbers(i, job.start().shape().parameters()));
            }
            boolean running = true;
            while (running) {
                if (interrupted.getAsBoolean()) {
                    throw new CancellationException("training was interrupted");
                }
                running = false;
                for (Run run : runs) {
                    running |= run.advance();
                }
            }
            return Arrays.stream(runs).map(Run::outcome).toList();
        } finally {
            for (Run run : runs) {
                if (run != null) {
                    run.close();
                }
            }
        }
    }

    private static void requireSameSizes(List<Job> jobs) {
        for (Job job : jobs) {
            Job first = jobs.get(0);
            if (!job.start().shape().equals(first.start().shape())
                    || job.train().count() != first.train().count()) {
                throw new IllegalArgumentException("networks of a stack need one shape and one number of points, were "
                        + first.start().shape() + " and " + job.start().shape() + " on "
                        + first.train().count()
                        + " and " + job.train().count());
            }
        }
    }

    private MlpKernel kernel(Job job, Activation activation, boolean first) {
        Shape shape = job.start().shape();
        KernelKey key = new KernelKey(shape, activation, job.train().count());
        if (kernel == null || !key.equals(kernelKey) || (first && !kernel.aligned())) {
            // One kernel at a time: the next tuples nearly always have the same shape, and memory stays bounded.
            close();
            kernel = MlpKernel.of(environment, shape, activation, job.train().count());
            kernelKey = key;
        }
        return kernel;
    }

    /** What the network at a place in its stack learns in: what was there before, if it is as large and was not moved. */
    private Numbers numbers(int place, int length) {
        if (place == numbers.size()) {
            numbers.add(Numbers.ofLength(length));
        } else if (numbers.get(place).values().length != length
                || !numbers.get(place).aligned()) {
            numbers.set(place, Numbers.ofLength(length));
        }
        return numbers.get(place);
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
        }
        kernel = null;
        kernelKey = null;
    }

    /** One network in training. */
    private final class Run implements AutoCloseable {
        private final Job job;
        private final MlpKernel kernel;
        private final @Nullable MiniBatch batch;
        private final float[] values;
        private final float[] gradient;
        private final Adam.State state;
        private final float[] trainMse;
        private final float[] heldOutMse;
        private int step;
        private int measured = -1;
        private double measuredMse;
        private int checkpoint;
        private long nanos;
        private Outcome.@Nullable End end;

        Run(Job job, MlpKernel kernel, Numbers numbers) {
            this.job = job;
            this.kernel = kernel;
            this.batch = job.batches() == null ? null : new MiniBatch(job.batches(), job.train());
            this.values = numbers.values();
            this.gradient = numbers.gradient();
            this.state = numbers.state();
            System.arraycopy(kernel.toKernelOrder(job.start().values()), 0, values, 0, values.length);
            state.begin();
            this.trainMse = new float[job.steps() + 1];
            this.heldOutMse = new float[job.checkpoints().length];
        }

        /** Measures, and takes one step unless the training is over; says whether it goes on. */
        boolean advance() {
            if (end != null) {
                return false;
            }
            long start = nanoTime.getAsLong();
            boolean last = step == job.steps();
            int before = measured;
            boolean finite = batch == null ? measureAll(last) : measureBatch(batch, last);
            if (!finite || !measureHeldOut()) {
                measured = before;
                end = Outcome.End.DIVERGED;
            } else {
                Double stopAt = job.stopAtMse();
                if (last || (stopAt != null && measured == step && measuredMse <= stopAt)) {
                    end = Outcome.End.COMPLETED;
                } else if (nanos + nanoTime.getAsLong() - start > job.budgetNanos()) {
                    end = measured == step || keep(kernel.loss(values, job.train()))
                            ? Outcome.End.TIMED_OUT
                            : Outcome.End.DIVERGED;
                } else {
                    state.step(job.adam(), values, gradient);
                    step++;
                }
            }
            nanos += nanoTime.getAsLong() - start;
            return end == null;
        }

        /** The loss on all points, and its gradient. */
        private boolean measureAll(boolean last) {
            return keep(
                    last ? kernel.loss(values, job.train()) : kernel.lossAndGradient(values, job.train(), gradient));
        }

        /** The gradient on this step's batch; at a checkpoint, the loss on all points. */
        private boolean measureBatch(MiniBatch miniBatch, boolean last) {
            if ((last || atCheckpoint()) && !keep(kernel.loss(values, job.train()))) {
                return false;
            }
            return last || Double.isFinite(kernel.lossAndGradient(values, miniBatch.at(step), gradient));
        }

        /** Keeps the training MSE of this step, and fills in what was not measured since the last; says whether it is finite. */
        private boolean keep(double mse) {
            trainMse[step] = (float) mse;
            if (!Float.isFinite(trainMse[step])) {
                return false;
            }
            if (measured >= 0 && step > measured + 1) {
                double from = StrictMath.log(Math.max(trainMse[measured], Float.MIN_NORMAL));
                double to = StrictMath.log(Math.max(trainMse[step], Float.MIN_NORMAL));
                for (int between = measured + 1; between < step; between++) {
                    double part = (double) (between - measured) / (step - measured);
                    trainMse[between] = (float) StrictMath.exp(from + (to - from) * part);
                }
            }
            measured = step;
            measuredMse = mse;
            return true;
        }

        private boolean atCheckpoint() {
            return checkpoint < job.checkpoints().length && job.checkpoints()[checkpoint] == step;
        }

        /** Measures held-out points where this step is a checkpoint; says whether all is finite. */
        private boolean measureHeldOut() {
            if (!atCheckpoint()) {
                return true;
            }
            if (job.heldOut() != null) {
                float mse = (float) kernel.loss(values, job.heldOut());
                if (!Float.isFinite(mse)) {
                    return false;
                }
                heldOutMse[checkpoint] = mse;
            }
            checkpoint++;
            return true;
        }

        Outcome outcome() {
            if (end == null) {
                throw new IllegalStateException("training is not over");
            }
            // A value that is not finite ends both curves without being part of them: absent, never NaN.
            return new Outcome(
                    new Weights(
                            job.start().shape(),
                            kernel.toShapeOrder(values),
                            job.start().frequencies()),
                    end,
                    step,
                    Arrays.copyOf(trainMse, measured + 1),
                    Arrays.copyOf(heldOutMse, job.heldOut() == null ? 0 : checkpoint),
                    nanos);
        }

        @Override
        public void close() {
            if (batch != null) {
                batch.close();
            }
        }
    }
}
