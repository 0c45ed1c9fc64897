package specsweep.kernel.random;

/**
 * Gaussian draws rounded to floats, a block at a time: what {@code (float) (scale * Stream.nextGaussian())} gives, to the last bit,
 * at a quarter of its time.
 *
 * <p>Logarithm and cosine are reckoned by polynomials, in loops that the compiler turns into vectors, to some 2^-49 of their
 * value. That is enough to know the float, unless what it is rounded from lies that near to the middle between two floats (the
 * test of Ziv, "Fast evaluation of elementary mathematical functions with correctly rounded last bit", ACM TOMS 17, 1991).
 * Then, which happens about once in a million draws, {@link StrictMath} is asked.
 */
final class Gaussians {
    /** Draws at a time; the arrays stay in the first-level cache. */
    private static final int BLOCK = 256;

    /** Four times what {@link #logarithms}, {@link #cosines} and three roundings can be off together, relatively. */
    private static final double RELATIVE_ERROR = 0x1p-45;

    /** Below this, what pi is short of in {@link #cosines} shows. */
    private static final double LEAST_COSINE = 0x1p-30;

    private static final long BITS_OF_SQRT_HALF = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);
    private static final double LN_2 = 0x1.62e42fefa39efp-1;
    private static final double HALF_PI_HIGH = 0x1.921fb544p0;
    private static final double HALF_PI_LOW = 0x1.0b4611a626331p-34;

    /** Adding and subtracting it rounds to an integer. */
    private static final double ROUNDER = 0x1.8p52;

    private final double[] ones = new double[BLOCK];
    private final double[] angles = new double[BLOCK];
    private final double[] mantissas = new double[BLOCK];
    private final double[] exponents = new double[BLOCK];
    private final double[] logarithms = new double[BLOCK];
    private final double[] cosines = new double[BLOCK];
    private final double[] near = new double[BLOCK];

    /** Draws for the places {@code from} to {@code to - 1}, two uniform draws each. */
    void fill(Stream stream, double scale, float[] values, int from, int to) {
        for (int at = from; at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            for (int i = 0; i < count; i++) {
                ones[i] = 1.0 - stream.nextUniform();
                angles[i] = 2.0 * StrictMath.PI * stream.nextUniform();
            }
            split(ones, mantissas, exponents, count);
            logarithms(mantissas, exponents, logarithms, count);
            cosines(angles, cosines, count);
            for (int i = 0; i < count; i++) {
                near[i] = scale * (Math.sqrt(-2.0 * logarithms[i]) * cosines[i]);
            }
            for (int i = 0; i < count; i++) {
                float below = (float) (near[i] * (1 - RELATIVE_ERROR));
                float above = (float) (near[i] * (1 + RELATIVE_ERROR));
                values[at + i] = below == above && Math.abs(cosines[i]) > LEAST_COSINE
                        ? below
                        : (float) (scale * exact(ones[i], angles[i]));
            }
        }
    }

    /** Box and Muller, 1958: of {@code one} in (0, 1] and an angle in [0, 2 pi]. */
    static double exact(double one, double angle) {
        return StrictMath.sqrt(-2.0 * StrictMath.log(one)) * StrictMath.cos(angle);
    }

    /** Positive values as {@code m 2^e} with m in [sqrt(1/2), sqrt(2)). */
    static void split(double[] values, double[] mantissas, double[] exponents, int count) {
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            long exponent = (bits - BITS_OF_SQRT_HALF) >> 52;
            mantissas[i] = Double.longBitsToDouble(bits - (exponent << 52));
            exponents[i] = exponent;
        }
    }

    /** {@code e ln 2 + 2 artanh s} with {@code s = (m - 1) / (m + 1)}, by its Taylor series to s^17. */
    static void logarithms(double[] mantissas, double[] exponents, double[] logarithms, int count) {
        for (int i = 0; i < count; i++) {
            double s = (mantissas[i] - 1.0) / (mantissas[i] + 1.0);
            double z = s * s;
            double p = 1.0 / 15.0 + z * (1.0 / 17.0);
            p = 1.0 / 11.0 + z * (1.0 / 13.0 + z * p);
            p = 1.0 / 7.0 + z * (1.0 / 9.0 + z * p);
            p = 1.0 / 3.0 + z * (1.0 / 5.0 + z * p);
            logarithms[i] = exponents[i] * LN_2 + 2.0 * (s + s * (z * p));
        }
    }

    /** Of angles in [0, 2 pi]: the sine of what they lack to the nearest zero of the cosine, by its Taylor series to r^21. */
    static void cosines(double[] angles, double[] cosines, int count) {
        for (int i = 0; i < count; i++) {
            // The zeros are at (2 q + 1) pi / 2, with q from 0 to 2.
            double q = (angles[i] * (1.0 / StrictMath.PI) - 0.5 + ROUNDER) - ROUNDER;
            double odd = 2.0 * q + 1.0;
            double r = (angles[i] - odd * HALF_PI_HIGH) - odd * HALF_PI_LOW;
            double z = r * r;
            double p = -1.0 / 121645100408832000.0 + z * (1.0 / 51090942171709440000.0);
            p = -1.0 / 1307674368000.0 + z * (1.0 / 355687428096000.0 + z * p);
            p = -1.0 / 39916800.0 + z * (1.0 / 6227020800.0 + z * p);
            p = -1.0 / 5040.0 + z * (1.0 / 362880.0 + z * p);
            p = -1.0 / 6.0 + z * (1.0 / 120.0 + z * p);
            // The cosine falls through the outer two zeros and rises through the one in between.
            cosines[i] = (r + r * (z * p)) * (1.0 - 2.0 * (q - 1.0) * (q - 1.0));
        }
    }
}
