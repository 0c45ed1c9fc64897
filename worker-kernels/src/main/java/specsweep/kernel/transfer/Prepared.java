package specsweep.kernel.transfer;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.diagnostic.Snapshot;
import specsweep.kernel.net.Adam;
import specsweep.kernel.net.Samples;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;
import specsweep.kernel.task.Domain;

/** A tuple with all that its trainings share: grids, standardised target, and how long it has been at work. */
final class Prepared {
    final Work work;
    final Shape shape;
    final Adam adam;
    final int[] checkpoints;
    final double functionDistance;

    private final double[] trainPoints;
    private final double[] heldOutPoints;
    private final Frame frame;
    private final double[] trainTarget;
    private final double[] heldOutTarget;
    private long spentNanos;

    /** @throws IllegalArgumentException if source or target cannot be sampled or standardised */
    Prepared(Work work) {
        this.work = work;
        Tuple tuple = work.tuple();
        Protocol protocol = tuple.protocol();
        Domain domain = tuple.family().domain();
        int outputs = tuple.family().outputs();
        int coordinates = domain.dimensions();
        shape = new Shape(
                coordinates, tuple.architecture().features(coordinates), tuple.width(), tuple.depth(), outputs);
        adam = new Adam(protocol.learningRate(), protocol.beta1(), protocol.beta2(), protocol.epsilon());
        checkpoints = Checkpoints.upTo(protocol.steps());
        trainPoints = domain.trainingPoints(protocol.points());
        heldOutPoints = domain.heldOutPoints(protocol.points());
        var source = tuple.family().member(tuple.source());
        var target = tuple.family().member(tuple.target());
        frame = Frame.of(source, trainPoints, outputs);
        trainTarget = frame.standardise(target, trainPoints);
        heldOutTarget = frame.standardise(target, heldOutPoints);
        functionDistance = Frame.meanSquareDifference(frame.standardise(source, trainPoints), trainTarget);
    }

    Tuple tuple() {
        return work.tuple();
    }

    Weights fresh(long seed) {
        return Weights.fresh(tuple().architecture(), shape, seed);
    }

    Samples trainingSamples(Features features, Weights weights) {
        return new Samples(points(), features.of(this, weights, trainPoints), floats(trainTarget));
    }

    Samples heldOutSamples(Features features, Weights weights) {
        int count = heldOutPoints.length / shape.coordinates();
        return new Samples(count, features.of(this, weights, heldOutPoints), floats(heldOutTarget));
    }

    Samples sourceSamples(Features features, Weights weights, Source source) {
        return new Samples(points(), features.of(this, weights, trainPoints), floats(sourceValues(source)));
    }

    /** The moment before fine-tuning from {@code start}, which was trained on {@code source}; null for fresh weights. */
    Snapshot snapshot(Features features, Weights start, @Nullable Source source) {
        return new Snapshot(
                tuple().architecture().activation(),
                start,
                fresh(tuple().seed()),
                features.of(this, start, trainPoints),
                trainTarget,
                source == null ? null : sourceValues(source));
    }

    private double[] sourceValues(Source source) {
        var function = source.function(tuple());
        // A member is seen in the tuple's frame; a series has no part in it and is standardised by itself.
        Frame own = source instanceof Source.Member ? frame : Frame.of(function, trainPoints, shape.outputs());
        return own.standardise(function, trainPoints);
    }

    int points() {
        return trainPoints.length / shape.coordinates();
    }

    void spend(long nanos) {
        spentNanos += nanos;
    }

    /** What is left of the tuple's deadline. */
    long budgetNanos() {
        Double deadline = tuple().protocol().deadlineSeconds();
        return deadline == null ? Long.MAX_VALUE : Math.max(0, (long) (deadline * 1e9) - spentNanos);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Encoded grids by the frozen frequencies they were encoded with: a warm start keeps those of its source. */
    static final class Features {
        private final Map<double[], Map<String, float[]>> encoded = new IdentityHashMap<>();

        float[] of(Prepared prepared, Weights weights, double[] points) {
            if (weights.frequencies().length == 0) {
                return encode(prepared, weights, points);
            }
            // Frequencies are drawn for one seed and family, so that the number of points tells the grids apart.
            String grid = prepared.tuple().family().name() + "/" + points.length;
            return encoded.computeIfAbsent(weights.frequencies(), f -> new java.util.HashMap<>())
                    .computeIfAbsent(grid, g -> encode(prepared, weights, points));
        }

        private static float[] encode(Prepared prepared, Weights weights, double[] points) {
            double[] normalised = prepared.tuple().family().domain().normalise(points);
            return prepared.tuple()
                    .architecture()
                    .encode(normalised, prepared.shape.coordinates(), weights.frequencies());
        }
    }
}
