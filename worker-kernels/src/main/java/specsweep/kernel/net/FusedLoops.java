package specsweep.kernel.net;

/**
 * The arithmetic of a training step that is not a matrix product, as loops over arrays that the JIT compiler vectorises: no
 * calls, no branches, no conversions. Java's float arithmetic is exact about rounding, so that a loop gives the same bits
 * interpreted, compiled and vectorised.
 */
final class FusedLoops {
    /** 1.5 * 2^23: adding and subtracting it rounds a float below 2^22 to the nearest integer, ties to even. */
    static final float ROUNDER = 12582912f;

    static final float ONE_OVER_PI = (float) (1.0 / Math.PI);
    /** pi as a sum of three floats, for a reduction without cancellation (Cody and Waite, 1980). */
    static final float PI_HIGH = (float) Math.PI;

    static final float PI_MIDDLE = (float) (Math.PI - PI_HIGH);
    /** 1.22e-16 is what Math.PI leaves of pi: without it the sine is wrong near large multiples of pi. */
    static final float PI_LOW = (float) (Math.PI - PI_HIGH - PI_MIDDLE + 1.2246467991473532e-16);

    // Minimax on |r| <= pi/2 (Remez exchange, 40 digits). sin r = r + r^3 S(r^2), relative error 6.1e-9.
    static final float S0 = -0.166666595446f;
    static final float S1 = 0.00833306608299f;
    static final float S2 = -0.000198095901214f;
    static final float S3 = 2.60575073813e-6f;
    // cos r = 1 + r^2 C(r^2), absolute error 2.5e-10.
    static final float C0 = -0.499999995491f;
    static final float C1 = 0.0416666407075f;
    static final float C2 = -0.00138884032208f;
    static final float C3 = 2.47618706403e-5f;
    static final float C4 = -2.60768168625e-7f;

    private FusedLoops() {}

    /**
     * sine[i] = sin(x) and slope[i] = omega0 cos(x) with x = omega0 (z[i] + bias[i]), for |x| up to 2^20.
     *
     * <p>The sine is within 1.9 ulp of the sine of the rounded x up to |x| = 1000 and within 2.2 ulp beyond, the cosine
     * within 2.5 * 2^-24 (all floats were tried once; FusedLoopsTest tries many).
     */
    static void sineWithSlope(float[] z, float[] bias, float omega0, float[] sine, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            float x = omega0 * (z[i] + bias[i]);
            float q = Math.fma(x, ONE_OVER_PI, ROUNDER) - ROUNDER;
            float r = Math.fma(q, -PI_HIGH, x);
            r = Math.fma(q, -PI_MIDDLE, r);
            r = Math.fma(q, -PI_LOW, r);
            // (-1)^q = 1 - 2 (q mod 2)^2, with q mod 2 in {-1, 0, 1}
            float half = Math.fma(q, 0.5f, ROUNDER) - ROUNDER;
            float odd = Math.fma(half, -2f, q);
            float sign = Math.fma(odd * odd, -2f, 1f);
            float r2 = r * r;
            float s = Math.fma(r2, S3, S2);
            s = Math.fma(s, r2, S1);
            s = Math.fma(s, r2, S0);
            s = Math.fma(s * r2, r, r);
            float c = Math.fma(r2, C4, C3);
            c = Math.fma(c, r2, C2);
            c = Math.fma(c, r2, C1);
            c = Math.fma(c, r2, C0);
            c = Math.fma(c, r2, 1f);
            sine[i] = s * sign;
            slope[i] = c * (sign * omega0);
        }
    }

    /** z[i] = sin(omega0 (z[i] + bias[i])): {@link #sineWithSlope} without its slope, with the same bits. */
    static void sine(float[] z, float[] bias, float omega0, int n) {
        for (int i = 0; i < n; i++) {
            float x = omega0 * (z[i] + bias[i]);
            float q = Math.fma(x, ONE_OVER_PI, ROUNDER) - ROUNDER;
            float r = Math.fma(q, -PI_HIGH, x);
            r = Math.fma(q, -PI_MIDDLE, r);
            r = Math.fma(q, -PI_LOW, r);
            float half = Math.fma(q, 0.5f, ROUNDER) - ROUNDER;
            float odd = Math.fma(half, -2f, q);
            float sign = Math.fma(odd * odd, -2f, 1f);
            float r2 = r * r;
            float s = Math.fma(r2, S3, S2);
            s = Math.fma(s, r2, S1);
            s = Math.fma(s, r2, S0);
            s = Math.fma(s * r2, r, r);
            z[i] = s * sign;
        }
    }

    /** out[i] = max(0, z[i] + bias[i]), for sums below 2^127; greater ones give what is infinite or not a number. */
    static void relu(float[] z, float[] bias, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            float x = z[i] + bias[i];
            out[i] = 0.5f * (x + Math.abs(x));
        }
    }

    /** gradient[i] *= 1 where relu[i] is positive, 0 where it is 0. */
    static void maskByRelu(float[] gradient, float[] relu, int n) {
        for (int i = 0; i < n; i++) {
            // The least positive float times 2^254 is 2^105, so that every positive value saturates at 1.
            gradient[i] *= Math.min(1f, relu[i] * 0x1p127f * 0x1p127f);
        }
    }

    /** a[i] *= b[i]. */
    static void multiply(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] *= b[i];
        }
    }

    /**
     * One step of Adam (Kingma and Ba, ICLR 2015, algorithm 1).
     *
     * <p>Against the same formula in double, the first moment is within 1.5 ulp of the larger of its two parts, the second
     * within 2 ulp, and the update within 3.5 ulp of the update from those moments. A first moment below the least normal
     * float is taken towards 0, which moves no parameter: left alone, that of a unit that has died would stay subnormal for
     * ever, and there are processors that take fifteen times as long over such a vector.
     *
     * @param rate learning rate / (1 - beta1^t)
     * @param correction 1 / (1 - beta2^t)
     */
    static void adam(
            float[] parameters,
            float[] gradient,
            float[] firstMoment,
            float[] secondMoment,
            float beta1,
            float beta2,
            float epsilon,
            float rate,
            float correction,
            int n) {
        float oneMinusBeta1 = 1f - beta1;
        float oneMinusBeta2 = 1f - beta2;
        for (int i = 0; i < n; i++) {
            float g = gradient[i];
            float m = Math.fma(beta1, firstMoment[i], oneMinusBeta1 * g);
            m *= Math.min(1f, Math.abs(m) * 0x1p126f);
            float v = Math.fma(beta2, secondMoment[i], oneMinusBeta2 * g * g);
            firstMoment[i] = m;
            secondMoment[i] = v;
            parameters[i] -= rate * m / ((float) Math.sqrt(v * correction) + epsilon);
        }
    }
}
