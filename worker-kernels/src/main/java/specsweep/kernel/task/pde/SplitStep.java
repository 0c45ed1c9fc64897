package specsweep.kernel.task.pde;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * One time step of {@code i h_t + h_xx / 2 + |h|^2 h = 0} by splitting it in two halves that are solved exactly.
 *
 * <p>The potential half is {@code h exp(i |h|^2 t)} at every point, the kinetic half {@code h_k exp(-i k^2 t / 2)} for every
 * mode. Strang's symmetric composition of the two (1968, SIAM J. Numer. Anal. 5) has order two. The triple jump of Yoshida
 * (1990, Phys. Lett. A 150), Strang steps of {@code w1 dt}, {@code w0 dt}, {@code w1 dt} with {@code w1 = 1 / (2 - 2^(1/3))}
 * and {@code w0 = 1 - 2 w1}, has order four.
 */
final class SplitStep {
    private static final double OUTER = 1.0 / (2.0 - StrictMath.cbrt(2.0));
    private static final double INNER = 1.0 - 2.0 * OUTER;

    /** The longest of the three jumps, in steps. */
    static final double LONGEST_JUMP = Math.abs(INNER);

    private final int points;
    private final double dt;
    private final double[][] outer;
    private final double[][] inner;

    SplitStep(double halfWidth, int points, double dt) {
        this.points = points;
        this.dt = dt;
        outer = turns(halfWidth, points, OUTER * dt);
        inner = turns(halfWidth, points, INNER * dt);
    }

    /** The wavenumber at index k of the transform, on [-halfWidth, halfWidth). */
    static double wavenumber(double halfWidth, int points, int k) {
        return StrictMath.PI / halfWidth * (k <= points / 2 ? k : k - points);
    }

    /** Moves the values on the grid, [2, points] (real, imaginary), by one step, in place. */
    void apply(double[][] grid) {
        // Neighbouring potential halves are one turn: |h| does not change in them.
        potential(grid, 0.5 * OUTER * dt);
        kinetic(grid, outer);
        potential(grid, 0.5 * (OUTER + INNER) * dt);
        kinetic(grid, inner);
        potential(grid, 0.5 * (OUTER + INNER) * dt);
        kinetic(grid, outer);
        potential(grid, 0.5 * OUTER * dt);
    }

    private void potential(double[][] grid, double time) {
        for (int j = 0; j < points; j++) {
            double real = grid[0][j];
            double imaginary = grid[1][j];
            double angle = (real * real + imaginary * imaginary) * time;
            double cosine = StrictMath.cos(angle);
            double sine = StrictMath.sin(angle);
            grid[0][j] = real * cosine - imaginary * sine;
            grid[1][j] = real * sine + imaginary * cosine;
        }
    }

    private void kinetic(double[][] grid, double[][] turns) {
        FastFourierTransformer.transformInPlace(grid, DftNormalization.STANDARD, TransformType.FORWARD);
        for (int k = 0; k < points; k++) {
            double real = grid[0][k];
            double imaginary = grid[1][k];
            grid[0][k] = real * turns[0][k] - imaginary * turns[1][k];
            grid[1][k] = real * turns[1][k] + imaginary * turns[0][k];
        }
        FastFourierTransformer.transformInPlace(grid, DftNormalization.STANDARD, TransformType.INVERSE);
    }

    private static double[][] turns(double halfWidth, int points, double time) {
        double[][] turns = new double[2][points];
        for (int k = 0; k < points; k++) {
            double wavenumber = wavenumber(halfWidth, points, k);
            double angle = -0.5 * wavenumber * wavenumber * time;
            turns[0][k] = StrictMath.cos(angle);
            turns[1][k] = StrictMath.sin(angle);
        }
        return turns;
    }
}
