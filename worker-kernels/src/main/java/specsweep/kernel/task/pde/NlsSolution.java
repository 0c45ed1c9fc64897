package specsweep.kernel.task.pde;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Solves the focusing nonlinear Schroedinger equation {@code i h_t + h_xx / 2 + |h|^2 h = 0}, periodic in x.
 *
 * <p>In space: Fourier modes. In time: {@link SplitStep}, order four. Every piece of it keeps the mass, so the mass is kept to
 * rounding (about 1e-14 a step); the energy is kept to the order of the method.
 *
 * <p>The benchmark's {@code 2 sech x} on [-5, 5] is not smooth as a periodic function: its slope jumps by 0.054 at the ends,
 * so its modes fall as k^-2 only. The jump radiates waves of a few 1e-3, which belong to that problem's exact solution; 256
 * points resolve them to better than 1e-4. On [-15, 15] and wider the convergence is geometric.
 */
public final class NlsSolution {
    private static final int FRAMES = 128;

    private final double halfWidth;
    private final double duration;
    private final int points;
    private final int steps;
    private final int stride;
    private final SplitStep splitStep;
    private final List<double[][]> frames = new ArrayList<>();

    private NlsSolution(List<SechPulse> pulses, double halfWidth, double duration, int points, int steps) {
        if (pulses.isEmpty()) {
            throw new IllegalArgumentException("at least one pulse is needed, was " + pulses);
        }
        if (!(halfWidth > 0.0) || !Double.isFinite(halfWidth)) {
            throw new IllegalArgumentException("halfWidth must be positive and finite, was " + halfWidth);
        }
        if (!(duration > 0.0) || !Double.isFinite(duration)) {
            throw new IllegalArgumentException("duration must be positive and finite, was " + duration);
        }
        if (points < 8 || Integer.bitCount(points) != 1) {
            throw new IllegalArgumentException("points must be a power of two of at least 8, was " + points);
        }
        if (steps < stableSteps(halfWidth, duration, points)) {
            throw new IllegalArgumentException("steps must be at least " + stableSteps(halfWidth, duration, points)
                    + " for " + points + " points, was " + steps);
        }
        this.halfWidth = halfWidth;
        this.duration = duration;
        this.points = points;
        this.steps = steps;
        this.stride = (steps + FRAMES - 1) / FRAMES;
        splitStep = new SplitStep(halfWidth, points, duration / steps);
        integrate(List.copyOf(pulses));
    }

    /**
     * Solves with a given resolution.
     *
     * @param pulses their sum is h at time 0
     * @param halfWidth x runs over [-halfWidth, halfWidth)
     * @param duration the last time that can be asked for
     * @param points grid points, a power of two
     * @param steps equal steps over the duration, at least {@link #stableSteps}
     */
    public static NlsSolution solve(List<SechPulse> pulses, double halfWidth, double duration, int points, int steps) {
        return new NlsSolution(pulses, halfWidth, duration, points, steps);
    }

    /**
     * Solves the benchmark of Raissi, Perdikaris and Karniadakis (2019, J. Comput. Phys. 378) for
     * {@code h(x, 0) = amplitude sech x}, periodic on [-5, 5], up to t = pi/2, with 256 points; theirs has amplitude 2.
     */
    public static NlsSolution benchmark(double amplitude) {
        double duration = StrictMath.PI / 2.0;
        return solve(List.of(SechPulse.ofAmplitude(amplitude)), 5.0, duration, 256, stableSteps(5.0, duration, 256));
    }

    /** Solves for pulses that vanish before the ends of [-15, 15], with 512 points and twice the least steps. */
    public static NlsSolution onWideDomain(List<SechPulse> pulses, double duration) {
        return solve(pulses, 15.0, duration, 512, 2 * stableSteps(15.0, duration, 512));
    }

    /**
     * The least steps for which the splitting does not resonate: the shortest wave turns by at most 0.9 pi in the longest of
     * the three jumps.
     *
     * <p>Split steps are unstable where a wave turns by pi within a step (Weideman and Herbst, 1986).
     */
    public static int stableSteps(double halfWidth, double duration, int points) {
        double shortest = StrictMath.PI / halfWidth * points / 2.0;
        double turn = 0.5 * shortest * shortest * duration * SplitStep.LONGEST_JUMP;
        return (int) Math.max(1.0, Math.ceil(turn / (0.9 * StrictMath.PI)));
    }

    public double halfWidth() {
        return halfWidth;
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

    /** The field at a time from 0 to the duration. */
    public NlsSlice at(double time) {
        double[][] grid = gridAt(time);
        FastFourierTransformer.transformInPlace(grid, DftNormalization.STANDARD, TransformType.FORWARD);
        for (int j = 0; j < points; j++) {
            grid[0][j] /= points;
            grid[1][j] /= points;
        }
        return new NlsSlice(halfWidth, grid[0], grid[1]);
    }

    /**
     * Samples the field; each distinct time costs a few steps, each point of it a sum over the modes.
     *
     * @param points [n, 2], row-major, each row (x, t)
     * @return real and imaginary part, [n, 2], row-major
     */
    public double[] sample(double[] points) {
        return TimeSlices.sample(
                points, 2, this::at, (slice, x, values, at) -> System.arraycopy(slice.value(x), 0, values, at, 2));
    }

    /** The mass at a time, the integral of |h|^2; the equation keeps it. */
    public double mass(double time) {
        double[][] grid = gridAt(time);
        double sum = 0.0;
        for (int j = 0; j < points; j++) {
            sum += grid[0][j] * grid[0][j] + grid[1][j] * grid[1][j];
        }
        return sum * 2.0 * halfWidth / points;
    }

    /** The energy at a time, the integral of |h_x|^2 / 2 - |h|^4 / 2; the equation keeps it. */
    public double energy(double time) {
        double[][] grid = gridAt(time);
        double potential = 0.0;
        for (int j = 0; j < points; j++) {
            double density = grid[0][j] * grid[0][j] + grid[1][j] * grid[1][j];
            potential += density * density;
        }
        FastFourierTransformer.transformInPlace(grid, DftNormalization.STANDARD, TransformType.FORWARD);
        double kinetic = 0.0;
        for (int k = 0; k < points; k++) {
            double power = (grid[0][k] * grid[0][k] + grid[1][k] * grid[1][k]) / points;
            double wavenumber = SplitStep.wavenumber(halfWidth, points, k);
            kinetic += wavenumber * wavenumber * power;
        }
        return (kinetic - potential) * halfWidth / points;
    }

    private double[][] gridAt(double time) {
        HeatSolution.requireTime(time);
        if (time > duration) {
            throw new IllegalArgumentException("time must be at most the duration " + duration + ", was " + time);
        }
        double dt = duration / steps;
        int before = Math.min(steps, (int) Math.floor(time / dt));
        double[][] frame = frames.get(before / stride);
        double[][] grid = {frame[0].clone(), frame[1].clone()};
        for (int step = before / stride * stride; step < before; step++) {
            splitStep.apply(grid);
        }
        double rest = time - before * dt;
        // A rest of rounding's size is no step.
        if (rest > 1e-12 * dt) {
            new SplitStep(halfWidth, points, rest).apply(grid);
        }
        return grid;
    }

    private void integrate(List<SechPulse> pulses) {
        double[][] grid = new double[2][points];
        for (int j = 0; j < points; j++) {
            double x = -halfWidth + 2.0 * halfWidth * j / points;
            for (SechPulse pulse : pulses) {
                grid[0][j] += pulse.real(x);
                grid[1][j] += pulse.imaginary(x);
            }
        }
        frames.add(new double[][] {grid[0].clone(), grid[1].clone()});
        for (int step = 1; step <= steps; step++) {
            splitStep.apply(grid);
            if (step % stride == 0) {
                frames.add(new double[][] {grid[0].clone(), grid[1].clone()});
            }
        }
    }
}
