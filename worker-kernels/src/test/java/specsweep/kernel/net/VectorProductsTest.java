package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds products against the one order of fused multiplications and additions that they promise, bit for bit. */
class VectorProductsTest {
    private static final int PANEL = VectorProducts.PANEL;
    private static final float BEFORE = 7f;
    /** Enough for the compiler to have made vectors of it. */
    private static final int CALLS = 3000;

    static Stream<Arguments> counts() {
        return Stream.of(1, 3, 4, 5, 6, 7, 10, 11, 12, 64)
                .flatMap(count -> Stream.of(1, 2, 64).map(k -> Arguments.of(count, k)));
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "6, 2", "6, 63", "6, 64", "3, 1", "3, 2", "3, 15"})
    void rowsAreSumsInOrder(int rows, int k) {
        int aRow = rows == 6 ? PANEL : k + 3;
        float[] a = samples(1 + rows * aRow, 1);
        float[] b = samples(2 + k * PANEL, 2);
        float[] init = samples(5 + rows * PANEL, 3);
        for (int initRow : new int[] {0, PANEL}) {
            float[] wanted = before(rows * PANEL + 8);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < PANEL; column++) {
                    float sum = init[5 + row * initRow + column];
                    for (int p = 0; p < k; p++) {
                        sum = Math.fma(a[1 + row * aRow + p], b[2 + p * PANEL + column], sum);
                    }
                    wanted[4 + row * PANEL + column] = sum;
                }
            }
            float[] c = before(wanted.length);
            if (rows == 6) {
                VectorProducts.sixRows(a, 1, k, b, 2, init, 5, initRow, c, 4);
            } else {
                VectorProducts.threeRows(a, 1, aRow, k, b, 2, init, 5, initRow, c, 4);
            }
            assertThat(c).containsExactly(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("counts")
    void columnsAreSumsInOrder(int columns, int k) {
        float[] a = samples(1 + k * (PANEL + 1) + columns, 4);
        float[] b = samples(2 + k * PANEL, 5);
        for (int variant = 0; variant < 4; variant++) {
            boolean add = variant % 2 == 1;
            int aRow = variant < 2 ? PANEL : PANEL + 1;
            float[] wanted = before(columns * PANEL + 8);
            for (int column = 0; column < columns; column++) {
                for (int to = 0; to < PANEL; to++) {
                    float sum = 0;
                    for (int p = 0; p < k; p++) {
                        sum = Math.fma(a[1 + p * aRow + column], b[2 + p * PANEL + to], sum);
                    }
                    wanted[4 + column * PANEL + to] = add ? BEFORE + sum : sum;
                }
            }
            float[] c = before(wanted.length);
            VectorProducts.columns(columns, a, 1, aRow, k, b, 2, c, 4, add);
            assertThat(c).containsExactly(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void aColumnTakesNumbersThatLieApart(int aStep) {
        int k = 50;
        float[] a = samples(k * aStep, 7);
        float[] b = samples(k * PANEL, 8);
        float[] c = before(PANEL);
        VectorProducts.column(a, 0, aStep, k, b, 0, c, 0, false);
        for (int column = 0; column < PANEL; column++) {
            float sum = 0;
            for (int p = 0; p < k; p++) {
                sum = Math.fma(a[p * aStep], b[p * PANEL + column], sum);
            }
            assertThat(c[column]).isEqualTo(sum);
        }
    }

    /** A step before and after the compiler has made machine code of it must be one step, or no run could be repeated. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void compiledCodeGivesTheBitsOfTheInterpreter(boolean byRows) {
        float[] a = samples(PANEL * PANEL, 9);
        float[] b = samples(PANEL * PANEL, 10);
        float[] init = samples(PANEL, 11);
        float[] first = new float[PANEL * PANEL];
        float[] c = new float[PANEL * PANEL];
        for (int call = 0; call < CALLS; call++) {
            float[] to = call == 0 ? first : c;
            if (byRows) {
                VectorProducts.sixRows(a, 0, PANEL, b, 0, init, 0, 0, to, 0);
            } else {
                VectorProducts.columns(PANEL, a, 0, PANEL, PANEL, b, 0, to, 0, false);
            }
        }
        assertThat(c).containsExactly(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void dotsAddUpOverPanels(int rows) {
        int held = rows + 1;
        float[] a = samples(2 * held * PANEL, 12);
        float[] w = samples(2 * PANEL, 13);
        float[] sums = new float[held * 16];
        Arrays.fill(sums, Float.NaN); // what was there before is not added
        VectorProducts.dots(a, 0, rows, w, 0, false, sums);
        VectorProducts.dots(a, held * PANEL, rows, w, PANEL, true, sums);
        for (int row = 0; row < rows; row++) {
            double exact = 0;
            double size = 0;
            double sum = 0;
            for (int i = 0; i < 2 * PANEL; i++) {
                double product = (double) a[i / PANEL * held * PANEL + row * PANEL + i % PANEL] * w[i];
                exact += product;
                size += Math.abs(product);
            }
            for (int lane = 0; lane < 16; lane++) {
                sum += sums[row * 16 + lane];
            }
            assertThat(Math.abs(sum - exact)).isLessThan(8 * 0x1p-24 * size);
        }
    }

    @Test
    void everyMethodWithVectorsIsTooLongToBeInlined() {
        assertThat(MethodSizes.of(VectorProducts.class, "roundedUp", "columns"))
                .hasSize(6)
                .allSatisfy((method, bytes) -> assertThat(bytes).isGreaterThan(MethodSizes.INLINED));
    }

    private static float[] before(int n) {
        float[] values = new float[n];
        Arrays.fill(values, BEFORE);
        return values;
    }

    static float[] samples(int n, long seed) {
        specsweep.kernel.random.Stream stream = specsweep.kernel.random.Stream.seed(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return values;
    }
}
