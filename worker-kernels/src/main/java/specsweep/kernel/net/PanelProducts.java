package specsweep.kernel.net;

import static specsweep.kernel.net.VectorProducts.PANEL;

/**
 * Products of matrices in panels of 64 columns, [columns / 64][rows][64], cut into blocks that the first-level cache holds. A
 * matrix of {@code tile} rows, of which only some are used, has its panels {@code 64 tile} numbers apart.
 */
final class PanelProducts {
    /** For rows that wait for more, or stay as they are. */
    static final RowsMade NOTHING = (c, at, column, rows) -> {};

    /** Rows over which a transposed product adds up before it turns to other columns: two panels of them fit the cache. */
    private static final int BLOCK = 64;

    /** What is done with rows of a panel as soon as a product has made them. */
    interface RowsMade {
        /**
         * @param at where the first of {@link VectorProducts#ROWS} rows begins
         * @param column which column of C the panel begins with
         * @param rows how many of the rows were asked for
         */
        void accept(float[] c, int at, int column, int rows);
    }

    /**
     * Where B's blocks of 64 columns and up to 64 rows lie. Asked for just before a block is read, so that it may be made only
     * then.
     */
    interface Blocks {
        /**
         * @param column which column of B the block begins with
         * @param row which row of B
         */
        int at(int column, int row);
    }

    private PanelProducts() {}

    /** The blocks of a B [k, width] that lies in panels from {@code at} on. */
    static Blocks inPanels(int at, int k) {
        return (column, row) -> at + column * k + row * PANEL;
    }

    /**
     * C = init + A B: A [rows, k], B [k, width], C [rows, width]. Up to five rows more than asked for are written, from what
     * lies there in A.
     *
     * @param aRow how far apart A's rows are within a panel
     * @param aPanel how far apart A's panels are
     * @param blocks where B is
     * @param init a row that all rows of C start from
     * @param initPanel how far apart its panels are
     * @param cPanel how far apart C's panels are
     * @param made what is done with C's rows
     */
    static void multiply(
            int rows,
            int width,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aPanel,
            float[] b,
            Blocks blocks,
            float[] init,
            int initAt,
            int initPanel,
            float[] c,
            int cPanel,
            RowsMade made) {
        for (int panel = 0; panel < width / PANEL; panel++) {
            int cAt = panel * cPanel;
            for (int done = 0; done < k; done += PANEL) {
                int most = Math.min(PANEL, k - done);
                int aBlock = aAt + done / PANEL * aPanel;
                int bBlock = blocks.at(panel * PANEL, done);
                RowsMade then = done + PANEL < k ? NOTHING : made;
                if (done == 0) {
                    int start = initAt + panel * initPanel;
                    rows(rows, most, a, aBlock, aRow, b, bBlock, init, start, 0, c, cAt, panel * PANEL, then);
                } else {
                    rows(rows, most, a, aBlock, aRow, b, bBlock, c, cAt, PANEL, c, cAt, panel * PANEL, then);
                }
            }
        }
    }

    /** C = init + A B: A [rows, k], k at most 64, B [k, 64], C [rows, 64]. */
    private static void rows(
            int rows,
            int k,
            float[] a,
            int aAt,
            int aRow,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initRow,
            float[] c,
            int cAt,
            int column,
            RowsMade made) {
        for (int row = 0; row < rows; row += VectorProducts.ROWS) {
            int start = initAt + row * initRow;
            int at = cAt + row * PANEL;
            if (aRow == PANEL) {
                VectorProducts.sixRows(a, aAt + row * PANEL, k, b, bAt, init, start, initRow, c, at);
            } else {
                int half = VectorProducts.ROWS / 2;
                int aHalf = aAt + (row + half) * aRow;
                VectorProducts.threeRows(a, aAt + row * aRow, aRow, k, b, bAt, init, start, initRow, c, at);
                VectorProducts.threeRows(
                        a, aHalf, aRow, k, b, bAt, init, start + half * initRow, initRow, c, at + half * PANEL);
            }
            made.accept(c, at, column, Math.min(VectorProducts.ROWS, rows - row));
        }
    }

    /**
     * C = A^T B, or C += A^T B: A [rows, k], B [rows, width], C [k, width]. What blocks of rows give is added up, so that an error
     * grows with the number of blocks and not of rows.
     *
     * @param aRow how far apart A's rows are within a panel
     */
    static void multiplyTransposed(
            int rows,
            int width,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aPanel,
            float[] b,
            int bPanel,
            float[] c,
            int cAt,
            boolean add) {
        for (int panel = 0; panel < width / PANEL; panel++) {
            for (int left = 0; left < k; left += PANEL) {
                int columns = Math.min(PANEL, k - left);
                int at = cAt + (panel * k + left) * PANEL;
                int aBlock = aAt + left / PANEL * aPanel;
                int bBlock = panel * bPanel;
                for (int row = 0; row < rows; row += BLOCK) {
                    int most = Math.min(BLOCK, rows - row);
                    int aRows = aBlock + row * aRow;
                    int bRows = bBlock + row * PANEL;
                    VectorProducts.columns(columns, a, aRows, aRow, most, b, bRows, c, at, add || row > 0);
                }
            }
        }
    }
}
