package specsweep.kernel.arch;

/** The function applied to every hidden layer's pre-activation. */
public sealed interface Activation permits Activation.Relu, Activation.Sine {

    /** max(0, z). */
    record Relu() implements Activation {}

    /**
     * sin(omega0 z) (Sitzmann et al., 2020, eq. 5).
     *
     * @param omega0 the frequency, positive
     */
    record Sine(double omega0) implements Activation {
        public Sine {
            if (!(omega0 > 0) || Double.isInfinite(omega0)) {
                throw new IllegalArgumentException("omega0 must be positive and finite, was " + omega0);
            }
        }
    }
}
