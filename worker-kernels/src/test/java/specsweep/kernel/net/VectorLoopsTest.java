package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.random.Stream;

/** Holds the loops in vectors against {@link FusedLoops}, whose accuracy is tested by itself. */
class VectorLoopsTest {
    private static final float BEFORE = 7f;

    @ParameterizedTest
    @ValueSource(floats = {1f, 30f})
    void sineAndSlopeHaveTheBitsOfTheFusedLoops(float omega0) {
        float[] x = FusedLoopsTest.argumentsUpTo(0x1p20f / omega0);
        int n = x.length / 16 * 16;
        float[] minusZero = new float[n];
        Arrays.fill(minusZero, -0f); // the number that added changes nothing, not even the sign of 0
        float[] sine = new float[n];
        float[] slope = new float[n];
        FusedLoops.sineWithSlope(x, minusZero, omega0, sine, slope, n);

        float[] both = Arrays.copyOf(x, n);
        float[] slopeInVectors = new float[n];
        VectorLoops.sineWithSlope(both, 0, n, omega0, slopeInVectors);
        assertSame(both, sine, x);
        assertSame(slopeInVectors, slope, x);

        float[] alone = Arrays.copyOf(x, n);
        VectorLoops.sine(alone, 0, n, omega0);
        assertSame(alone, sine, x);
    }

    @Test
    void sineOfWhatIsNotFiniteIsNotANumber() {
        float[] z = new float[16];
        Arrays.fill(z, 0, 5, Float.NaN);
        Arrays.fill(z, 5, 10, Float.POSITIVE_INFINITY);
        Arrays.fill(z, 10, 16, Float.NEGATIVE_INFINITY);
        float[] slope = new float[16];
        VectorLoops.sineWithSlope(z, 0, 16, 1f, slope);
        assertThat(z).containsOnly(Float.NaN);
        assertThat(slope).containsOnly(Float.NaN);
    }

    @Test
    void reluIsTheLargerOfZeroAndItsArgument() {
        float[] z = samples(96);
        float[] relu = z.clone();
        VectorLoops.relu(relu, 16, 64);
        for (int i = 0; i < z.length; i++) {
            boolean within = i >= 16 && i < 80;
            assertThat(relu[i]).isEqualTo(within ? Math.max(0f, z[i]) + 0f : z[i]);
        }
        float[] notANumber = samples(16);
        notANumber[3] = Float.NaN;
        VectorLoops.relu(notANumber, 0, 16);
        assertThat(notANumber[3]).isNaN();
    }

    @Test
    void theMaskKeepsGradientsWhereReluIsPositive() {
        float[] relu = samples(64);
        VectorLoops.relu(relu, 0, 64);
        relu[1] = Float.MIN_VALUE;
        relu[2] = Float.MAX_VALUE;
        relu[3] = 0f;
        float[] gradient = new float[64];
        Arrays.fill(gradient, BEFORE);
        VectorLoops.maskByRelu(gradient, relu, 0, 48);
        for (int i = 0; i < 64; i++) {
            assertThat(gradient[i]).as("at relu %s", relu[i]).isEqualTo(i >= 48 || relu[i] > 0 ? BEFORE : 0f);
        }
    }

    @Test
    void multiplyTakesItsPartOnly() {
        float[] a = samples(64);
        float[] b = samples(64);
        float[] product = a.clone();
        VectorLoops.multiply(product, b, 16, 32);
        for (int i = 0; i < 64; i++) {
            assertThat(product[i]).isEqualTo(i >= 16 && i < 48 ? a[i] * b[i] : a[i]);
        }
    }

    @Test
    void dotsAddUpOverPanels() {
        int rows = 5;
        float[] a = samples(2 * rows * 64);
        float[] w = samples(128);
        float[] sums = new float[rows * 16];
        Arrays.fill(sums, Float.NaN); // what was there before is not added
        VectorLoops.dots(a, 0, rows, w, 0, true, sums);
        VectorLoops.dots(a, rows * 64, rows, w, 64, false, sums);
        for (int row = 0; row < rows; row++) {
            double exact = 0;
            double sum = 0;
            for (int i = 0; i < 128; i++) {
                exact += (double) a[i / 64 * rows * 64 + row * 64 + i % 64] * w[i];
            }
            for (int lane = 0; lane < 16; lane++) {
                sum += sums[row * 16 + lane];
            }
            assertThat(Math.abs(sum - exact)).isLessThan(128 * 0x1p-24);
        }
    }

    private static void assertSame(float[] found, float[] wanted, float[] x) {
        int mismatch = Arrays.mismatch(found, wanted);
        assertThat(mismatch)
                .as(() -> "first difference: at " + x[mismatch] + " " + found[mismatch] + ", not " + wanted[mismatch])
                .isEqualTo(-1);
    }

    private static float[] samples(int n) {
        Stream stream = Stream.seed(n);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) stream.nextUniform(-1, 1);
        }
        return values;
    }
}
