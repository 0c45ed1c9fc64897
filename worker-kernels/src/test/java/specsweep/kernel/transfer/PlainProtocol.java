package specsweep.kernel.transfer;

import java.util.HashMap;
import java.util.Map;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;
import specsweep.kernel.random.Stream;
import specsweep.kernel.task.Domain;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.RandomSeries;
import specsweep.kernel.task.TargetFunction;

/**
 * The protocol once more, in the fewest words: one network after the other, nothing shared, stacked or cut short. What
 * trains is left open, so that the same words hold {@link Transfer} to its bits and the engine to the double reference.
 *
 * @param <W> what the trainer takes for weights
 */
final class PlainProtocol<W> {
    private final Tuple tuple;
    private final Training<W> training;
    private final double[] points;
    private final double[] heldOutPoints;
    private final double[] mean;
    private final double[] rms;
    private final Map<Source, Learnt<W>> sources = new HashMap<>();

    /** Trains one network with the tuple's optimiser. */
    interface Training<W> {
        /** Fresh weights as this trainer takes them. */
        W start(Weights fresh);

        /** Takes that many steps from those weights. */
        Learnt<W> train(W start, Data train, Data heldOut, int steps);
    }

    /** Encoded points, [count, features], and the values wanted there, [count, outputs]. */
    record Data(int count, float[] features, double[] targets) {}

    /** A network after its training, and the losses on the way: after 0, 1, ... steps, and at the checkpoints. */
    record Learnt<W>(W weights, double[] trainMse, double[] heldOutMse) {}

    PlainProtocol(Tuple tuple, Training<W> training) {
        this.tuple = tuple;
        this.training = training;
        Domain domain = tuple.family().domain();
        points = domain.trainingPoints(tuple.protocol().points());
        heldOutPoints = domain.heldOutPoints(tuple.protocol().points());
        double[] source = member(tuple.source()).sample(points);
        mean = mean(source);
        rms = rms(source, mean);
    }

    /** The curves of a condition whose fit starts from its trained source as it is, or from fresh weights. */
    Learnt<W> fit(Condition condition) {
        long own = tuple.seed();
        long control = tuple.seed() + tuple.protocol().controlSeedOffset();
        return switch (condition.name()) {
            case "scratch" -> fit(fresh(own).frequencies(), training.start(fresh(own)));
            case "structured" ->
                fit(fresh(own).frequencies(), source(own, tuple.source()).weights());
            case "random" -> fit(fresh(control).frequencies(), series(control).weights());
            case "alternate" -> {
                Parameters stated = tuple.alternate();
                Parameters other = stated == null ? tuple.source().mirroredAt(tuple.target()) : stated;
                yield fit(fresh(control).frequencies(), source(control, other).weights());
            }
            default -> throw new IllegalArgumentException(condition.name() + " changes its trained source");
        };
    }

    /** Trains on the target from weights that carry those frequencies. */
    Learnt<W> fit(double[] frequencies, W start) {
        TargetFunction target = member(tuple.target());
        return training.train(
                start,
                data(frequencies, points, standardised(target.sample(points), mean, rms)),
                data(frequencies, heldOutPoints, standardised(target.sample(heldOutPoints), mean, rms)),
                tuple.protocol().steps());
    }

    /** Trains a source of either kind. */
    Learnt<W> source(Source source) {
        return source instanceof Source.Member member
                ? source(member.initialisationSeed(), member.parameters())
                : series(source.initialisationSeed());
    }

    /** Trains on a member of the family, in the frame of the source, from the fresh weights of that seed. */
    Learnt<W> source(long seed, Parameters parameters) {
        return sources.computeIfAbsent(
                new Source.Member(seed, parameters),
                s -> trainSource(seed, standardised(member(parameters).sample(points), mean, rms)));
    }

    /** Trains on the tuple's random series, standardised by itself, from the fresh weights of that seed. */
    Learnt<W> series(long seed) {
        return sources.computeIfAbsent(new Source.Series(seed, tuple.seed()), s -> {
            Stream stream = Stream.seed(tuple.seed()).child("random-series");
            double[] values = RandomSeries.draw(
                            tuple.family().domain(), tuple.family().outputs(), stream)
                    .sample(points);
            double[] own = mean(values);
            return trainSource(seed, standardised(values, own, rms(values, own)));
        });
    }

    static Shape shape(Tuple tuple) {
        int coordinates = tuple.family().domain().dimensions();
        int features = tuple.architecture().features(coordinates);
        return new Shape(
                coordinates,
                features,
                tuple.width(),
                tuple.depth(),
                tuple.family().outputs());
    }

    Weights fresh(long seed) {
        return Weights.fresh(tuple.architecture(), shape(tuple), seed);
    }

    private Learnt<W> trainSource(long seed, double[] targets) {
        Weights fresh = fresh(seed);
        Data data = data(fresh.frequencies(), points, targets);
        return training.train(
                training.start(fresh), data, data, tuple.protocol().sourceSteps());
    }

    private TargetFunction member(Parameters parameters) {
        return tuple.family().member(parameters);
    }

    private Data data(double[] frequencies, double[] at, double[] targets) {
        Domain domain = tuple.family().domain();
        float[] features = tuple.architecture().encode(domain.normalise(at), domain.dimensions(), frequencies);
        return new Data(at.length / domain.dimensions(), features, targets);
    }

    private double[] mean(double[] values) {
        double[] mean = new double[tuple.family().outputs()];
        for (int i = 0; i < values.length; i++) {
            mean[i % mean.length] += values[i];
        }
        for (int o = 0; o < mean.length; o++) {
            mean[o] /= (double) values.length / mean.length;
        }
        return mean;
    }

    private static double[] rms(double[] values, double[] mean) {
        double[] rms = new double[mean.length];
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] - mean[i % rms.length];
            rms[i % rms.length] += difference * difference;
        }
        for (int o = 0; o < rms.length; o++) {
            rms[o] = StrictMath.sqrt(rms[o] / ((double) values.length / rms.length));
        }
        return rms;
    }

    private static double[] standardised(double[] values, double[] mean, double[] rms) {
        double[] standardised = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            standardised[i] = (values[i] - mean[i % mean.length]) / rms[i % mean.length];
        }
        return standardised;
    }
}
