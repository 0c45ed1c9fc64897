package specsweep.kernel.task.pde;

/** An exact solution of {@code i h_t + h_xx / 2 + |h|^2 h = 0} on the whole line. */
@FunctionalInterface
interface NlsExact {
    /** Real and imaginary part. */
    double[] value(double x, double time);

    /**
     * The soliton that starts as the pulse, whose inverse width must be its amplitude a:
     * {@code a sech(a (x - centre - v t)) exp(i (v x + (a^2 - v^2) t / 2))}.
     */
    static NlsExact soliton(SechPulse pulse) {
        if (pulse.inverseWidth() != pulse.amplitude()) {
            throw new IllegalArgumentException("a soliton's inverseWidth is its amplitude, was " + pulse);
        }
        double a = pulse.amplitude();
        double v = pulse.velocity();
        return (x, time) -> {
            double envelope = pulse.envelope(x - v * time);
            double phase = v * x + 0.5 * (a * a - v * v) * time;
            return new double[] {envelope * StrictMath.cos(phase), envelope * StrictMath.sin(phase)};
        };
    }

    /**
     * The bound state of two solitons that starts as 2 sech x (Satsuma and Yajima, 1974):
     * {@code 4 exp(i t/2) (cosh 3x + 3 exp(4 i t) cosh x) / (cosh 4x + 4 cosh 2x + 3 cos 4t)}.
     */
    static double[] breather(double x, double time) {
        double denominator =
                StrictMath.cosh(4.0 * x) + 4.0 * StrictMath.cosh(2.0 * x) + 3.0 * StrictMath.cos(4.0 * time);
        double wide = 4.0 * StrictMath.cosh(3.0 * x) / denominator;
        double narrow = 12.0 * StrictMath.cosh(x) / denominator;
        return new double[] {
            wide * StrictMath.cos(0.5 * time) + narrow * StrictMath.cos(4.5 * time),
            wide * StrictMath.sin(0.5 * time) + narrow * StrictMath.sin(4.5 * time)
        };
    }
}
