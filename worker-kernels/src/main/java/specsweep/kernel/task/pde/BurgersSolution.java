package specsweep.kernel.task.pde;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Solves Burgers' equation {@code u_t + u u_x = viscosity u_xx}, periodic on [-1, 1].
 *
 * <p>The standard case, {@code u(x, 0) = -sin(pi x)} with u = 0 at both ends, is periodic, since its odd solution stays odd.
 * In space: Fourier modes up to a third of the grid's points, so that the product u u is free of aliasing (the 2/3 rule of
 * Orszag, 1971); the error falls geometrically once the inner layer, about viscosity/|u| thick, is resolved. In time:
 * {@link Etdrk4} in equal steps, order four.
 *
 * <p>Frames are kept at every few steps. A time between frames is reached by steps on the same grid of times and one
 * shorter step, so that what a time gives does not depend on which frames are kept.
 */
public final class BurgersSolution {
    private static final int MOST_POINTS = 1 << 15;
    private static final int FRAMES = 128;

    private final double viscosity;
    private final double duration;
    private final int points;
    private final int steps;
    private final int stride;
    private final double[] rates;
    private final Etdrk4 scheme;
    private final List<double[][]> frames = new ArrayList<>();

    private BurgersSolution(double viscosity, FourierSeries initial, double duration, int points, int steps) {
        requireViscosity(viscosity);
        if (!(duration > 0.0) || !Double.isFinite(duration)) {
            throw new IllegalArgumentException("duration must be positive and finite, was " + duration);
        }
        if (points < 8 || points > MOST_POINTS || Integer.bitCount(points) != 1) {
            throw new IllegalArgumentException(
                    "points must be a power of two from 8 to " + MOST_POINTS + ", was " + points);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, was " + steps);
        }
        int modes = (points - 1) / 3 + 1;
        if (initial.modes() > modes) {
            throw new IllegalArgumentException(
                    "the initial series has " + initial.modes() + " modes, but " + points + " points resolve " + modes);
        }
        this.viscosity = viscosity;
        this.duration = duration;
        this.points = points;
        this.steps = steps;
        this.stride = (steps + FRAMES - 1) / FRAMES;
        rates = new double[modes];
        for (int k = 0; k < modes; k++) {
            rates[k] = viscosity * (k * StrictMath.PI) * (k * StrictMath.PI);
        }
        scheme = new Etdrk4(rates, duration / steps);
        integrate(initial);
    }

    /**
     * Solves with a resolution chosen from the viscosity, for an error below 1e-7 of the initial condition's size.
     *
     * <p>A steady layer {@code tanh(s x / (2 viscosity))} has modes that fall as {@code exp(-pi^2 k viscosity / s)}. The grid
     * keeps them down to exp(-17), where s is the bound of the initial condition without its mean; the steps carry the
     * fastest wave about one sixth of the shortest kept wave's length.
     *
     * @param viscosity the coefficient of u_xx, positive
     * @param initial u at time 0
     * @param duration the last time that can be asked for
     * @throws IllegalArgumentException if the viscosity is too small for 32768 points
     */
    public static BurgersSolution solve(double viscosity, FourierSeries initial, double duration) {
        requireViscosity(viscosity);
        double swing = initial.bound() - Math.abs(initial.cosine()[0]);
        double layer = 17.0 * swing / (StrictMath.PI * StrictMath.PI * viscosity);
        double wanted = 3.0 * Math.max(layer, initial.modes() + 32.0);
        if (wanted > MOST_POINTS) {
            throw new IllegalArgumentException("viscosity " + viscosity + " needs more than " + MOST_POINTS
                    + " points for an initial condition that swings by " + swing);
        }
        int points = Math.max(64, 2 * Integer.highestOneBit((int) Math.ceil(wanted) - 1));
        double fastest = initial.bound() * StrictMath.PI * points / 3.0;
        int steps = (int) Math.max(128.0, Math.ceil(0.6 * duration * fastest));
        return new BurgersSolution(viscosity, initial, duration, points, steps);
    }

    /**
     * Solves with a given resolution.
     *
     * @param points grid points on [-1, 1], a power of two
     * @param steps equal steps over the duration
     */
    public static BurgersSolution solve(
            double viscosity, FourierSeries initial, double duration, int points, int steps) {
        return new BurgersSolution(viscosity, initial, duration, points, steps);
    }

    public double viscosity() {
        return viscosity;
    }

    public double duration() {
        return duration;
    }

    public int points() {
        return points;
    }

    public int steps() {
        return steps;
    }

    /** The solution at a time from 0 to the duration, as a series in x. */
    public FourierSeries at(double time) {
        HeatSolution.requireTime(time);
        if (time > duration) {
            throw new IllegalArgumentException("time must be at most the duration " + duration + ", was " + time);
        }
        double h = duration / steps;
        int before = Math.min(steps, (int) Math.floor(time / h));
        double rest = time - before * h;
        double[][] modes = frames.get(before / stride);
        Work work = new Work(points);
        for (int step = before / stride * stride; step < before; step++) {
            modes = scheme.step(modes, work::advection);
        }
        // A rest of rounding's size is no step.
        if (rest > 1e-12 * h) {
            modes = new Etdrk4(rates, rest).step(modes, work::advection);
        }
        return series(modes);
    }

    /** The solution at a point and a time; many points of one time are cheaper through {@link #at} or {@link #sample}. */
    public double u(double x, double time) {
        return at(time).value(x);
    }

    /**
     * Samples u; each distinct time costs a few steps, each point of it a sum over the modes.
     *
     * @param points [n, 2], row-major, each row (x, t)
     * @return u, [n]
     */
    public double[] sample(double[] points) {
        return TimeSlices.sample(points, 1, this::at, (slice, x, values, at) -> values[at] = slice.value(x));
    }

    private void integrate(FourierSeries initial) {
        double[][] modes = new double[2][rates.length];
        double[] cosine = initial.cosine();
        double[] sine = initial.sine();
        modes[0][0] = cosine[0];
        for (int k = 1; k < cosine.length; k++) {
            modes[0][k] = cosine[k] / 2.0;
            modes[1][k] = -sine[k] / 2.0;
        }
        Work work = new Work(points);
        frames.add(modes);
        for (int step = 1; step <= steps; step++) {
            modes = scheme.step(modes, work::advection);
            if (step % stride == 0) {
                frames.add(modes);
            }
        }
        if (!Double.isFinite(modes[0][1]) || !Double.isFinite(modes[0][0])) {
            throw new IllegalArgumentException(
                    steps + " steps are too few for " + points + " points: the solution overflowed");
        }
    }

    private static FourierSeries series(double[][] modes) {
        int n = modes[0].length;
        double[] cosine = new double[n];
        double[] sine = new double[n];
        cosine[0] = modes[0][0];
        for (int k = 1; k < n; k++) {
            cosine[k] = 2.0 * modes[0][k];
            sine[k] = -2.0 * modes[1][k];
        }
        return new FourierSeries(cosine, sine);
    }

    /** The transforms' working arrays; one for each call, so that a solution can be read by many threads. */
    private static final class Work {
        private final double[][] grid;

        Work(int points) {
            grid = new double[2][points];
        }

        /** The modes of -(u^2/2)_x. */
        void advection(double[][] modes, double[][] result) {
            int points = grid[0].length;
            int count = modes[0].length;
            for (int p = 0; p < 2; p++) {
                java.util.Arrays.fill(grid[p], 0.0);
                System.arraycopy(modes[p], 0, grid[p], 0, count);
            }
            for (int k = 1; k < count; k++) {
                grid[0][points - k] = modes[0][k];
                grid[1][points - k] = -modes[1][k];
            }
            FastFourierTransformer.transformInPlace(grid, DftNormalization.STANDARD, TransformType.INVERSE);
            for (int j = 0; j < points; j++) {
                // The inverse divides by the number of points, the forward transform does not.
                double u = grid[0][j] * points;
                grid[0][j] = u * u / points;
                grid[1][j] = 0.0;
            }
            FastFourierTransformer.transformInPlace(grid, DftNormalization.STANDARD, TransformType.FORWARD);
            for (int k = 0; k < count; k++) {
                double half = k * StrictMath.PI / 2.0;
                result[0][k] = half * grid[1][k];
                result[1][k] = -half * grid[0][k];
            }
        }
    }

    static void requireViscosity(double viscosity) {
        if (!(viscosity > 0.0) || !Double.isFinite(viscosity)) {
            throw new IllegalArgumentException("viscosity must be positive and finite, was " + viscosity);
        }
    }
}
