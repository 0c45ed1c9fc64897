package specsweep.kernel.net;

/**
 * Everything in a training step that is not a matrix product, as loops over arrays that the JIT compiler vectorises: no
 * calls, no branches, no conversions. Java's float arithmetic is exact about rounding, so that a loop gives the same bits
 * interpreted, compiled and vectorised.
 */
final class FusedLoops {
    /** 1.5 * 2^23: adding and subtracting it rounds a float below 2^22 to the nearest integer, ties to even. */
    private static final float ROUNDER = 12582912f;

    private static final float ONE_OVER_PI = (float) (1.0 / Math.PI);
    /** pi as a sum of three floats, for a reduction without cancellation (Cody and Waite, 1980). */
    private static final float PI_HIGH = (float) Math.PI;

    private static final float PI_MIDDLE = (float) (Math.PI - PI_HIGH);
    /** 1.22e-16 is what Math.PI leaves of pi: without it the sine is wrong near large multiples of pi. */
    private static final float PI_LOW = (float) (Math.PI - PI_HIGH - PI_MIDDLE + 1.2246467991473532e-16);

    // Minimax on |r| <= pi/2 (Remez exchange, 40 digits). sin r = r + r^3 S(r^2), relative error 6.1e-9.
    private static final float S0 = -0.166666595446f;
    private static final float S1 = 0.00833306608299f;
    private static final float S2 = -0.000198095901214f;
    private static final float S3 = 2.60575073813e-6f;
    // cos r = 1 + r^2 C(r^2), absolute error 2.5e-10.
    private static final float C0 = -0.499999995491f;
    private static final float C1 = 0.0416666407075f;
    private static final float C2 = -0.00138884032208f;
    private static final float C3 = 2.47618706403e-5f;
    private static final float C4 = -2.60768168625e-7f;

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

    /** Writes {@code row} into each of the first {@code rows} rows of {@code tile}. */
    static void repeatRow(float[] from, int at, int width, float[] tile, int rows) {
        System.arraycopy(from, at, tile, 0, width);
        int filled = width;
        int total = rows * width;
        while (filled < total) {
            int more = Math.min(filled, total - filled);
            System.arraycopy(tile, 0, tile, filled, more);
            filled += more;
        }
    }

    /** The [rows, columns] matrix at {@code at}, a panel of so many columns after the other, each row-major. */
    static void panels(float[] from, int at, int rows, int columns, int panel, float[] out) {
        for (int first = 0; first < columns; first += panel) {
            int most = Math.min(panel, columns - first);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(from, at + row * columns + first, out, rows * first + row * most, most);
            }
        }
    }

    /** The transpose of the [rows, columns] matrix at {@code at}, a panel of so many of its columns after the other. */
    static void transposedPanels(float[] from, int at, int rows, int columns, int panel, float[] out) {
        for (int first = 0; first < rows; first += panel) {
            transpose(from, at + first * columns, Math.min(panel, rows - first), columns, out, first * columns);
        }
    }

    /**
     * The [columns, rows] matrix at {@code to} = transpose of the [rows, columns] matrix at {@code at}.
     *
     * <p>Four by four through registers: 2.3 times as fast as cell by cell, which C2 does not vectorise either way.
     */
    static void transpose(float[] from, int at, int rows, int columns, float[] out, int to) {
        int evenRows = rows & ~3;
        int evenColumns = columns & ~3;
        for (int row = 0; row < evenRows; row += 4) {
            for (int column = 0; column < evenColumns; column += 4) {
                transposeFour(from, at + row * columns + column, columns, out, to + column * rows + row, rows);
            }
        }
        transposeCells(from, at, 0, evenRows, evenColumns, rows, columns, out, to);
        transposeCells(from, at, evenRows, rows, 0, rows, columns, out, to);
    }

    /** All sixteen are read before any is written: between arrays that may be one, the compiler must keep that order. */
    private static void transposeFour(float[] from, int at, int columns, float[] out, int to, int rows) {
        int b = at + columns;
        int c = b + columns;
        int d = c + columns;
        float a0 = from[at], a1 = from[at + 1], a2 = from[at + 2], a3 = from[at + 3];
        float b0 = from[b], b1 = from[b + 1], b2 = from[b + 2], b3 = from[b + 3];
        float c0 = from[c], c1 = from[c + 1], c2 = from[c + 2], c3 = from[c + 3];
        float d0 = from[d], d1 = from[d + 1], d2 = from[d + 2], d3 = from[d + 3];
        writeFour(out, to, a0, b0, c0, d0);
        writeFour(out, to + rows, a1, b1, c1, d1);
        writeFour(out, to + 2 * rows, a2, b2, c2, d2);
        writeFour(out, to + 3 * rows, a3, b3, c3, d3);
    }

    private static void writeFour(float[] out, int to, float first, float second, float third, float fourth) {
        out[to] = first;
        out[to + 1] = second;
        out[to + 2] = third;
        out[to + 3] = fourth;
    }

    /** The cells of rows [fromRow, toRow) from column {@code fromColumn} on, one by one. */
    private static void transposeCells(
            float[] from, int at, int fromRow, int toRow, int fromColumn, int rows, int columns, float[] out, int to) {
        for (int row = fromRow; row < toRow; row++) {
            for (int column = fromColumn; column < columns; column++) {
                out[to + column * rows + row] = from[at + row * columns + column];
            }
        }
    }
}
