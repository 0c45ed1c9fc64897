package specsweep.kernel.task.pde;

/**
 * Solves the heat equation {@code u_t = diffusivity u_xx}, periodic on [-1, 1], in closed form.
 *
 * <p>Each mode of the initial Fourier series decays on its own (Fourier, 1822):
 * {@code cosine[k](t) = cosine[k](0) exp(-diffusivity (k pi)^2 t)}, and the same for the sines. The only error is
 * rounding.
 *
 * @param diffusivity the coefficient of u_xx, at least 0
 * @param initial u at time 0
 */
public record HeatSolution(double diffusivity, FourierSeries initial) {
    public HeatSolution {
        if (!(diffusivity >= 0.0) || !Double.isFinite(diffusivity)) {
            throw new IllegalArgumentException("diffusivity must be at least 0 and finite, was " + diffusivity);
        }
    }

    /** The solution at a time of at least 0, as a series in x. */
    public FourierSeries at(double time) {
        requireTime(time);
        double[] cosine = initial.cosine();
        double[] sine = initial.sine();
        for (int k = 1; k < cosine.length; k++) {
            double decay = StrictMath.exp(-diffusivity * (k * StrictMath.PI) * (k * StrictMath.PI) * time);
            cosine[k] *= decay;
            sine[k] *= decay;
        }
        return new FourierSeries(cosine, sine);
    }

    /** The solution u at a point and a time of at least 0. */
    public double u(double x, double time) {
        return at(time).value(x);
    }

    /**
     * Samples u.
     *
     * @param points [n, 2], row-major, each row (x, t)
     * @return u, [n]
     */
    public double[] sample(double[] points) {
        return TimeSlices.sample(points, 1, this::at, (slice, x, values, at) -> values[at] = slice.value(x));
    }

    static void requireTime(double time) {
        if (!(time >= 0.0) || !Double.isFinite(time)) {
            throw new IllegalArgumentException("time must be at least 0 and finite, was " + time);
        }
    }
}
