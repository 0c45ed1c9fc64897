package specsweep.kernel.task;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import specsweep.kernel.random.Stream;

/**
 * One member of a {@link Table}: values at points, which may lie anywhere, and nowhere else.
 *
 * <p>Every fifth point is held out, in an order that is random but follows from the coordinates alone: the points are sorted
 * by a hash of their coordinates. So the choice is the same on every machine and for every seed, and snapshots at the same
 * points hold out the same ones. Rows are kept sorted by their coordinates, so that their order in a file means nothing.
 */
public final class TableSnapshot implements TargetFunction, Serializable {
    private static final long serialVersionUID = 1;

    /** One point in so many is held out. */
    public static final int HELD_OUT_EVERY = 5;

    /** The least number of points: 8 to train on and 2 to hold out. */
    public static final int LEAST_POINTS = 10;

    private final Parameters parameters;
    private final int dimensions;
    private final int outputs;
    private final double[] points;
    private final double[] values;
    private final double[] trainingPoints;
    private final double[] heldOutPoints;

    /**
     * Takes a snapshot's rows, in any order.
     *
     * @param parameters what it is known by
     * @param points [n, dimensions], row-major, no two rows equal
     * @param values [n, outputs], row-major
     * @throws IllegalArgumentException if there are too few points, one is there twice, or a number is not finite
     */
    public TableSnapshot(Parameters parameters, int dimensions, double[] points, int outputs, double[] values) {
        int count = points.length / dimensions;
        if (count * dimensions != points.length || count * outputs != values.length) {
            throw new IllegalArgumentException("snapshots need whole rows, were " + points.length + " coordinates of "
                    + dimensions + " and " + values.length + " values of " + outputs);
        }
        if (count < LEAST_POINTS) {
            throw new IllegalArgumentException(
                    "the snapshot " + parameters + " must have at least " + LEAST_POINTS + " points, had " + count);
        }
        this.parameters = parameters;
        this.dimensions = dimensions;
        this.outputs = outputs;
        int[] byPlace = IntStream.range(0, count)
                .boxed()
                .sorted((a, b) -> compare(points, a, points, b))
                .mapToInt(row -> row)
                .toArray();
        this.points = rows(points, dimensions, byPlace);
        this.values = rows(values, outputs, byPlace);
        for (int row = 1; row < count; row++) {
            if (compare(this.points, row - 1, this.points, row) == 0) {
                throw new IllegalArgumentException(
                        "the snapshot " + parameters + " must have each point once, had " + place(row) + " twice");
            }
        }
        requireFinite(this.points);
        requireFinite(this.values);
        long[] hashes = IntStream.range(0, count).mapToLong(this::hash).toArray();
        int[] byHash = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(row -> hashes[row]).thenComparingInt(row -> row))
                .mapToInt(row -> row)
                .toArray();
        boolean[] heldOut = new boolean[count];
        for (int i = HELD_OUT_EVERY - 1; i < count; i += HELD_OUT_EVERY) {
            heldOut[byHash[i]] = true;
        }
        trainingPoints = rows(
                this.points,
                dimensions,
                IntStream.range(0, count).filter(row -> !heldOut[row]).toArray());
        heldOutPoints = rows(
                this.points,
                dimensions,
                IntStream.range(0, count).filter(row -> heldOut[row]).toArray());
    }

    public Parameters parameters() {
        return parameters;
    }

    /** How many points there are, held-out ones included. */
    public int count() {
        return points.length / dimensions;
    }

    /** The points to train on, [n, dimensions], in the order of their coordinates. */
    public double[] trainingPoints() {
        return trainingPoints.clone();
    }

    /** The points to hold out, [n, dimensions], in the order of their coordinates. */
    public double[] heldOutPoints() {
        return heldOutPoints.clone();
    }

    int trainingCount() {
        return trainingPoints.length / dimensions;
    }

    int dimensions() {
        return dimensions;
    }

    int outputs() {
        return outputs;
    }

    /** The least and the greatest of a coordinate. */
    double[] range(int coordinate) {
        double[] all = column(points, dimensions, coordinate);
        return new double[] {
            Arrays.stream(all).min().orElseThrow(), Arrays.stream(all).max().orElseThrow()
        };
    }

    /** Whether an output is the same at all training points, so that nothing can be scaled by it. */
    boolean isConstant(int output) {
        double[] all = column(sample(trainingPoints), outputs, output);
        double least = Arrays.stream(all).min().orElseThrow();
        double greatest = Arrays.stream(all).max().orElseThrow();
        return greatest - least <= 1e-9 * Math.max(Math.abs(least), Math.abs(greatest));
    }

    /** Feeds everything that the snapshot is to a hash. */
    void feed(Fingerprint hash) {
        hash.add(parameters.toString()).add(points).add(values);
    }

    /**
     * Looks the values up.
     *
     * @throws IllegalArgumentException at a point that the data does not have
     */
    @Override
    public double[] sample(double[] at) {
        int count = at.length / dimensions;
        double[] found = new double[count * outputs];
        for (int row = 0; row < count; row++) {
            int known = find(at, row);
            if (known < 0) {
                double[] place = Arrays.copyOfRange(at, row * dimensions, (row + 1) * dimensions);
                throw new IllegalArgumentException(
                        "the snapshot " + parameters + " has no point at " + Arrays.toString(place));
            }
            System.arraycopy(values, known * outputs, found, row * outputs, outputs);
        }
        return found;
    }

    private int find(double[] at, int row) {
        int low = 0;
        int high = count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(points, middle, at, row);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    private int compare(double[] a, int rowOfA, double[] b, int rowOfB) {
        for (int c = 0; c < dimensions; c++) {
            // 0.0 and -0.0 are one place.
            int order = Double.compare(a[rowOfA * dimensions + c] + 0.0, b[rowOfB * dimensions + c] + 0.0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private long hash(int row) {
        long hash = 0;
        for (int c = 0; c < dimensions; c++) {
            hash = Stream.seed(hash ^ Double.doubleToLongBits(points[row * dimensions + c]))
                    .nextLong();
        }
        return hash;
    }

    private String place(int row) {
        return Arrays.toString(Arrays.copyOfRange(points, row * dimensions, (row + 1) * dimensions));
    }

    private void requireFinite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(
                        "the snapshot " + parameters + " must have finite numbers, had " + number);
            }
        }
    }

    private static double[] column(double[] all, int width, int column) {
        return IntStream.range(0, all.length / width)
                .mapToDouble(row -> all[row * width + column])
                .toArray();
    }

    private static double[] rows(double[] all, int width, int[] rows) {
        double[] picked = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < width; c++) {
                picked[i * width + c] = all[rows[i] * width + c] + 0.0;
            }
        }
        return picked;
    }
}
