package specsweep.kernel.task.pde;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * A finite Fourier series of period 2: {@code sum over k of cosine[k] cos(k pi x) + sine[k] sin(k pi x)}.
 *
 * <p>It is the initial condition of the periodic equations on [-1, 1], and their solution at one time.
 *
 * @param cosine [modes], from wavenumber 0 (the mean) upwards
 * @param sine [modes]; {@code sine[0]} must be 0
 */
public record FourierSeries(double[] cosine, double[] sine) {
    public FourierSeries {
        cosine = cosine.clone();
        sine = sine.clone();
        if (cosine.length == 0 || cosine.length != sine.length) {
            throw new IllegalArgumentException("a series needs as many cosines as sines, and at least one, had "
                    + cosine.length + " and " + sine.length);
        }
        if (sine[0] != 0.0) {
            throw new IllegalArgumentException("sine[0] must be 0, was " + sine[0]);
        }
        for (int k = 0; k < cosine.length; k++) {
            if (!Double.isFinite(cosine[k]) || !Double.isFinite(sine[k])) {
                throw new IllegalArgumentException(
                        "coefficients must be finite, were " + cosine[k] + " and " + sine[k] + " at wavenumber " + k);
            }
        }
    }

    /** The series {@code amplitude sin(wavenumber pi (x - shift))}. */
    public static FourierSeries wave(int wavenumber, double amplitude, double shift) {
        if (wavenumber < 1) {
            throw new IllegalArgumentException("wavenumber must be at least 1, was " + wavenumber);
        }
        double[] cosine = new double[wavenumber + 1];
        double[] sine = new double[wavenumber + 1];
        double phase = wavenumber * StrictMath.PI * shift;
        cosine[wavenumber] = -amplitude * StrictMath.sin(phase);
        sine[wavenumber] = amplitude * StrictMath.cos(phase);
        return new FourierSeries(cosine, sine);
    }

    /**
     * The series that takes those values at {@code x_j = -1 + 2 j / n}.
     *
     * <p>For an analytic periodic function its error falls geometrically with n.
     *
     * @param values [n], with n a power of two and at least 2
     */
    public static FourierSeries interpolating(double[] values) {
        int n = values.length;
        if (n < 2 || Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException("the number of values must be a power of two of at least 2, was " + n);
        }
        double[][] spectrum = {values.clone(), new double[n]};
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        double[] cosine = new double[n / 2 + 1];
        double[] sine = new double[n / 2 + 1];
        cosine[0] = spectrum[0][0] / n;
        for (int k = 1; k <= n / 2; k++) {
            // The grid starts at -1, half a period before the series' origin: hence the alternating sign.
            double scale = (k % 2 == 0 ? 2.0 : -2.0) / n;
            cosine[k] = scale * spectrum[0][k];
            sine[k] = -scale * spectrum[1][k];
        }
        // The shortest wave is seen at its crests only; half of it would belong to wavenumber -n/2.
        cosine[n / 2] /= 2.0;
        sine[n / 2] = 0.0;
        return new FourierSeries(cosine, sine);
    }

    @Override
    public double[] cosine() {
        return cosine.clone();
    }

    @Override
    public double[] sine() {
        return sine.clone();
    }

    /** The number of coefficient pairs; the largest wavenumber is one less. */
    public int modes() {
        return cosine.length;
    }

    /** This series plus another. */
    public FourierSeries plus(FourierSeries other) {
        int modes = Math.max(modes(), other.modes());
        double[] cosines = java.util.Arrays.copyOf(cosine, modes);
        double[] sines = java.util.Arrays.copyOf(sine, modes);
        for (int k = 0; k < other.modes(); k++) {
            cosines[k] += other.cosine[k];
            sines[k] += other.sine[k];
        }
        return new FourierSeries(cosines, sines);
    }

    /** The value at x. */
    public double value(double x) {
        return sum(x, Term.VALUE);
    }

    /** The derivative at x. */
    public double slope(double x) {
        return sum(x, Term.SLOPE);
    }

    /** The integral from 0 to x. */
    public double integral(double x) {
        return sum(x, Term.INTEGRAL) - sum(0.0, Term.INTEGRAL) + cosine[0] * x;
    }

    /** A bound on the absolute value: the sum of the coefficients' absolute values. */
    public double bound() {
        double bound = 0.0;
        for (int k = 0; k < modes(); k++) {
            bound += StrictMath.hypot(cosine[k], sine[k]);
        }
        return bound;
    }

    /** A bound on the absolute value of the derivative. */
    public double slopeBound() {
        double bound = 0.0;
        for (int k = 1; k < modes(); k++) {
            bound += k * StrictMath.PI * StrictMath.hypot(cosine[k], sine[k]);
        }
        return bound;
    }

    private enum Term {
        VALUE,
        SLOPE,
        INTEGRAL
    }

    /** Horner's rule in z = exp(i pi x): the real part of sum (a_k - i b_k) z^k, its derivative or its integral. */
    private double sum(double x, Term term) {
        double zr = StrictMath.cos(StrictMath.PI * x);
        double zi = StrictMath.sin(StrictMath.PI * x);
        double real = 0.0;
        double imaginary = 0.0;
        for (int k = modes() - 1; k >= 0; k--) {
            double r = real * zr - imaginary * zi;
            double i = real * zi + imaginary * zr;
            switch (term) {
                case VALUE -> {
                    r += cosine[k];
                    i -= sine[k];
                }
                case SLOPE -> {
                    r += k * StrictMath.PI * sine[k];
                    i += k * StrictMath.PI * cosine[k];
                }
                case INTEGRAL -> {
                    if (k > 0) {
                        r -= sine[k] / (k * StrictMath.PI);
                        i -= cosine[k] / (k * StrictMath.PI);
                    }
                }
            }
            real = r;
            imaginary = i;
        }
        return real;
    }
}
