package specsweep.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.transfer.Condition;
import specsweep.kernel.transfer.Fit;
import specsweep.kernel.transfer.Measured;
import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Scratch;
import specsweep.kernel.transfer.Source;
import specsweep.kernel.transfer.Status;
import specsweep.kernel.transfer.Transfer;
import specsweep.kernel.transfer.Tuple;
import specsweep.kernel.transfer.Work;
import specsweep.sweep.Sweep;

/**
 * What a sweep would train, counted without training it, and how long that takes here.
 *
 * @param tuples tuples
 * @param fits fits: tuples times conditions
 * @param sources distinct sources that are trained for them
 * @param starts starts that are measured before they are fine-tuned
 * @param steps training steps of fits and sources
 * @param parts the same, by what they train
 */
public record Estimate(long tuples, long fits, long sources, long starts, long steps, List<Part> parts) {

    /**
     * The part of a sweep that trains one kind of network.
     *
     * @param architecture its name
     * @param width units of a hidden layer
     * @param depth hidden layers
     * @param points training points
     * @param batchSize points that a step takes; null for all
     * @param tuples its tuples
     * @param steps its training steps
     * @param stepMicros measured time of one training step on one core of this machine, held-out measurements included
     * @param starts its starts that are measured
     * @param startMillis measured time of all diagnostics of one start; 0 where none is measured
     */
    public record Part(
            String architecture,
            int width,
            int depth,
            int points,
            @Nullable Integer batchSize,
            long tuples,
            long steps,
            double stepMicros,
            long starts,
            double startMillis) {
        /** Time that one core of this machine needs. */
        public double coreSeconds() {
            return steps * stepMicros / 1e6 + starts * startMillis / 1e3;
        }
    }

    private static final int TRIAL_STEPS = 40;
    private static final double TRIAL_SECONDS = 0.4;

    /** The first trials of a kind of network run code that the JVM has not compiled yet; on a busy machine they fill the time. */
    private static final int TRIALS = 6;

    private static final double MOST_TRIAL_SECONDS = 5;

    private record Key(
            String architecture,
            int width,
            int depth,
            int points,
            @Nullable Integer batchSize,
            int features) {}

    private static final class Tally {
        final Tuple example;
        long tuples;
        long steps;

        Tally(Tuple example) {
            this.example = example;
        }
    }

    /** Enumerates the sweep, and measures a short training of each kind of network it has. */
    public static Estimate of(Sweep sweep) {
        Map<Key, Tally> tallies = new java.util.LinkedHashMap<>();
        long tuples = 0;
        long sources = 0;
        String lastKey = "";
        Set<Source> lastSources = new HashSet<>();
        for (long index = 0; index < sweep.size(); index++) {
            Optional<Tuple> at = sweep.tuple(index);
            if (at.isEmpty()) {
                continue;
            }
            Tuple tuple = at.get();
            int features = tuple.architecture().features(tuple.family().domain().dimensions());
            Key key = new Key(
                    tuple.architecture().name(),
                    tuple.width(),
                    tuple.depth(),
                    tuple.protocol().points(),
                    tuple.protocol().batchSize(),
                    features);
            Tally tally = tallies.computeIfAbsent(key, k -> new Tally(tuple));
            tally.tuples++;
            tally.steps += (long) sweep.conditions().size() * tuple.protocol().steps();
            tuples++;
            // Tuples that share sources follow each other.
            if (!tuple.sourceKey().equals(lastKey)) {
                lastKey = tuple.sourceKey();
                lastSources.clear();
            }
            for (Condition condition : sweep.conditions()) {
                Optional<Source> source = condition.source(tuple);
                if (source.isPresent() && lastSources.add(source.get())) {
                    sources++;
                    tally.steps += tuple.protocol().sourceSteps();
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        Map<Key, Double> micros = new HashMap<>();
        long steps = 0;
        for (Map.Entry<Key, Tally> entry : tallies.entrySet()) {
            Key key = entry.getKey();
            Tally tally = entry.getValue();
            double step = micros.computeIfAbsent(key, k -> measure(tally.example));
            long fits = tally.tuples * sweep.conditions().size();
            parts.add(new Part(
                    key.architecture(),
                    key.width(),
                    key.depth(),
                    key.points(),
                    key.batchSize(),
                    tally.tuples,
                    tally.steps,
                    step,
                    sweep.diagnostics() ? fits : 0,
                    sweep.diagnostics() ? measureStart(tally.example) : 0));
            steps += tally.steps;
        }
        long fits = tuples * sweep.conditions().size();
        return new Estimate(tuples, fits, sources, sweep.diagnostics() ? fits : 0, steps, List.copyOf(parts));
    }

    /** Time that one core of this machine needs, in seconds. */
    public double coreSeconds() {
        return parts.stream().mapToDouble(Part::coreSeconds).sum();
    }

    private static boolean isTooEarly(int trials, double seconds) {
        return seconds < TRIAL_SECONDS || trials < TRIALS && seconds < MOST_TRIAL_SECONDS;
    }

    /** Milliseconds of measuring one start, scratch's, from several. */
    private static double measureStart(Tuple example) {
        Work work = new Work(example, List.of(), List.of(new Scratch()));
        double best = Double.MAX_VALUE;
        int trials = 0;
        try (Transfer transfer = new Transfer(1, () -> false)) {
            long start = System.nanoTime();
            do {
                Measured measured = transfer.results(List.of(work)).measured().get(0);
                if (measured.cause() != null) {
                    throw new IllegalStateException(
                            "measuring a start of " + example.architecture().name() + " failed: " + measured.cause());
                }
                best = Math.min(best, measured.wallMillis());
                trials++;
            } while (isTooEarly(trials, (System.nanoTime() - start) / 1e9));
        }
        return best;
    }

    /**
     * How much of the time of a trial step is left in a long training. Every step of so short a trial is a checkpoint, which
     * measures the held-out points, and with mini-batches the training points; later ones are rare. A measurement costs a
     * third of a training step on as many points.
     */
    private static double shareOfLongTraining(Tuple example) {
        Protocol protocol = example.protocol();
        double points = protocol.points();
        double heldOut = (double) example.family().heldOutPoints(example.target(), protocol.points()).length
                / example.family().domain().dimensions();
        if (protocol.batchSize() == null) {
            return 3 * points / (3 * points + heldOut);
        }
        double steps = protocol.steps();
        double checkpoints = Math.min(steps, 100 + 40 * Math.max(0, Math.log10(steps / 100)));
        double training = 3.0 * protocol.batchSize();
        double measuring = points + heldOut;
        return (training + measuring * checkpoints / steps) / (training + measuring);
    }

    /** Microseconds of one training step, the least of several scratch fits. */
    private static double measure(Tuple example) {
        Protocol p = example.protocol();
        Protocol brief = new Protocol(
                p.points(),
                p.batchSize(),
                p.sourceSteps(),
                p.sourceMse(),
                TRIAL_STEPS,
                p.learningRate(),
                p.beta1(),
                p.beta2(),
                p.epsilon(),
                p.controlSeedOffset(),
                p.deadSourceMse(),
                null);
        Work work = new Work(
                new Tuple(
                        example.architecture(),
                        example.width(),
                        example.depth(),
                        example.seed(),
                        example.family(),
                        example.source(),
                        example.target(),
                        brief),
                List.of(new Scratch()));
        double best = Double.MAX_VALUE;
        int trials = 0;
        try (Transfer transfer = new Transfer(1, () -> false)) {
            long start = System.nanoTime();
            do {
                Fit fit = transfer.fits(List.of(work)).get(0);
                if (fit.status() != Status.DONE) {
                    throw new IllegalStateException(
                            "a trial of " + example.architecture().name() + " ended "
                                    + fit.status().label() + ": " + fit.cause());
                }
                best = Math.min(best, fit.wallMillis() * 1e3 / TRIAL_STEPS * shareOfLongTraining(example));
                trials++;
            } while (isTooEarly(trials, (System.nanoTime() - start) / 1e9));
        }
        return best;
    }
}
