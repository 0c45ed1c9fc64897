package specsweep.kernel.transfer;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.net.Job;
import specsweep.kernel.net.Outcome;
import specsweep.kernel.net.Samples;
import specsweep.kernel.net.Trainer;
import specsweep.kernel.net.Weights;

/**
 * From tuples to fits: trains each source once, however many targets and conditions start from it, then every fit.
 *
 * <p>Trouble stays where it arises: a function that cannot be sampled, a training that throws, diverges, runs out of time or
 * finds no memory each become the fits' status and cause, and the other tuples of the batch go on. One instance serves one
 * task slot.
 */
public final class Transfer implements AutoCloseable {
    private final Trainer trainer;
    private final Stacks stacks;
    private final BooleanSupplier interrupted;

    /**
     * @param stackSize how many networks advance together; it changes speed, never a result
     * @param interrupted asked between training steps; when it says true, {@link #fits} throws a
     *     {@link CancellationException}
     */
    public Transfer(int stackSize, BooleanSupplier interrupted) {
        this(stackSize, interrupted, System::nanoTime);
    }

    /** With a clock of its own, for deadlines. */
    Transfer(int stackSize, BooleanSupplier interrupted, LongSupplier nanoTime) {
        if (stackSize < 1) {
            throw new IllegalArgumentException("stack size must be at least 1, was " + stackSize);
        }
        this.interrupted = interrupted;
        this.trainer = new Trainer(nanoTime);
        this.stacks = new Stacks(trainer, stackSize, interrupted);
    }

    /** Trains everything that is asked for, and gives one fit for each tuple and condition, in the order asked. */
    public List<Fit> fits(List<Work> batch) {
        return results(batch).fits();
    }

    /** Trains and measures everything that is asked for. A source of which nothing but its start is asked is trained too. */
    public Results results(List<Work> batch) {
        return new Batch(batch).train();
    }

    @Override
    public void close() {
        trainer.close();
    }

    /** A source as a tuple trains it: tuples with equal keys share it. */
    private record SourceKey(String tuplePart, Source source) {}

    private final class Batch {
        private final List<Work> batch;
        private final Prepared.Features features = new Prepared.Features();
        private final FreshWeights freshWeights = new FreshWeights();
        private final Map<SourceKey, Result> sources = new LinkedHashMap<>();
        private final Map<SourceKey, Prepared> trainedFor = new LinkedHashMap<>();
        private final List<Samples> samples = new ArrayList<>();
        private final Map<Work, Map<Condition, Fit>> fits = new IdentityHashMap<>();
        private final Map<Work, Map<Condition, Measured>> measured = new IdentityHashMap<>();

        Batch(List<Work> batch) {
            this.batch = batch;
        }

        Results train() {
            List<Prepared> prepared = new ArrayList<>();
            for (Work work : batch) {
                fits.put(work, new LinkedHashMap<>());
                measured.put(work, new LinkedHashMap<>());
                try {
                    prepared.add(new Prepared(work, freshWeights));
                } catch (RuntimeException | OutOfMemoryError e) {
                    Result failed = Result.failed(e);
                    work.conditions().forEach(c -> record(work, c, null, failed, null));
                    work.measured().forEach(c -> absent(work, c, failed));
                }
            }
            List<Stacks.Pending> first = new ArrayList<>();
            prepared.forEach(p -> addSourcesAndFreshStarts(p, first));
            run(first);
            List<Stacks.Pending> second = new ArrayList<>();
            prepared.forEach(p -> addWarmStarts(p, second));
            run(second);
            return new Results(inOrder(fits, Work::conditions), inOrder(measured, Work::measured));
        }

        private <T> List<T> inOrder(Map<Work, Map<Condition, T>> made, Function<Work, List<Condition>> asked) {
            List<T> inOrder = new ArrayList<>();
            for (Work work : batch) {
                Map<Condition, T> of = Objects.requireNonNull(made.get(work));
                asked.apply(work).forEach(c -> inOrder.add(Objects.requireNonNull(of.get(c))));
            }
            return inOrder;
        }

        private void addSourcesAndFreshStarts(Prepared p, List<Stacks.Pending> pending) {
            for (Condition condition : p.work.starts()) {
                Optional<Source> source = condition.source(p.tuple());
                if (source.isEmpty()) {
                    begin(p, condition, p.fresh(p.tuple().seed()), null, null, pending);
                    continue;
                }
                SourceKey key = new SourceKey(p.sourceKey, source.get());
                if (sources.containsKey(key)) {
                    continue;
                }
                Result queued = new Result(null, Status.FAILED, "its source was not trained");
                sources.put(key, queued);
                trainedFor.put(key, p);
                try {
                    Weights fresh = p.fresh(source.get().initialisationSeed());
                    Protocol protocol = p.tuple().protocol();
                    Job job = new Job(
                            fresh,
                            own(p.sourceSamples(features, fresh, source.get())),
                            null,
                            Checkpoints.upTo(protocol.sourceSteps()),
                            p.adam,
                            protocol.sourceSteps(),
                            protocol.sourceMse(),
                            p.budgetNanos(),
                            p.batches(source.get().initialisationSeed(), "source"));
                    pending.add(new Stacks.Pending(p, job, result -> sources.put(key, result)));
                } catch (RuntimeException | OutOfMemoryError e) {
                    sources.put(key, Result.failed(e));
                }
            }
        }

        private void addWarmStarts(Prepared p, List<Stacks.Pending> pending) {
            List<SourceKey> counted = new ArrayList<>();
            for (Condition condition : p.work.starts()) {
                Optional<Source> source = condition.source(p.tuple());
                if (source.isEmpty()) {
                    continue;
                }
                SourceKey key = new SourceKey(p.sourceKey, source.get());
                Result trained = Objects.requireNonNull(sources.get(key));
                // The tuple for which a source was trained has spent that time already; those that share it do now.
                if (trained.outcome() != null && trainedFor.get(key) != p && !counted.contains(key)) {
                    p.spend(trained.outcome().wallNanos());
                    counted.add(key);
                }
                if (trained.status() == Status.DONE && trained.outcome() != null) {
                    begin(p, condition, trained.outcome().weights(), source.get(), trained.outcome(), pending);
                } else {
                    String cause = "its source ended " + trained.status().label() + ": " + trained.cause();
                    Result none = new Result(null, trained.status(), cause);
                    record(p.work, condition, p, none, null);
                    absent(p.work, condition, none);
                }
            }
        }

        /** Makes a start from fresh or trained weights; measures it if that is asked for, then queues its fit if that is. */
        private void begin(
                Prepared p,
                Condition condition,
                Weights from,
                @Nullable Source source,
                @Nullable Outcome trained,
                List<Stacks.Pending> pending) {
            Weights start;
            try {
                start = condition.start(p.tuple(), from);
            } catch (RuntimeException | OutOfMemoryError e) {
                Result failed = Result.failed(e);
                record(p.work, condition, p, failed, trained);
                absent(p.work, condition, failed);
                return;
            }
            if (p.work.measured().contains(condition)) {
                if (interrupted.getAsBoolean()) {
                    throw new CancellationException("interrupted before a start was measured");
                }
                Measured made = Measured.of(
                        p.tuple(),
                        condition,
                        () -> p.snapshot(features, start, source),
                        trained == null ? null : trained.steps());
                p.spend((long) (made.wallMillis() * 1e6));
                Objects.requireNonNull(measured.get(p.work)).put(condition, made);
            }
            if (p.work.conditions().contains(condition)) {
                addFit(p, condition, start, trained, pending);
            }
        }

        private void absent(Work work, Condition condition, Result why) {
            Measured none = Measured.absent(work.tuple(), condition, why.cause(), null);
            Objects.requireNonNull(measured.get(work)).put(condition, none);
        }

        private void addFit(
                Prepared p,
                Condition condition,
                Weights start,
                @Nullable Outcome source,
                List<Stacks.Pending> pending) {
            try {
                Job job = new Job(
                        start,
                        own(p.trainingSamples(features, start)),
                        own(p.heldOutSamples(features, start)),
                        p.checkpoints,
                        p.adam,
                        p.tuple().protocol().steps(),
                        null,
                        p.budgetNanos(),
                        // All conditions of a seed see the same batches, so that a gain is not a matter of their order.
                        p.batches(p.tuple().seed(), "fit"));
                pending.add(new Stacks.Pending(p, job, result -> record(p.work, condition, p, result, source)));
            } catch (RuntimeException | OutOfMemoryError e) {
                record(p.work, condition, p, Result.failed(e), source);
            }
        }

        private Samples own(Samples made) {
            samples.add(made);
            return made;
        }

        /** Trains what is pending; frees the samples at the end. */
        private void run(List<Stacks.Pending> pending) {
            try {
                stacks.run(pending);
            } finally {
                samples.forEach(Samples::close);
                samples.clear();
            }
        }

        private void record(
                Work work, Condition condition, @Nullable Prepared p, Result result, @Nullable Outcome source) {
            Outcome outcome = result.outcome();
            float[] trainMse = outcome == null ? new float[0] : outcome.trainMse();
            float[] heldOutMse = outcome == null ? new float[0] : outcome.heldOutMse();
            int[] checkpoints = p == null ? new int[0] : java.util.Arrays.copyOf(p.checkpoints, heldOutMse.length);
            Float sourceMse = source == null ? null : source.trainMse()[source.steps()];
            Objects.requireNonNull(fits.get(work))
                    .put(
                            condition,
                            new Fit(
                                    work.tuple(),
                                    condition,
                                    result.status(),
                                    result.cause(),
                                    p == null ? null : p.functionDistance,
                                    sourceMse,
                                    source == null ? null : source.steps(),
                                    trainMse,
                                    checkpoints,
                                    heldOutMse,
                                    outcome == null ? 0 : outcome.wallNanos() / 1e6));
        }
    }
}
