package specsweep.kernel.task.pde;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;

/**
 * The B-splines of degree five on [0, 1], whose break points lie closer together towards both ends.
 *
 * <p>With n intervals there are n + 5 of them, each four times continuously differentiable and non-zero on at most six
 * intervals (de Boor, 1978, A Practical Guide to Splines, chapter IX). The break points are
 * {@code s - 0.8 sin(2 pi s) / (2 pi)} at equally spaced s: a smooth map, so that the order of convergence is that of equal
 * intervals, whose first interval is about a fifth of the mean one.
 */
final class SplineBasis {
    static final int DEGREE = 5;

    /** Twice as many take eight times the memory and sixteen times the time: 128 take a minute. */
    private static final int MOST_INTERVALS = 128;

    private static final double GRADING = 0.8;

    private final int intervals;
    private final double[] knots;

    SplineBasis(int intervals) {
        if (intervals < 8 || intervals > MOST_INTERVALS) {
            throw new IllegalArgumentException("intervals must be from 8 to " + MOST_INTERVALS + ", was " + intervals);
        }
        this.intervals = intervals;
        knots = new double[intervals + 2 * DEGREE + 1];
        for (int k = 0; k < knots.length; k++) {
            knots[k] = breakPoint(Math.min(intervals, Math.max(0, k - DEGREE)));
        }
    }

    int intervals() {
        return intervals;
    }

    /** How many functions there are. */
    int size() {
        return intervals + DEGREE;
    }

    /** The break point of that index, from 0 to {@link #intervals}. */
    double breakPoint(int index) {
        double s = (double) index / intervals;
        // Both ends exactly, and symmetric to the last bit.
        if (2 * index > intervals) {
            return 1.0 - breakPoint(intervals - index);
        }
        return s - GRADING * StrictMath.sin(2.0 * StrictMath.PI * s) / (2.0 * StrictMath.PI);
    }

    /** The interval in which x lies; the last one for x = 1. */
    int interval(double x) {
        if (!(x >= 0.0 && x <= 1.0)) {
            throw new IllegalArgumentException("a point must lie in [0, 1], was " + x);
        }
        int found = Arrays.binarySearch(knots, DEGREE, DEGREE + intervals + 1, x);
        return Math.min(intervals - 1, (found >= 0 ? found : -found - 2) - DEGREE);
    }

    /**
     * The derivatives of orders 0 to {@code orders} of the six functions that are not zero on an interval; their indices
     * begin with that of the interval.
     *
     * @return [orders + 1, 6]
     */
    double[][] derivatives(int interval, double x, int orders) {
        int span = interval + DEGREE;
        double[][] result = new double[orders + 1][];
        for (int order = 0; order <= orders; order++) {
            double[] values = {1.0};
            for (int degree = 1; degree <= DEGREE; degree++) {
                values = degree <= DEGREE - order
                        ? raised(values, degree, span, x)
                        : differentiated(values, degree, span);
            }
            result[order] = values;
        }
        return result;
    }

    /** Coefficients of the spline that takes the given values at {@link #nodes}. */
    double[] interpolating(double[] values) {
        return interpolation().solve(new ArrayRealVector(values, false)).toArray();
    }

    /** Solves for the coefficients of a spline from its values at {@link #nodes}. */
    DecompositionSolver interpolation() {
        double[][] rows = new double[size()][size()];
        double[] nodes = nodes();
        for (int i = 0; i < rows.length; i++) {
            int interval = interval(nodes[i]);
            System.arraycopy(derivatives(interval, nodes[i], 0)[0], 0, rows[i], interval, DEGREE + 1);
        }
        return new LUDecomposition(new Array2DRowRealMatrix(rows, false)).getSolver();
    }

    /** Greville's points, as many as functions: the mean of the five inner knots of each. */
    double[] nodes() {
        double[] nodes = new double[size()];
        for (int i = 0; i < nodes.length; i++) {
            double sum = 0.0;
            for (int k = 1; k <= DEGREE; k++) {
                sum += knots[i + k];
            }
            nodes[i] = sum / DEGREE;
        }
        return nodes;
    }

    /** From the functions of one degree less: the recurrence of Cox and de Boor. */
    private double[] raised(double[] lower, int degree, int span, double x) {
        double[] values = new double[degree + 1];
        for (int j = 0; j < degree; j++) {
            int i = span - degree + 1 + j;
            double width = knots[i + degree] - knots[i];
            values[j] += lower[j] * (knots[i + degree] - x) / width;
            values[j + 1] += lower[j] * (x - knots[i]) / width;
        }
        return values;
    }

    /** From derivatives of the functions of one degree less, the next derivatives of these. */
    private double[] differentiated(double[] lower, int degree, int span) {
        double[] values = new double[degree + 1];
        for (int j = 0; j < degree; j++) {
            int i = span - degree + 1 + j;
            double slope = degree * lower[j] / (knots[i + degree] - knots[i]);
            values[j] -= slope;
            values[j + 1] += slope;
        }
        return values;
    }
}
