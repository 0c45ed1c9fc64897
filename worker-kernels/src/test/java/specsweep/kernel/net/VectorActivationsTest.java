package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds six rows against the loops whose accuracy is tested, bit for bit. */
class VectorActivationsTest {
    private static final int PANEL = VectorProducts.PANEL;
    private static final int CELLS = VectorProducts.ROWS * PANEL;
    private static final int AT = 3;
    private static final float OMEGA = 30f;

    /** Enough for the compiler to have made vectors of it. */
    private static final int CALLS = 3000;

    @Test
    void sineAndSlopeHaveTheBitsOfTheLoops() {
        float[] all = FusedLoopsTest.argumentsUpTo(0x1p20f);
        for (int from = 0; from < all.length; from += CELLS) {
            float[] z = Arrays.copyOfRange(all, from, from + CELLS);
            for (int i = 0; i < CELLS; i++) {
                z[i] /= OMEGA;
            }
            float[] sine = new float[CELLS];
            float[] slope = new float[CELLS];
            FusedLoops.sineWithSlope(z, minusZeros(), OMEGA, sine, slope, CELLS);
            float[] vectors = within(z);
            float[] vectorSlope = new float[vectors.length];
            VectorActivations.sineWithSlope(vectors, AT, OMEGA, vectorSlope);
            assertThat(vectors).containsExactly(within(sine));
            assertThat(vectorSlope).containsExactly(within(slope));
        }
    }

    @Test
    void whatIsNotFiniteGivesWhatIsNotANumber() {
        for (float z : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] sine = filled(z);
            float[] slope = filled(0);
            VectorActivations.sineWithSlope(sine, AT, OMEGA, slope);
            for (float[] result : new float[][] {sine, slope}) {
                assertThat(Arrays.copyOfRange(result, AT, AT + CELLS)).containsOnly(Float.NaN);
            }
        }
        float[] relu = filled(Float.NaN);
        VectorActivations.relu(relu, AT);
        assertThat(Arrays.copyOfRange(relu, AT, AT + CELLS)).containsOnly(Float.NaN);
    }

    @Test
    void reluHasTheBitsOfTheLoop() {
        float[] z = VectorProductsTest.samples(CELLS, 1);
        z[0] = -0f;
        z[1] = Float.MIN_VALUE;
        z[2] = -Float.MIN_VALUE;
        float[] relu = new float[CELLS];
        FusedLoops.relu(z, minusZeros(), relu, CELLS);
        float[] vectors = within(z);
        VectorActivations.relu(vectors, AT);
        assertThat(vectors).containsExactly(within(relu));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6})
    void gradientsGoBackThroughReluAndAreAddedUp(int rows) {
        float[] gradient = VectorProductsTest.samples(CELLS, 2);
        float[] relu = VectorProductsTest.samples(CELLS, 3);
        FusedLoops.relu(relu, minusZeros(), relu, CELLS);
        relu[0] = Float.MIN_VALUE;
        float[] wanted = gradient.clone();
        for (int i = 0; i < rows * PANEL; i++) {
            wanted[i] = relu[i] > 0 ? gradient[i] : 0;
        }
        float[] sums = sums();
        float[] vectors = within(gradient);
        VectorActivations.maskByRelu(vectors, within(relu), AT, rows, sums, 5);
        assertThat(vectors).containsExactly(within(wanted));
        assertThat(sums).containsExactly(added(wanted, rows));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6})
    void gradientsAreMultipliedBySlopesAndAddedUp(int rows) {
        float[] gradient = VectorProductsTest.samples(CELLS, 4);
        float[] slope = VectorProductsTest.samples(CELLS, 5);
        float[] wanted = gradient.clone();
        for (int i = 0; i < rows * PANEL; i++) {
            wanted[i] = gradient[i] * slope[i];
        }
        float[] sums = sums();
        float[] vectors = within(gradient);
        VectorActivations.multiply(vectors, within(slope), AT, rows, sums, 5);
        assertThat(vectors).containsExactly(within(wanted));
        assertThat(sums).containsExactly(added(wanted, rows));
    }

    /** As of products: a step before and after the compiler must be one step. */
    @Test
    void compiledCodeGivesTheBitsOfTheInterpreter() {
        float[] z = within(VectorProductsTest.samples(CELLS, 6));
        float[][] first = allOf(z);
        for (int call = 0; call < CALLS; call++) {
            float[][] later = allOf(z);
            if (call == CALLS - 1) {
                assertThat(later).isDeepEqualTo(first);
            }
        }
    }

    @Test
    void everyMethodIsTooLongToBeInlined() {
        assertThat(MethodSizes.of(VectorActivations.class))
                .hasSize(4)
                .allSatisfy((method, bytes) -> assertThat(bytes).isGreaterThan(MethodSizes.INLINED));
    }

    private static float[][] allOf(float[] z) {
        float[] sine = z.clone();
        float[] slope = new float[z.length];
        float[] relu = z.clone();
        float[] masked = z.clone();
        float[] multiplied = z.clone();
        float[] sums = sums();
        VectorActivations.sineWithSlope(sine, AT, OMEGA, slope);
        VectorActivations.relu(relu, AT);
        VectorActivations.maskByRelu(masked, relu, AT, VectorProducts.ROWS, sums, 0);
        VectorActivations.multiply(multiplied, slope, AT, VectorProducts.ROWS, sums, 0);
        return new float[][] {sine, slope, relu, masked, multiplied, sums};
    }

    /** Six rows with other numbers before and after them, which have to stay. */
    private static float[] within(float[] cells) {
        float[] all = new float[AT + CELLS + 2];
        System.arraycopy(cells, 0, all, AT, CELLS);
        return all;
    }

    private static float[] filled(float value) {
        float[] cells = new float[CELLS];
        Arrays.fill(cells, value);
        return within(cells);
    }

    private static float[] minusZeros() {
        float[] zeros = new float[CELLS];
        Arrays.fill(zeros, -0f);
        return zeros;
    }

    private static float[] sums() {
        float[] sums = new float[PANEL + 7];
        Arrays.fill(sums, 7f);
        return sums;
    }

    private static float[] added(float[] cells, int rows) {
        float[] sums = sums();
        for (int i = 0; i < rows * PANEL; i++) {
            sums[5 + i % PANEL] += cells[i];
        }
        return sums;
    }
}
