package specsweep.kernel.task;

import java.io.Serializable;
import java.util.List;

/**
 * The box [low, high] in each coordinate, and the two grids on it.
 *
 * <p>A training grid of n points has m = n^(1/d) equally spaced points along each of the d coordinates, both ends
 * included. The held-out points are the (m - 1)^d centres between them.
 *
 * @param coordinates the coordinates' names
 * @param low the least value of each
 * @param high the greatest value of each
 */
public record Domain(List<String> coordinates, List<Double> low, List<Double> high) implements Serializable {
    public Domain {
        coordinates = List.copyOf(coordinates);
        low = List.copyOf(low);
        high = List.copyOf(high);
        if (coordinates.isEmpty() || low.size() != coordinates.size() || high.size() != coordinates.size()) {
            throw new IllegalArgumentException("a domain needs a low and a high for each of " + coordinates);
        }
        for (int c = 0; c < low.size(); c++) {
            if (!(low.get(c) < high.get(c))) {
                throw new IllegalArgumentException("low must be below high in " + coordinates.get(c) + ", were "
                        + low.get(c) + " and " + high.get(c));
            }
        }
    }

    /** The interval [low, high] of one coordinate. */
    public static Domain interval(String coordinate, double low, double high) {
        return new Domain(List.of(coordinate), List.of(low), List.of(high));
    }

    public int dimensions() {
        return coordinates.size();
    }

    /**
     * How many points along each coordinate a grid of {@code points} has.
     *
     * @throws IllegalArgumentException if points is not m^d with m at least 2
     */
    public int pointsPerCoordinate(int points) {
        int perCoordinate = (int) Math.round(StrictMath.pow(points, 1.0 / dimensions()));
        long product = 1;
        for (int c = 0; c < dimensions(); c++) {
            product *= perCoordinate;
        }
        if (product != points || perCoordinate < 2) {
            throw new IllegalArgumentException(
                    dimensions() == 1
                            ? "points must be at least 2, was " + points
                            : "points must be m^" + dimensions() + " with m at least 2 (for example "
                                    + (long) StrictMath.pow(Math.max(2, perCoordinate), dimensions()) + "), was "
                                    + points);
        }
        return perCoordinate;
    }

    /** The training grid, [points, dimensions], row-major; the last coordinate varies fastest. */
    public double[] trainingPoints(int points) {
        return grid(pointsPerCoordinate(points), 0.0);
    }

    /** The centres between the training grid's points, [(m - 1)^d, dimensions], row-major. */
    public double[] heldOutPoints(int points) {
        return grid(pointsPerCoordinate(points), 0.5);
    }

    /**
     * Maps points of this box to [-1, 1] in each coordinate, which is what networks see: initialisations and bandwidths
     * are stated for that box.
     *
     * @param points [n, dimensions], row-major
     */
    public double[] normalise(double[] points) {
        double[] normalised = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            int c = i % dimensions();
            double centre = (low.get(c) + high.get(c)) / 2;
            normalised[i] = (points[i] - centre) / ((high.get(c) - low.get(c)) / 2);
        }
        return normalised;
    }

    private double[] grid(int perCoordinate, double shift) {
        int count = shift == 0.0 ? perCoordinate : perCoordinate - 1;
        int dimensions = dimensions();
        int total = 1;
        for (int c = 0; c < dimensions; c++) {
            total *= count;
        }
        double[] points = new double[total * dimensions];
        for (int i = 0; i < total; i++) {
            int rest = i;
            for (int c = dimensions - 1; c >= 0; c--) {
                double fraction = (rest % count + shift) / (perCoordinate - 1);
                points[i * dimensions + c] = low.get(c) + (high.get(c) - low.get(c)) * fraction;
                rest /= count;
            }
        }
        return points;
    }
}
