package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.random.Stream;

class FusedLoopsTest {
    /** Enough calls for C2 to compile a loop, vectorised. */
    private static final int WARM_UP = 20_000;

    private static final int LONGEST_TAIL = 70;

    @ParameterizedTest
    @CsvSource({"10, 1.9", "1000, 1.9", "1048576, 2.2"})
    void sineIsWithinItsStatedUlpsAndItsSlopeWithinItsStatedError(float range, double ulps) {
        float[] x = argumentsUpTo(range);
        float[] sine = new float[x.length];
        float[] slope = new float[x.length];
        FusedLoops.sineWithSlope(x, new float[x.length], 1f, sine, slope, x.length);
        double worstSine = 0;
        double worstSlope = 0;
        for (int i = 0; i < x.length; i++) {
            double exact = StrictMath.sin(x[i]);
            worstSine = Math.max(worstSine, Math.abs(sine[i] - exact) / Math.ulp((float) exact));
            worstSlope = Math.max(worstSlope, Math.abs(slope[i] - StrictMath.cos(x[i])));
        }
        assertThat(worstSine).as("ulp of the sine").isLessThan(ulps).isGreaterThan(1.0);
        assertThat(worstSlope * 0x1p24).as("cosine in 2^-24").isLessThan(2.5).isGreaterThan(1.0);
    }

    /** Dense, random in size, next to multiples of pi / 2, and the worst that a search through all floats found. */
    static float[] argumentsUpTo(float range) {
        int dense = 400_000;
        int random = 400_000;
        int multiples = (int) Math.min(100_000, range / (Math.PI / 2));
        float[] found = {
            0x1.f3d7eep2f,
            0x1.fb17eap19f,
            0x1.04ccbcp19f,
            0x1.f9cbe2p8f,
            0x1.2f5396p2f,
            0x1.a3ad9p19f,
            0f,
            -0f,
            0x1p-126f,
            Float.MIN_VALUE
        };
        float[] all = new float[dense + random + 6 * multiples + found.length];
        int n = 0;
        for (int i = 0; i < dense; i++) {
            all[n++] = (float) (range * (2.0 * i / (dense - 1) - 1));
        }
        Stream stream = Stream.seed(1);
        for (int i = 0; i < random; i++) {
            double size = StrictMath.pow(2, stream.nextUniform(-20, Math.log(range) / Math.log(2)));
            all[n++] = (float) (stream.nextInt(2) == 0 ? size : -size);
        }
        for (int i = 0; i < multiples; i++) {
            long k = multiples < 100_000 ? i + 1 : (long) (stream.nextUniform() * (range / (Math.PI / 2) - 1)) + 1;
            float nearest = (float) (k * (Math.PI / 2));
            for (float x : new float[] {nearest, Math.nextUp(nearest), Math.nextDown(nearest)}) {
                all[n++] = x;
                all[n++] = -x;
            }
        }
        for (float x : found) {
            if (Math.abs(x) <= range) {
                all[n++] = x;
            }
        }
        return Arrays.copyOf(all, n);
    }

    @ParameterizedTest
    @ValueSource(floats = {1f, 2.5f, 30f, 120f})
    void sineMultipliesTheBiasedSumByOmega0AndItsSlopeCarriesOmega0(float omega0) {
        int n = 100_000;
        float[] z = gaussians(n, 2);
        float[] bias = gaussians(n, 3);
        float[] sine = new float[n];
        float[] slope = new float[n];
        FusedLoops.sineWithSlope(z, bias, omega0, sine, slope, n);
        for (int i = 0; i < n; i++) {
            float x = omega0 * (z[i] + bias[i]);
            double exact = StrictMath.sin(x);
            assertThat(Math.abs(sine[i] - exact) / Math.ulp((float) exact)).isLessThan(1.9);
            // The product with omega0 is rounded once more: half an ulp of omega0 at most.
            assertThat(Math.abs(slope[i] - omega0 * StrictMath.cos(x)))
                    .isLessThan(2.5 * 0x1p-24 * omega0 + 0.5 * Math.ulp(omega0));
        }
    }

    @Test
    void sineWithoutSlopeHasTheSameBits() {
        int n = 100_000;
        float[] z = gaussians(n, 4);
        float[] bias = gaussians(n, 5);
        float[] sine = new float[n];
        FusedLoops.sineWithSlope(z, bias, 30f, sine, new float[n], n);
        FusedLoops.sine(z, bias, 30f, n);
        assertThat(z).containsExactly(sine);
    }

    @Test
    void sineOfWhatIsNotFiniteIsNotANumber() {
        float[] z = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] sine = new float[3];
        float[] slope = new float[3];
        FusedLoops.sineWithSlope(z, new float[3], 1f, sine, slope, 3);
        assertThat(sine).containsOnly(Float.NaN);
        assertThat(slope).containsOnly(Float.NaN);
    }

    @Test
    void reluIsTheGreaterOfZeroAndTheBiasedSum() {
        float[] z = {
            -0f,
            0f,
            1f,
            -1f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            0x1p-126f,
            -0x1p-126f,
            0x1.fffffep126f,
            -0x1.fffffep126f,
            3f
        };
        float[] bias = new float[z.length];
        bias[z.length - 1] = -5f;
        float[] out = new float[z.length];
        FusedLoops.relu(z, bias, out, z.length);
        assertThat(out).containsExactly(0f, 0f, 1f, 0f, Float.MIN_VALUE, 0f, 0x1p-126f, 0f, 0x1.fffffep126f, 0f, 0f);
        for (float value : out) {
            assertThat(Float.floatToRawIntBits(value)).as("never -0").isNotNegative();
        }
    }

    @Test
    void reluOfAnInfinityOrNotANumberIsNotTakenForAFiniteValue() {
        float[] out = new float[3];
        FusedLoops.relu(
                new float[] {Float.POSITIVE_INFINITY, Float.NaN, Float.MAX_VALUE}, new float[] {0, 0, 1e38f}, out, 3);
        assertThat(out[0]).isInfinite();
        assertThat(out[1]).isNaN();
        assertThat(out[2]).isInfinite();
        FusedLoops.relu(new float[] {Float.NEGATIVE_INFINITY}, new float[1], out, 1);
        assertThat(out[0] > 0).as("nothing positive comes of -infinity").isFalse();
    }

    @Test
    void reluMaskIsExactlyOneWhereTheActivationIsPositiveAndZeroElsewhere() {
        float[] relu = {
            0f, Float.MIN_VALUE, 3 * Float.MIN_VALUE, 0x1p-127f, 0x1p-126f, 1e-20f, 0.999f, 1f, 1e20f, Float.MAX_VALUE
        };
        for (float g : new float[] {1f, -1f, 0.1f, -3e-39f, 2.5e38f}) {
            float[] gradient = new float[relu.length];
            Arrays.fill(gradient, g);
            FusedLoops.maskByRelu(gradient, relu, relu.length);
            assertThat(gradient[0]).isZero();
            for (int i = 1; i < relu.length; i++) {
                assertThat(gradient[i]).as("gradient %s behind %s", g, relu[i]).isEqualTo(g);
            }
        }
    }

    @Test
    void adamRoundsItsMomentsAndItsUpdateByLittleMoreThanOnce() {
        int n = 100_000;
        float[] gradient = gaussians(n, 6);
        float[] firstMoment = gaussians(n, 7);
        float[] secondMoment = gaussians(n, 8);
        Stream stream = Stream.seed(9);
        for (int i = 0; i < n; i++) {
            double scale = StrictMath.pow(2, stream.nextUniform(-40, 4));
            gradient[i] *= (float) scale;
            firstMoment[i] *= (float) scale;
            secondMoment[i] = (float) (secondMoment[i] * secondMoment[i] * scale * scale);
        }
        float[] m = firstMoment.clone();
        float[] v = secondMoment.clone();
        // From 0 the new parameter is the update itself, not rounded again.
        float[] parameters = new float[n];
        float beta1 = 0.9f;
        float beta2 = 0.999f;
        float rate = 1e-3f;
        float correction = 1.5f;
        float epsilon = 1e-8f;
        FusedLoops.adam(parameters, gradient, m, v, beta1, beta2, epsilon, rate, correction, n);
        double worstFirst = 0;
        double worstSecond = 0;
        double worstUpdate = 0;
        for (int i = 0; i < n; i++) {
            double g = gradient[i];
            double decayed = (double) beta1 * firstMoment[i];
            double added = (1 - (double) beta1) * g;
            float larger = (float) Math.max(Math.abs(decayed), Math.abs(added));
            worstFirst = Math.max(worstFirst, Math.abs(m[i] - (decayed + added)) / Math.ulp(larger));
            double square = (double) beta2 * secondMoment[i] + (1 - (double) beta2) * g * g;
            worstSecond = Math.max(worstSecond, Math.abs(v[i] - square) / Math.ulp((float) square));
            double update = (double) rate * m[i] / (Math.sqrt((double) v[i] * correction) + epsilon);
            worstUpdate = Math.max(worstUpdate, Math.abs(-parameters[i] - update) / Math.ulp((float) update));
        }
        assertThat(worstFirst).as("ulp of the larger part of the first moment").isLessThan(1.5);
        assertThat(worstSecond).as("ulp of the second moment").isLessThan(2);
        assertThat(worstUpdate).as("ulp of the update").isLessThan(3.5);
    }

    @Test
    void adamSubtractsTheUpdateFromTheParameters() {
        float[] parameters = {1f, -2f};
        FusedLoops.adam(parameters, new float[] {4f, -4f}, new float[2], new float[2], 0.5f, 0.75f, 0f, 0.5f, 1f, 2);
        // m = 2, v = 4: the update is 0.5 * 2 / 2.
        assertThat(parameters).containsExactly(0.5f, -1.5f);
    }

    @Test
    void theFirstMomentOfAUnitThatHasDiedBecomesZeroInsteadOfStayingSubnormal() {
        float[] m = {1e-3f, -1e-3f};
        float[] v = {1e-6f, 1e-6f};
        int subnormal = 0;
        for (int step = 0; step < 1000; step++) {
            FusedLoops.adam(new float[2], new float[2], m, v, 0.9f, 0.999f, 1e-8f, 1e-3f, 1f, 2);
            subnormal += Math.abs(m[0]) > 0 && Math.abs(m[0]) < Float.MIN_NORMAL ? 1 : 0;
        }
        assertThat(Math.abs(m[0])).isZero();
        assertThat(Math.abs(m[1])).isZero();
        assertThat(subnormal).isLessThan(10);
        float[] least = {Float.MIN_NORMAL, -Float.MIN_NORMAL};
        FusedLoops.adam(new float[2], new float[2], least, new float[2], 1f, 0.999f, 1e-8f, 1e-3f, 1f, 2);
        assertThat(least).as("normal values stay as they are").containsExactly(Float.MIN_NORMAL, -Float.MIN_NORMAL);
    }

    @Test
    void everyTailLengthGivesTheBitsOfElementByElementCalls() {
        for (Loop loop : loops()) {
            warmUp(loop);
            for (int n = 1; n <= LONGEST_TAIL; n++) {
                float[][] together = Loop.operands(LONGEST_TAIL);
                loop.body().run(together, n);
                float[][] untouched = Loop.operands(LONGEST_TAIL);
                for (int i = 0; i < LONGEST_TAIL; i++) {
                    float[][] alone = Loop.operandsAt(i);
                    if (i < n) {
                        loop.body().run(alone, 1);
                    }
                    for (int operand = 0; operand < together.length; operand++) {
                        float expected = i < n ? alone[operand][0] : untouched[operand][i];
                        assertThat(Float.floatToRawIntBits(together[operand][i]))
                                .as("%s, operand %d, element %d of %d", loop.name(), operand, i, n)
                                .isEqualTo(Float.floatToRawIntBits(expected));
                    }
                }
            }
        }
    }

    @Test
    void loopsGiveTheSameBitsInterpretedAndCompiled() {
        for (Loop loop : loops()) {
            float[][] early = Loop.operands(1003);
            loop.body().run(early, 1003);
            warmUp(loop);
            float[][] late = Loop.operands(1003);
            loop.body().run(late, 1003);
            for (int operand = 0; operand < early.length; operand++) {
                assertThat(late[operand]).as(loop.name()).containsExactly(early[operand]);
            }
        }
    }

    private static void warmUp(Loop loop) {
        float[][] operands = Loop.operands(LONGEST_TAIL);
        for (int i = 0; i < WARM_UP; i++) {
            loop.body().run(operands, LONGEST_TAIL);
        }
    }

    /** A fused loop on four operands. */
    private record Loop(String name, Body body) {
        interface Body {
            void run(float[][] operands, int n);
        }

        static float[][] operands(int length) {
            float[][] operands = new float[4][];
            for (int k = 0; k < operands.length; k++) {
                operands[k] = gaussians(length, 20 + k);
            }
            for (int i = 0; i < length; i++) {
                // Adam's second moment.
                operands[3][i] = Math.abs(operands[3][i]);
            }
            return operands;
        }

        static float[][] operandsAt(int index) {
            float[][] operands = operands(LONGEST_TAIL);
            for (int k = 0; k < operands.length; k++) {
                operands[k] = new float[] {operands[k][index]};
            }
            return operands;
        }
    }

    private static List<Loop> loops() {
        return List.of(
                new Loop("sineWithSlope", (x, n) -> FusedLoops.sineWithSlope(x[0], x[1], 30f, x[2], x[3], n)),
                new Loop("sine", (x, n) -> FusedLoops.sine(x[0], x[1], 30f, n)),
                new Loop("relu", (x, n) -> FusedLoops.relu(x[0], x[1], x[2], n)),
                new Loop("maskByRelu", (x, n) -> FusedLoops.maskByRelu(x[0], x[3], n)),
                new Loop("multiply", (x, n) -> FusedLoops.multiply(x[0], x[1], n)),
                new Loop(
                        "adam",
                        (x, n) -> FusedLoops.adam(x[0], x[1], x[2], x[3], 0.9f, 0.999f, 1e-8f, 1e-3f, 1.5f, n)));
    }

    private static float[] gaussians(int n, long seed) {
        Stream stream = Stream.seed(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return values;
    }
}
