package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    @MethodSource("counts")
    void rowsAreSumsInOrder(int rows, int k) {
        int aRow = k + 3;
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
            VectorProducts.rows(rows, a, 1, aRow, k, b, 2, init, 5, initRow, c, 4);
            assertThat(c).containsExactly(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("counts")
    void columnsAreSumsInOrder(int columns, int k) {
        int cRow = 2 * PANEL;
        float[] a = samples(1 + k * PANEL + columns, 4);
        float[] b = samples(2 + k * PANEL, 5);
        for (boolean add : new boolean[] {false, true}) {
            float[] wanted = before(columns * cRow + 8);
            for (int column = 0; column < columns; column++) {
                for (int to = 0; to < PANEL; to++) {
                    float sum = 0;
                    for (int p = 0; p < k; p++) {
                        sum = Math.fma(a[1 + p * PANEL + column], b[2 + p * PANEL + to], sum);
                    }
                    wanted[4 + column * cRow + to] = add ? BEFORE + sum : sum;
                }
            }
            float[] c = before(wanted.length);
            VectorProducts.columns(columns, a, 1, k, b, 2, c, 4, cRow, add);
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
                VectorProducts.rows(PANEL, a, 0, PANEL, PANEL, b, 0, init, 0, 0, to, 0);
            } else {
                VectorProducts.columns(PANEL, a, 0, PANEL, b, 0, to, 0, PANEL, false);
            }
        }
        assertThat(c).containsExactly(first);
    }

    private static float[] before(int n) {
        float[] values = new float[n];
        Arrays.fill(values, BEFORE);
        return values;
    }

    private static float[] samples(int n, long seed) {
        specsweep.kernel.random.Stream stream = specsweep.kernel.random.Stream.seed(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return values;
    }
}
