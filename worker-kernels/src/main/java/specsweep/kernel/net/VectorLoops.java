package specsweep.kernel.net;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The activations of {@link FusedLoops}, with the same bits, on parts of arrays that lie in the first-level cache because a
 * product has just been written there: in vectors by name, since for so few numbers the JIT compiler's own loops would be
 * mostly beginning and end. All counts are multiples of 16.
 */
final class VectorLoops {
    private static final int LANES = 16;
    private static final VectorSpecies<Float> LANES_16 = FloatVector.SPECIES_512;

    private VectorLoops() {}

    /** z[i] = sin(x) and slope[i] = omega0 cos(x) with x = omega0 z[i], for |x| up to 2^20. */
    static void sineWithSlope(float[] z, int at, int count, float omega0, float[] slope) {
        FloatVector omega = FloatVector.broadcast(LANES_16, omega0);
        FloatVector rounder = FloatVector.broadcast(LANES_16, FusedLoops.ROUNDER);
        FloatVector overPi = FloatVector.broadcast(LANES_16, FusedLoops.ONE_OVER_PI);
        FloatVector piHigh = FloatVector.broadcast(LANES_16, -FusedLoops.PI_HIGH);
        FloatVector piMiddle = FloatVector.broadcast(LANES_16, -FusedLoops.PI_MIDDLE);
        FloatVector piLow = FloatVector.broadcast(LANES_16, -FusedLoops.PI_LOW);
        FloatVector s3 = FloatVector.broadcast(LANES_16, FusedLoops.S3);
        FloatVector s2 = FloatVector.broadcast(LANES_16, FusedLoops.S2);
        FloatVector s1 = FloatVector.broadcast(LANES_16, FusedLoops.S1);
        FloatVector s0 = FloatVector.broadcast(LANES_16, FusedLoops.S0);
        FloatVector c4 = FloatVector.broadcast(LANES_16, FusedLoops.C4);
        FloatVector c3 = FloatVector.broadcast(LANES_16, FusedLoops.C3);
        FloatVector c2 = FloatVector.broadcast(LANES_16, FusedLoops.C2);
        FloatVector c1 = FloatVector.broadcast(LANES_16, FusedLoops.C1);
        FloatVector c0 = FloatVector.broadcast(LANES_16, FusedLoops.C0);
        FloatVector one = FloatVector.broadcast(LANES_16, 1f);
        for (int i = at; i < at + count; i += LANES) {
            FloatVector x = FloatVector.fromArray(LANES_16, z, i).mul(omega);
            // x / pi, so large that its last bit counts one: whether the nearest multiple of pi is odd, hence the sign.
            FloatVector shifted = x.fma(overPi, rounder);
            IntVector sign = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31);
            FloatVector q = shifted.sub(rounder);
            FloatVector r = q.fma(piHigh, x);
            r = q.fma(piMiddle, r);
            r = q.fma(piLow, r);
            FloatVector r2 = r.mul(r);
            FloatVector s = r2.fma(s3, s2);
            s = s.fma(r2, s1);
            s = s.fma(r2, s0);
            s = s.mul(r2).fma(r, r);
            s.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(z, i);
            FloatVector c = r2.fma(c4, c3);
            c = c.fma(r2, c2);
            c = c.fma(r2, c1);
            c = c.fma(r2, c0);
            c = c.fma(r2, one).mul(omega);
            c.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(slope, i);
        }
    }

    /** z[i] = sin(omega0 z[i]): {@link #sineWithSlope} without its slope. */
    static void sine(float[] z, int at, int count, float omega0) {
        FloatVector omega = FloatVector.broadcast(LANES_16, omega0);
        FloatVector rounder = FloatVector.broadcast(LANES_16, FusedLoops.ROUNDER);
        FloatVector overPi = FloatVector.broadcast(LANES_16, FusedLoops.ONE_OVER_PI);
        FloatVector piHigh = FloatVector.broadcast(LANES_16, -FusedLoops.PI_HIGH);
        FloatVector piMiddle = FloatVector.broadcast(LANES_16, -FusedLoops.PI_MIDDLE);
        FloatVector piLow = FloatVector.broadcast(LANES_16, -FusedLoops.PI_LOW);
        FloatVector s3 = FloatVector.broadcast(LANES_16, FusedLoops.S3);
        FloatVector s2 = FloatVector.broadcast(LANES_16, FusedLoops.S2);
        FloatVector s1 = FloatVector.broadcast(LANES_16, FusedLoops.S1);
        FloatVector s0 = FloatVector.broadcast(LANES_16, FusedLoops.S0);
        for (int i = at; i < at + count; i += LANES) {
            FloatVector x = FloatVector.fromArray(LANES_16, z, i).mul(omega);
            // x / pi, so large that its last bit counts one: whether the nearest multiple of pi is odd, hence the sign.
            FloatVector shifted = x.fma(overPi, rounder);
            IntVector sign = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31);
            FloatVector q = shifted.sub(rounder);
            FloatVector r = q.fma(piHigh, x);
            r = q.fma(piMiddle, r);
            r = q.fma(piLow, r);
            FloatVector r2 = r.mul(r);
            FloatVector s = r2.fma(s3, s2);
            s = s.fma(r2, s1);
            s = s.fma(r2, s0);
            s = s.mul(r2).fma(r, r);
            s.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(z, i);
        }
    }

    /** z[i] = max(0, z[i]); what is not a number stays so. */
    static void relu(float[] z, int at, int count) {
        for (int i = at; i < at + count; i += LANES) {
            FloatVector x = FloatVector.fromArray(LANES_16, z, i);
            x.add(x.abs()).mul(0.5f).intoArray(z, i);
        }
    }

    /** a[i] = 0 where relu[i], which is never negative, is 0. */
    static void maskByRelu(float[] a, float[] relu, int at, int count) {
        for (int i = at; i < at + count; i += LANES) {
            // The bits of a positive float are a positive number, that of its negative has the sign bit set.
            IntVector positive = FloatVector.fromArray(LANES_16, relu, i)
                    .reinterpretAsInts()
                    .neg()
                    .lanewise(VectorOperators.ASHR, 31);
            FloatVector.fromArray(LANES_16, a, i)
                    .reinterpretAsInts()
                    .and(positive)
                    .reinterpretAsFloats()
                    .intoArray(a, i);
        }
    }

    /** a[i] *= b[i]. */
    static void multiply(float[] a, float[] b, int at, int count) {
        for (int i = at; i < at + count; i += LANES) {
            FloatVector.fromArray(LANES_16, a, i)
                    .mul(FloatVector.fromArray(LANES_16, b, i))
                    .intoArray(a, i);
        }
    }

    /**
     * sums[r * 16 + lane] = init[r * 16 + lane] + the products of row r of A with w, of which each lane adds every sixteenth:
     * A [rows, 64], w [64]. A row's product with w is the sum of its lanes.
     */
    static void dots(float[] a, int aAt, int rows, float[] w, int wAt, boolean first, float[] sums) {
        FloatVector w0 = FloatVector.fromArray(LANES_16, w, wAt);
        FloatVector w1 = FloatVector.fromArray(LANES_16, w, wAt + LANES);
        FloatVector w2 = FloatVector.fromArray(LANES_16, w, wAt + 2 * LANES);
        FloatVector w3 = FloatVector.fromArray(LANES_16, w, wAt + 3 * LANES);
        for (int row = 0; row < rows; row++) {
            int at = aAt + row * VectorProducts.PANEL;
            FloatVector even = FloatVector.fromArray(LANES_16, a, at).mul(w0);
            FloatVector odd = FloatVector.fromArray(LANES_16, a, at + LANES).mul(w1);
            even = FloatVector.fromArray(LANES_16, a, at + 2 * LANES).fma(w2, even);
            odd = FloatVector.fromArray(LANES_16, a, at + 3 * LANES).fma(w3, odd);
            FloatVector sum = even.add(odd);
            if (!first) {
                sum = sum.add(FloatVector.fromArray(LANES_16, sums, row * LANES));
            }
            sum.intoArray(sums, row * LANES);
        }
    }
}
