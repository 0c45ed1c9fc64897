package specsweep.kernel.transfer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.diagnostic.Snapshot;
import specsweep.kernel.net.Adam;
import specsweep.kernel.net.Batches;
import specsweep.kernel.net.Samples;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;
import specsweep.kernel.random.Stream;
import specsweep.kernel.task.TaskFamily;

/** A tuple with all that its trainings share: grids, standardised target, and how long it has been at work. */
final class Prepared {
    final Work work;
    /** {@link Tuple#sourceKey()}, which takes long to write. */
    final String sourceKey;

    final Shape shape;
    final Adam adam;
    final int[] checkpoints;
    /** Null where source and target are known at different points. */
    final @Nullable Double functionDistance;

    private final FreshWeights freshWeights;
    private final double[] sourcePoints;
    private final double[] trainPoints;
    private final double[] heldOutPoints;
    private final Frame frame;
    private final double[] trainTarget;
    private final double[] heldOutTarget;
    private long spentNanos;

    /**
     * @param freshWeights shared by the tuples of a batch
     * @throws IllegalArgumentException if source or target cannot be sampled or standardised
     */
    Prepared(Work work, FreshWeights freshWeights) {
        this.work = work;
        this.freshWeights = freshWeights;
        Tuple tuple = work.tuple();
        Protocol protocol = tuple.protocol();
        sourceKey = tuple.sourceKey();
        TaskFamily family = tuple.family();
        int outputs = family.outputs();
        int coordinates = family.domain().dimensions();
        shape = new Shape(
                coordinates, tuple.architecture().features(coordinates), tuple.width(), tuple.depth(), outputs);
        adam = new Adam(protocol.learningRate(), protocol.beta1(), protocol.beta2(), protocol.epsilon());
        checkpoints = Checkpoints.upTo(protocol.steps());
        sourcePoints = family.trainingPoints(tuple.source(), protocol.points());
        trainPoints = family.trainingPoints(tuple.target(), protocol.points());
        heldOutPoints = family.heldOutPoints(tuple.target(), protocol.points());
        var source = family.member(tuple.source());
        var target = family.member(tuple.target());
        frame = Frame.of(source, sourcePoints, outputs);
        trainTarget = frame.standardise(target, trainPoints);
        heldOutTarget = frame.standardise(target, heldOutPoints);
        functionDistance = Arrays.equals(sourcePoints, trainPoints)
                ? (Double) Frame.meanSquareDifference(frame.standardise(source, trainPoints), trainTarget)
                : null;
    }

    Tuple tuple() {
        return work.tuple();
    }

    Weights fresh(long seed) {
        return freshWeights.of(tuple().architecture(), shape, seed);
    }

    Samples trainingSamples(Features features, Weights weights) {
        return new Samples(points(), features.of(this, weights, trainPoints), floats(trainTarget));
    }

    Samples heldOutSamples(Features features, Weights weights) {
        int count = heldOutPoints.length / shape.coordinates();
        return new Samples(count, features.of(this, weights, heldOutPoints), floats(heldOutTarget));
    }

    Samples sourceSamples(Features features, Weights weights, Source source) {
        double[] points = pointsOf(source);
        return new Samples(
                points.length / shape.coordinates(),
                features.of(this, weights, points),
                floats(sourceValues(source, points)));
    }

    /** The moment before fine-tuning from {@code start}, which was trained on {@code source}; null for fresh weights. */
    Snapshot snapshot(Features features, Weights start, @Nullable Source source) {
        return new Snapshot(
                tuple().architecture().activation(),
                start,
                fresh(tuple().seed()),
                features.of(this, start, trainPoints),
                trainTarget,
                source != null && isKnownAtTarget(source) ? sourceValues(source, trainPoints) : null);
    }

    /** A series is known everywhere, a member of a table on its own points only. */
    private boolean isKnownAtTarget(Source source) {
        return source instanceof Source.Series || Arrays.equals(pointsOf(source), trainPoints);
    }

    /** Where a source is trained: a member on its own points; a series, which takes the source's place, on the source's. */
    private double[] pointsOf(Source source) {
        return source instanceof Source.Member member
                ? tuple().family()
                        .trainingPoints(member.parameters(), tuple().protocol().points())
                : sourcePoints;
    }

    private double[] sourceValues(Source source, double[] points) {
        var function = source.function(tuple());
        // A member is seen in the tuple's frame; a series has no part in it and is standardised by itself.
        Frame own = source instanceof Source.Member ? frame : Frame.of(function, sourcePoints, shape.outputs());
        return own.standardise(function, points);
    }

    /** The mini-batches of a training; null where every step takes all points. */
    @Nullable Batches batches(long seed, String training) {
        Integer size = tuple().protocol().batchSize();
        return size == null
                ? null
                : new Batches(size, Stream.seed(seed).child("batches").child(training));
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

    /** Encoded points by the frozen frequencies they were encoded with: a warm start keeps those of its source. */
    static final class Features {
        private final Map<double[], Map<Place, float[]>> encoded = new IdentityHashMap<>();

        /** Points of a family, compared by value. */
        private record Place(TaskFamily family, double[] points) {
            @Override
            public boolean equals(Object other) {
                return other instanceof Place place
                        && family.equals(place.family)
                        && Arrays.equals(points, place.points);
            }

            @Override
            public int hashCode() {
                return Arrays.hashCode(points);
            }
        }

        float[] of(Prepared prepared, Weights weights, double[] points) {
            if (weights.frequencies().length == 0) {
                return encode(prepared, weights, points);
            }
            return encoded.computeIfAbsent(weights.frequencies(), f -> new HashMap<>())
                    .computeIfAbsent(
                            new Place(prepared.tuple().family(), points), p -> encode(prepared, weights, points));
        }

        private static float[] encode(Prepared prepared, Weights weights, double[] points) {
            double[] normalised = prepared.tuple().family().domain().normalise(points);
            return prepared.tuple()
                    .architecture()
                    .encode(normalised, prepared.shape.coordinates(), weights.frequencies());
        }
    }
}
