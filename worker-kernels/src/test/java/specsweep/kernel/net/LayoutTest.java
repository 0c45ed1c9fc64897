package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number is where it should be, and nothing else is touched. */
class LayoutTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 7, 3", "5, 1, 2", "16, 16, 0", "17, 33, 5", "64, 3, 1", "40, 100, 11"})
    void transposeMovesEveryElementToItsMirroredPlace(int rows, int columns, int at) {
        float[] from = numbered(at + rows * columns + 2);
        float[] out = new float[rows * columns];
        Layout.transpose(from, at, rows, columns, out, 0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(out[column * rows + row]).isEqualTo(from[at + row * columns + column]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, 1", "3, 7, 2, 7", "5, 8, 0, 4", "6, 50, 3, 16", "40, 33, 1, 32"})
    void panelsHoldEveryColumnWithItsRows(int rows, int columns, int at, int panel) {
        float[] from = numbered(at + rows * columns + 2);
        float[] out = new float[rows * columns];
        Layout.panels(from, at, rows, columns, panel, out);
        for (int column = 0; column < columns; column++) {
            int first = column / panel * panel;
            int wide = Math.min(panel, columns - first);
            for (int row = 0; row < rows; row++) {
                assertThat(out[rows * first + row * wide + column - first])
                        .isEqualTo(from[at + row * columns + column]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, 1", "7, 3, 2, 7", "8, 5, 0, 4", "50, 6, 3, 16", "33, 40, 1, 32"})
    void transposedPanelsAreThePanelsOfTheTranspose(int rows, int columns, int at, int panel) {
        float[] from = numbered(at + rows * columns + 2);
        float[] transpose = new float[rows * columns];
        float[] expected = new float[rows * columns];
        Layout.transpose(from, at, rows, columns, transpose, 0);
        Layout.panels(transpose, 0, columns, rows, panel, expected);
        float[] out = new float[rows * columns];
        Layout.transposedPanels(from, at, rows, columns, panel, out);
        assertThat(out).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 9, 2", "5, 1, 3", "5, 6, 0", "256, 64, 7", "37, 33, 1"})
    void repeatRowFillsTheTileAndNothingBeyond(int rows, int width, int at) {
        float[] from = numbered(at + width + 2);
        float[] tile = new float[rows * width + 3];
        Arrays.fill(tile, 42f);
        Layout.repeatRow(from, at, width, tile, rows);
        for (int i = 0; i < tile.length; i++) {
            assertThat(tile[i]).isEqualTo(i < rows * width ? from[at + i % width] : 42f);
        }
    }

    /** 1, 2, 3...: no two alike, so that a number in another's place is seen. */
    private static float[] numbered(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i + 1;
        }
        return values;
    }
}
