package specsweep.kernel.task.pde;

/** The complex field of the nonlinear Schroedinger equation at one time: a trigonometric polynomial in x. */
public final class NlsSlice {
    private final double halfWidth;
    private final double[] real;
    private final double[] imaginary;

    /** Takes the Fourier coefficients of x in [-halfWidth, halfWidth), in the order of the transform (0, 1, ..., -1). */
    NlsSlice(double halfWidth, double[] real, double[] imaginary) {
        this.halfWidth = halfWidth;
        this.real = real;
        this.imaginary = imaginary;
    }

    /** The real and the imaginary part at x. */
    public double[] value(double x) {
        int n = real.length;
        double angle = StrictMath.PI * (x + halfWidth) / halfWidth;
        double zr = StrictMath.cos(angle);
        double zi = StrictMath.sin(angle);
        // Horner's rule in z = exp(i angle) over the wavenumbers -n/2 + 1 to n/2 - 1, shifted to start at 0.
        double r = 0.0;
        double i = 0.0;
        for (int k = n / 2 - 1; k >= -n / 2 + 1; k--) {
            int at = k >= 0 ? k : k + n;
            double next = r * zr - i * zi + real[at];
            i = r * zi + i * zr + imaginary[at];
            r = next;
        }
        double shift = angle * (-n / 2 + 1);
        double cosine = StrictMath.cos(shift);
        double sine = StrictMath.sin(shift);
        // The shortest wave is seen at the grid's points only; between them it is its cosine.
        double crest = StrictMath.cos(angle * (n / 2));
        return new double[] {
            r * cosine - i * sine + crest * real[n / 2], r * sine + i * cosine + crest * imaginary[n / 2]
        };
    }

    /** The absolute value at x. */
    public double modulus(double x) {
        double[] value = value(x);
        return StrictMath.hypot(value[0], value[1]);
    }
}
