package specsweep.kernel.task.pde;

/**
 * The wave packet {@code amplitude sech(inverseWidth (x - centre)) exp(i velocity x)}.
 *
 * <p>With inverseWidth equal to amplitude it is a soliton of the focusing nonlinear Schroedinger equation
 * {@code i h_t + h_xx / 2 + |h|^2 h = 0}, which keeps its shape and moves with its velocity.
 *
 * @param amplitude the largest absolute value
 * @param inverseWidth 1 over the width, positive
 * @param centre where it is largest
 * @param velocity the wavenumber of its carrier, and the speed at which it moves
 */
public record SechPulse(double amplitude, double inverseWidth, double centre, double velocity) {
    public SechPulse {
        if (!Double.isFinite(amplitude) || !Double.isFinite(centre) || !Double.isFinite(velocity)) {
            throw new IllegalArgumentException("amplitude, centre and velocity must be finite, were " + amplitude + ", "
                    + centre + " and " + velocity);
        }
        if (!(inverseWidth > 0.0) || !Double.isFinite(inverseWidth)) {
            throw new IllegalArgumentException("inverseWidth must be positive and finite, was " + inverseWidth);
        }
    }

    /** {@code amplitude sech(x)}, at rest in the middle. */
    public static SechPulse ofAmplitude(double amplitude) {
        return new SechPulse(amplitude, 1.0, 0.0, 0.0);
    }

    /** The absolute value at x, times the sign of the amplitude. */
    double envelope(double x) {
        return amplitude / StrictMath.cosh(inverseWidth * (x - centre));
    }

    double real(double x) {
        return envelope(x) * StrictMath.cos(velocity * x);
    }

    double imaginary(double x) {
        return envelope(x) * StrictMath.sin(velocity * x);
    }
}
