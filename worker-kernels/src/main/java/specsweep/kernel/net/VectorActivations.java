package specsweep.kernel.net;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Activations and their gradients of six rows of a panel, right after a product has made them: the first-level cache holds them
 * still. They are those of {@link FusedLoops}, with the same bits, but for the sign of a gradient that is zero.
 *
 * <p>Each method is as long as {@link VectorProducts} says that it must be.
 */
final class VectorActivations {
    private static final int LANES = 16;
    private static final VectorSpecies<Float> LANES_16 = FloatVector.SPECIES_512;
    private static final int CELLS = VectorProducts.ROWS * VectorProducts.PANEL;

    private VectorActivations() {}

    /** z = max(0, z), for z below 2^127. */
    static void relu(float[] z, int first) {
        FloatVector half = FloatVector.broadcast(LANES_16, 0.5f);
        for (int at = first; at < first + CELLS; at += 12 * LANES) {
            FloatVector x0 = FloatVector.fromArray(LANES_16, z, at);
            x0.add(x0.abs()).mul(half).intoArray(z, at);
            FloatVector x1 = FloatVector.fromArray(LANES_16, z, at + LANES);
            x1.add(x1.abs()).mul(half).intoArray(z, at + LANES);
            FloatVector x2 = FloatVector.fromArray(LANES_16, z, at + 2 * LANES);
            x2.add(x2.abs()).mul(half).intoArray(z, at + 2 * LANES);
            FloatVector x3 = FloatVector.fromArray(LANES_16, z, at + 3 * LANES);
            x3.add(x3.abs()).mul(half).intoArray(z, at + 3 * LANES);
            FloatVector x4 = FloatVector.fromArray(LANES_16, z, at + 4 * LANES);
            x4.add(x4.abs()).mul(half).intoArray(z, at + 4 * LANES);
            FloatVector x5 = FloatVector.fromArray(LANES_16, z, at + 5 * LANES);
            x5.add(x5.abs()).mul(half).intoArray(z, at + 5 * LANES);
            FloatVector x6 = FloatVector.fromArray(LANES_16, z, at + 6 * LANES);
            x6.add(x6.abs()).mul(half).intoArray(z, at + 6 * LANES);
            FloatVector x7 = FloatVector.fromArray(LANES_16, z, at + 7 * LANES);
            x7.add(x7.abs()).mul(half).intoArray(z, at + 7 * LANES);
            FloatVector x8 = FloatVector.fromArray(LANES_16, z, at + 8 * LANES);
            x8.add(x8.abs()).mul(half).intoArray(z, at + 8 * LANES);
            FloatVector x9 = FloatVector.fromArray(LANES_16, z, at + 9 * LANES);
            x9.add(x9.abs()).mul(half).intoArray(z, at + 9 * LANES);
            FloatVector x10 = FloatVector.fromArray(LANES_16, z, at + 10 * LANES);
            x10.add(x10.abs()).mul(half).intoArray(z, at + 10 * LANES);
            FloatVector x11 = FloatVector.fromArray(LANES_16, z, at + 11 * LANES);
            x11.add(x11.abs()).mul(half).intoArray(z, at + 11 * LANES);
        }
    }

    /** z = sin(omega0 z) and slope = omega0 cos(omega0 z), for |omega0 z| up to 2^20, as {@link FusedLoops#sineWithSlope}. */
    static void sineWithSlope(float[] z, int first, float omega0, float[] slope) {
        FloatVector omega = FloatVector.broadcast(LANES_16, omega0);
        FloatVector oneOverPi = FloatVector.broadcast(LANES_16, FusedLoops.ONE_OVER_PI);
        FloatVector rounder = FloatVector.broadcast(LANES_16, FusedLoops.ROUNDER);
        FloatVector piHigh = FloatVector.broadcast(LANES_16, -FusedLoops.PI_HIGH);
        FloatVector piMiddle = FloatVector.broadcast(LANES_16, -FusedLoops.PI_MIDDLE);
        FloatVector piLow = FloatVector.broadcast(LANES_16, -FusedLoops.PI_LOW);
        FloatVector s0 = FloatVector.broadcast(LANES_16, FusedLoops.S0);
        FloatVector s1 = FloatVector.broadcast(LANES_16, FusedLoops.S1);
        FloatVector s2 = FloatVector.broadcast(LANES_16, FusedLoops.S2);
        FloatVector s3 = FloatVector.broadcast(LANES_16, FusedLoops.S3);
        FloatVector c0 = FloatVector.broadcast(LANES_16, FusedLoops.C0);
        FloatVector c1 = FloatVector.broadcast(LANES_16, FusedLoops.C1);
        FloatVector c2 = FloatVector.broadcast(LANES_16, FusedLoops.C2);
        FloatVector c3 = FloatVector.broadcast(LANES_16, FusedLoops.C3);
        FloatVector c4 = FloatVector.broadcast(LANES_16, FusedLoops.C4);
        FloatVector one = FloatVector.broadcast(LANES_16, 1f);
        for (int at = first; at < first + CELLS; at += LANES) {
            FloatVector x = FloatVector.fromArray(LANES_16, z, at).mul(omega);
            FloatVector rounded = x.fma(oneOverPi, rounder);
            FloatVector q = rounded.sub(rounder);
            FloatVector r = q.fma(piLow, q.fma(piMiddle, q.fma(piHigh, x)));
            // The last bit of what was rounded by adding says whether q is odd: moved up, it is the sign of (-1)^q.
            IntVector sign = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31);
            FloatVector r2 = r.mul(r);
            FloatVector s = r2.fma(s3, s2).fma(r2, s1).fma(r2, s0).mul(r2).fma(r, r);
            s.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(z, at);
            FloatVector c = r2.fma(c4, c3).fma(r2, c2).fma(r2, c1).fma(r2, c0).fma(r2, one);
            c.mul(omega)
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(slope, at);
        }
    }

    /**
     * Takes a gradient back through ReLU, to 0 where ReLU gave 0, and adds its rows to {@code sums}.
     *
     * @param rows how many of the six are added
     */
    static void maskByRelu(float[] gradient, float[] relu, int first, int rows, float[] sums, int sumsAt) {
        IntVector zero = IntVector.zero(IntVector.SPECIES_512);
        FloatVector s0 = FloatVector.fromArray(LANES_16, sums, sumsAt);
        FloatVector s1 = FloatVector.fromArray(LANES_16, sums, sumsAt + LANES);
        FloatVector s2 = FloatVector.fromArray(LANES_16, sums, sumsAt + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(LANES_16, sums, sumsAt + 3 * LANES);
        for (int row = 0; row < rows; row++) {
            int at = first + row * VectorProducts.PANEL;
            // The bits of a float above 0 are an integer above 0, of which the negative has the sign that fills a mask.
            IntVector m0 = zero.sub(FloatVector.fromArray(LANES_16, relu, at).reinterpretAsInts())
                    .lanewise(VectorOperators.ASHR, 31);
            FloatVector g0 = FloatVector.fromArray(LANES_16, gradient, at)
                    .reinterpretAsInts()
                    .and(m0)
                    .reinterpretAsFloats();
            g0.intoArray(gradient, at);
            s0 = s0.add(g0);
            IntVector m1 = zero.sub(
                            FloatVector.fromArray(LANES_16, relu, at + LANES).reinterpretAsInts())
                    .lanewise(VectorOperators.ASHR, 31);
            FloatVector g1 = FloatVector.fromArray(LANES_16, gradient, at + LANES)
                    .reinterpretAsInts()
                    .and(m1)
                    .reinterpretAsFloats();
            g1.intoArray(gradient, at + LANES);
            s1 = s1.add(g1);
            IntVector m2 = zero.sub(FloatVector.fromArray(LANES_16, relu, at + 2 * LANES)
                            .reinterpretAsInts())
                    .lanewise(VectorOperators.ASHR, 31);
            FloatVector g2 = FloatVector.fromArray(LANES_16, gradient, at + 2 * LANES)
                    .reinterpretAsInts()
                    .and(m2)
                    .reinterpretAsFloats();
            g2.intoArray(gradient, at + 2 * LANES);
            s2 = s2.add(g2);
            IntVector m3 = zero.sub(FloatVector.fromArray(LANES_16, relu, at + 3 * LANES)
                            .reinterpretAsInts())
                    .lanewise(VectorOperators.ASHR, 31);
            FloatVector g3 = FloatVector.fromArray(LANES_16, gradient, at + 3 * LANES)
                    .reinterpretAsInts()
                    .and(m3)
                    .reinterpretAsFloats();
            g3.intoArray(gradient, at + 3 * LANES);
            s3 = s3.add(g3);
        }
        s0.intoArray(sums, sumsAt);
        s1.intoArray(sums, sumsAt + LANES);
        s2.intoArray(sums, sumsAt + 2 * LANES);
        s3.intoArray(sums, sumsAt + 3 * LANES);
    }

    /**
     * Multiplies a gradient by slopes and adds its rows to {@code sums}.
     *
     * @param rows how many of the six are added
     */
    static void multiply(float[] gradient, float[] slope, int first, int rows, float[] sums, int sumsAt) {
        FloatVector s0 = FloatVector.fromArray(LANES_16, sums, sumsAt);
        FloatVector s1 = FloatVector.fromArray(LANES_16, sums, sumsAt + LANES);
        FloatVector s2 = FloatVector.fromArray(LANES_16, sums, sumsAt + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(LANES_16, sums, sumsAt + 3 * LANES);
        for (int row = 0; row < rows; row++) {
            int at = first + row * VectorProducts.PANEL;
            FloatVector f0 = FloatVector.fromArray(LANES_16, slope, at);
            FloatVector g0 = FloatVector.fromArray(LANES_16, gradient, at).mul(f0);
            g0.intoArray(gradient, at);
            s0 = s0.add(g0);
            FloatVector f1 = FloatVector.fromArray(LANES_16, slope, at + LANES);
            FloatVector g1 =
                    FloatVector.fromArray(LANES_16, gradient, at + LANES).mul(f1);
            g1.intoArray(gradient, at + LANES);
            s1 = s1.add(g1);
            FloatVector f2 = FloatVector.fromArray(LANES_16, slope, at + 2 * LANES);
            FloatVector g2 =
                    FloatVector.fromArray(LANES_16, gradient, at + 2 * LANES).mul(f2);
            g2.intoArray(gradient, at + 2 * LANES);
            s2 = s2.add(g2);
            FloatVector f3 = FloatVector.fromArray(LANES_16, slope, at + 3 * LANES);
            FloatVector g3 =
                    FloatVector.fromArray(LANES_16, gradient, at + 3 * LANES).mul(f3);
            g3.intoArray(gradient, at + 3 * LANES);
            s3 = s3.add(g3);
        }
        s0.intoArray(sums, sumsAt);
        s1.intoArray(sums, sumsAt + LANES);
        s2.intoArray(sums, sumsAt + 2 * LANES);
        s3.intoArray(sums, sumsAt + 3 * LANES);
    }
}
