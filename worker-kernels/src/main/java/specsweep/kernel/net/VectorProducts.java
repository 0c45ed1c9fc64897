package specsweep.kernel.net;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of blocks of float matrices in the processor's vector registers, on heap arrays.
 *
 * <p>Matrices lie in panels of 64 columns, each panel row-major, so that four registers of 16 lanes hold a row of one. Six rows
 * of a result, 24 registers, are added up at a time: for each number that is read from A four multiplications are done, for each
 * vector that is read from B six, so that the arithmetic is the limit and not the loads. Every number of a result is a sum of
 * its products one after the other, each with one rounding (fma): its bits depend on nothing else, neither on what is computed
 * beside it nor on the compiler.
 *
 * <p>Each method with vectors has more than the 325 bytes of code up to which HotSpot puts a method into its callers. Inside a
 * larger one its compiler may run out of room, and then makes an object of every vector: thirty times slower, and garbage.
 */
final class VectorProducts {
    /** Columns of a panel. */
    static final int PANEL = 64;

    /** Rows of a result that are added up at a time. */
    static final int ROWS = 6;

    private static final int LANES = 16;
    private static final VectorSpecies<Float> LANES_16 = FloatVector.SPECIES_512;

    private VectorProducts() {}

    /** How many rows {@link #sixRows} come to for so many. */
    static int roundedUp(int rows) {
        return (rows + ROWS - 1) / ROWS * ROWS;
    }

    /**
     * C = A^T B, or C += A^T B, for some columns of A: C [columns, 64], A [k, columns] with rows {@code aRow} apart, B [k, 64].
     * Columns are taken together only where A's rows are 64 apart.
     */
    static void columns(
            int columns, float[] a, int aAt, int aRow, int k, float[] b, int bAt, float[] c, int cAt, boolean add) {
        int column = 0;
        int together = aRow == PANEL ? columns : 0;
        for (; column + 6 <= together; column += 6) {
            sixColumns(a, aAt + column, k, b, bAt, c, cAt + column * PANEL, add);
        }
        for (; column + 4 <= together; column += 4) {
            fourColumns(a, aAt + column, k, b, bAt, c, cAt + column * PANEL, add);
        }
        for (; column < columns; column++) {
            column(a, aAt + column, aRow, k, b, bAt, c, cAt + column * PANEL, add);
        }
    }

    /**
     * C = init + A B for six rows: C [6, 64], A [6, k] with rows 64 apart, B [k, 64]. With any other distance a loop would reckon
     * six indices, on the units that multiply: a fifth slower.
     *
     * @param initRow how far apart the rows of {@code init} are; 0 for one row that all start from
     */
    static void sixRows(
            float[] a, int aAt, int k, float[] b, int bAt, float[] init, int initAt, int initRow, float[] c, int cAt) {
        FloatVector c00 = FloatVector.fromArray(LANES_16, init, initAt);
        FloatVector c01 = FloatVector.fromArray(LANES_16, init, initAt + LANES);
        FloatVector c02 = FloatVector.fromArray(LANES_16, init, initAt + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(LANES_16, init, initAt + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(LANES_16, init, initAt + initRow);
        FloatVector c11 = FloatVector.fromArray(LANES_16, init, initAt + initRow + LANES);
        FloatVector c12 = FloatVector.fromArray(LANES_16, init, initAt + initRow + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(LANES_16, init, initAt + initRow + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow);
        FloatVector c21 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow + LANES);
        FloatVector c22 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(LANES_16, init, initAt + 3 * initRow);
        FloatVector c31 = FloatVector.fromArray(LANES_16, init, initAt + 3 * initRow + LANES);
        FloatVector c32 = FloatVector.fromArray(LANES_16, init, initAt + 3 * initRow + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(LANES_16, init, initAt + 3 * initRow + 3 * LANES);
        FloatVector c40 = FloatVector.fromArray(LANES_16, init, initAt + 4 * initRow);
        FloatVector c41 = FloatVector.fromArray(LANES_16, init, initAt + 4 * initRow + LANES);
        FloatVector c42 = FloatVector.fromArray(LANES_16, init, initAt + 4 * initRow + 2 * LANES);
        FloatVector c43 = FloatVector.fromArray(LANES_16, init, initAt + 4 * initRow + 3 * LANES);
        FloatVector c50 = FloatVector.fromArray(LANES_16, init, initAt + 5 * initRow);
        FloatVector c51 = FloatVector.fromArray(LANES_16, init, initAt + 5 * initRow + LANES);
        FloatVector c52 = FloatVector.fromArray(LANES_16, init, initAt + 5 * initRow + 2 * LANES);
        FloatVector c53 = FloatVector.fromArray(LANES_16, init, initAt + 5 * initRow + 3 * LANES);
        for (int p = 0; p < k; p++) {
            int q = bAt + p * PANEL;
            int at = aAt + p;
            FloatVector b0 = FloatVector.fromArray(LANES_16, b, q);
            FloatVector b1 = FloatVector.fromArray(LANES_16, b, q + LANES);
            FloatVector b2 = FloatVector.fromArray(LANES_16, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(LANES_16, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(LANES_16, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(LANES_16, a[at + PANEL]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(LANES_16, a[at + 2 * PANEL]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(LANES_16, a[at + 3 * PANEL]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(LANES_16, a[at + 4 * PANEL]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(LANES_16, a[at + 5 * PANEL]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c03.intoArray(c, cAt + 3 * LANES);
        c10.intoArray(c, cAt + PANEL);
        c11.intoArray(c, cAt + PANEL + LANES);
        c12.intoArray(c, cAt + PANEL + 2 * LANES);
        c13.intoArray(c, cAt + PANEL + 3 * LANES);
        c20.intoArray(c, cAt + 2 * PANEL);
        c21.intoArray(c, cAt + 2 * PANEL + LANES);
        c22.intoArray(c, cAt + 2 * PANEL + 2 * LANES);
        c23.intoArray(c, cAt + 2 * PANEL + 3 * LANES);
        c30.intoArray(c, cAt + 3 * PANEL);
        c31.intoArray(c, cAt + 3 * PANEL + LANES);
        c32.intoArray(c, cAt + 3 * PANEL + 2 * LANES);
        c33.intoArray(c, cAt + 3 * PANEL + 3 * LANES);
        c40.intoArray(c, cAt + 4 * PANEL);
        c41.intoArray(c, cAt + 4 * PANEL + LANES);
        c42.intoArray(c, cAt + 4 * PANEL + 2 * LANES);
        c43.intoArray(c, cAt + 4 * PANEL + 3 * LANES);
        c50.intoArray(c, cAt + 5 * PANEL);
        c51.intoArray(c, cAt + 5 * PANEL + LANES);
        c52.intoArray(c, cAt + 5 * PANEL + 2 * LANES);
        c53.intoArray(c, cAt + 5 * PANEL + 3 * LANES);
    }

    /**
     * C = init + A B for three rows: C [3, 64], A [3, k] with rows {@code aRow} apart, B [k, 64]. For few k, where what is
     * written is the limit.
     *
     * @param initRow how far apart the rows of {@code init} are; 0 for one row that all start from
     */
    static void threeRows(
            float[] a,
            int aAt,
            int aRow,
            int k,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initRow,
            float[] c,
            int cAt) {
        FloatVector c00 = FloatVector.fromArray(LANES_16, init, initAt);
        FloatVector c01 = FloatVector.fromArray(LANES_16, init, initAt + LANES);
        FloatVector c02 = FloatVector.fromArray(LANES_16, init, initAt + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(LANES_16, init, initAt + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(LANES_16, init, initAt + initRow);
        FloatVector c11 = FloatVector.fromArray(LANES_16, init, initAt + initRow + LANES);
        FloatVector c12 = FloatVector.fromArray(LANES_16, init, initAt + initRow + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(LANES_16, init, initAt + initRow + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow);
        FloatVector c21 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow + LANES);
        FloatVector c22 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(LANES_16, init, initAt + 2 * initRow + 3 * LANES);
        for (int p = 0; p < k; p++) {
            int q = bAt + p * PANEL;
            FloatVector b0 = FloatVector.fromArray(LANES_16, b, q);
            FloatVector b1 = FloatVector.fromArray(LANES_16, b, q + LANES);
            FloatVector b2 = FloatVector.fromArray(LANES_16, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(LANES_16, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(LANES_16, a[aAt + p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(LANES_16, a[aAt + aRow + p]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(LANES_16, a[aAt + 2 * aRow + p]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c03.intoArray(c, cAt + 3 * LANES);
        c10.intoArray(c, cAt + PANEL);
        c11.intoArray(c, cAt + PANEL + LANES);
        c12.intoArray(c, cAt + PANEL + 2 * LANES);
        c13.intoArray(c, cAt + PANEL + 3 * LANES);
        c20.intoArray(c, cAt + 2 * PANEL);
        c21.intoArray(c, cAt + 2 * PANEL + LANES);
        c22.intoArray(c, cAt + 2 * PANEL + 2 * LANES);
        c23.intoArray(c, cAt + 2 * PANEL + 3 * LANES);
    }

    /** Six columns of {@link #columns}. */
    private static void sixColumns(float[] a, int aAt, int k, float[] b, int bAt, float[] c, int cAt, boolean add) {
        FloatVector zero = FloatVector.zero(LANES_16);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c02 = zero;
        FloatVector c03 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c12 = zero;
        FloatVector c13 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c22 = zero;
        FloatVector c23 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        FloatVector c32 = zero;
        FloatVector c33 = zero;
        FloatVector c40 = zero;
        FloatVector c41 = zero;
        FloatVector c42 = zero;
        FloatVector c43 = zero;
        FloatVector c50 = zero;
        FloatVector c51 = zero;
        FloatVector c52 = zero;
        FloatVector c53 = zero;
        for (int p = 0; p < k; p++) {
            int q = bAt + p * PANEL;
            int at = aAt + p * PANEL;
            FloatVector b0 = FloatVector.fromArray(LANES_16, b, q);
            FloatVector b1 = FloatVector.fromArray(LANES_16, b, q + LANES);
            FloatVector b2 = FloatVector.fromArray(LANES_16, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(LANES_16, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(LANES_16, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(LANES_16, a[at + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(LANES_16, a[at + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(LANES_16, a[at + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(LANES_16, a[at + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(LANES_16, a[at + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(LANES_16, c, cAt));
            c01 = c01.add(FloatVector.fromArray(LANES_16, c, cAt + LANES));
            c02 = c02.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * LANES));
            c03 = c03.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * LANES));
            c10 = c10.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL));
            c11 = c11.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL + LANES));
            c12 = c12.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL + 2 * LANES));
            c13 = c13.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL + 3 * LANES));
            c20 = c20.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL));
            c21 = c21.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL + LANES));
            c22 = c22.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL + 2 * LANES));
            c23 = c23.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL + 3 * LANES));
            c30 = c30.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL));
            c31 = c31.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL + LANES));
            c32 = c32.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL + 2 * LANES));
            c33 = c33.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL + 3 * LANES));
            c40 = c40.add(FloatVector.fromArray(LANES_16, c, cAt + 4 * PANEL));
            c41 = c41.add(FloatVector.fromArray(LANES_16, c, cAt + 4 * PANEL + LANES));
            c42 = c42.add(FloatVector.fromArray(LANES_16, c, cAt + 4 * PANEL + 2 * LANES));
            c43 = c43.add(FloatVector.fromArray(LANES_16, c, cAt + 4 * PANEL + 3 * LANES));
            c50 = c50.add(FloatVector.fromArray(LANES_16, c, cAt + 5 * PANEL));
            c51 = c51.add(FloatVector.fromArray(LANES_16, c, cAt + 5 * PANEL + LANES));
            c52 = c52.add(FloatVector.fromArray(LANES_16, c, cAt + 5 * PANEL + 2 * LANES));
            c53 = c53.add(FloatVector.fromArray(LANES_16, c, cAt + 5 * PANEL + 3 * LANES));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c03.intoArray(c, cAt + 3 * LANES);
        c10.intoArray(c, cAt + PANEL);
        c11.intoArray(c, cAt + PANEL + LANES);
        c12.intoArray(c, cAt + PANEL + 2 * LANES);
        c13.intoArray(c, cAt + PANEL + 3 * LANES);
        c20.intoArray(c, cAt + 2 * PANEL);
        c21.intoArray(c, cAt + 2 * PANEL + LANES);
        c22.intoArray(c, cAt + 2 * PANEL + 2 * LANES);
        c23.intoArray(c, cAt + 2 * PANEL + 3 * LANES);
        c30.intoArray(c, cAt + 3 * PANEL);
        c31.intoArray(c, cAt + 3 * PANEL + LANES);
        c32.intoArray(c, cAt + 3 * PANEL + 2 * LANES);
        c33.intoArray(c, cAt + 3 * PANEL + 3 * LANES);
        c40.intoArray(c, cAt + 4 * PANEL);
        c41.intoArray(c, cAt + 4 * PANEL + LANES);
        c42.intoArray(c, cAt + 4 * PANEL + 2 * LANES);
        c43.intoArray(c, cAt + 4 * PANEL + 3 * LANES);
        c50.intoArray(c, cAt + 5 * PANEL);
        c51.intoArray(c, cAt + 5 * PANEL + LANES);
        c52.intoArray(c, cAt + 5 * PANEL + 2 * LANES);
        c53.intoArray(c, cAt + 5 * PANEL + 3 * LANES);
    }

    /** Four columns of {@link #columns}. */
    private static void fourColumns(float[] a, int aAt, int k, float[] b, int bAt, float[] c, int cAt, boolean add) {
        FloatVector zero = FloatVector.zero(LANES_16);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c02 = zero;
        FloatVector c03 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c12 = zero;
        FloatVector c13 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c22 = zero;
        FloatVector c23 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        FloatVector c32 = zero;
        FloatVector c33 = zero;
        for (int p = 0; p < k; p++) {
            int q = bAt + p * PANEL;
            int at = aAt + p * PANEL;
            FloatVector b0 = FloatVector.fromArray(LANES_16, b, q);
            FloatVector b1 = FloatVector.fromArray(LANES_16, b, q + LANES);
            FloatVector b2 = FloatVector.fromArray(LANES_16, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(LANES_16, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(LANES_16, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(LANES_16, a[at + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(LANES_16, a[at + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(LANES_16, a[at + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(LANES_16, c, cAt));
            c01 = c01.add(FloatVector.fromArray(LANES_16, c, cAt + LANES));
            c02 = c02.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * LANES));
            c03 = c03.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * LANES));
            c10 = c10.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL));
            c11 = c11.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL + LANES));
            c12 = c12.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL + 2 * LANES));
            c13 = c13.add(FloatVector.fromArray(LANES_16, c, cAt + PANEL + 3 * LANES));
            c20 = c20.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL));
            c21 = c21.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL + LANES));
            c22 = c22.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL + 2 * LANES));
            c23 = c23.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * PANEL + 3 * LANES));
            c30 = c30.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL));
            c31 = c31.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL + LANES));
            c32 = c32.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL + 2 * LANES));
            c33 = c33.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * PANEL + 3 * LANES));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c03.intoArray(c, cAt + 3 * LANES);
        c10.intoArray(c, cAt + PANEL);
        c11.intoArray(c, cAt + PANEL + LANES);
        c12.intoArray(c, cAt + PANEL + 2 * LANES);
        c13.intoArray(c, cAt + PANEL + 3 * LANES);
        c20.intoArray(c, cAt + 2 * PANEL);
        c21.intoArray(c, cAt + 2 * PANEL + LANES);
        c22.intoArray(c, cAt + 2 * PANEL + 2 * LANES);
        c23.intoArray(c, cAt + 2 * PANEL + 3 * LANES);
        c30.intoArray(c, cAt + 3 * PANEL);
        c31.intoArray(c, cAt + 3 * PANEL + LANES);
        c32.intoArray(c, cAt + 3 * PANEL + 2 * LANES);
        c33.intoArray(c, cAt + 3 * PANEL + 3 * LANES);
    }

    /** One column of {@link #columns}, whose numbers lie {@code aStep} apart. */
    static void column(float[] a, int aAt, int aStep, int k, float[] b, int bAt, float[] c, int cAt, boolean add) {
        FloatVector zero = FloatVector.zero(LANES_16);
        FloatVector c0 = zero;
        FloatVector c1 = zero;
        FloatVector c2 = zero;
        FloatVector c3 = zero;
        int even = k & ~1;
        // Two at a time, which is not faster: but a longer method than HotSpot puts into others. See the class.
        for (int p = 0; p < even; p += 2) {
            int q = bAt + p * PANEL;
            FloatVector first = FloatVector.broadcast(LANES_16, a[aAt + p * aStep]);
            c0 = first.fma(FloatVector.fromArray(LANES_16, b, q), c0);
            c1 = first.fma(FloatVector.fromArray(LANES_16, b, q + LANES), c1);
            c2 = first.fma(FloatVector.fromArray(LANES_16, b, q + 2 * LANES), c2);
            c3 = first.fma(FloatVector.fromArray(LANES_16, b, q + 3 * LANES), c3);
            FloatVector second = FloatVector.broadcast(LANES_16, a[aAt + (p + 1) * aStep]);
            c0 = second.fma(FloatVector.fromArray(LANES_16, b, q + PANEL), c0);
            c1 = second.fma(FloatVector.fromArray(LANES_16, b, q + PANEL + LANES), c1);
            c2 = second.fma(FloatVector.fromArray(LANES_16, b, q + PANEL + 2 * LANES), c2);
            c3 = second.fma(FloatVector.fromArray(LANES_16, b, q + PANEL + 3 * LANES), c3);
        }
        if (even < k) {
            int q = bAt + even * PANEL;
            FloatVector last = FloatVector.broadcast(LANES_16, a[aAt + even * aStep]);
            c0 = last.fma(FloatVector.fromArray(LANES_16, b, q), c0);
            c1 = last.fma(FloatVector.fromArray(LANES_16, b, q + LANES), c1);
            c2 = last.fma(FloatVector.fromArray(LANES_16, b, q + 2 * LANES), c2);
            c3 = last.fma(FloatVector.fromArray(LANES_16, b, q + 3 * LANES), c3);
        }
        if (add) {
            c0 = c0.add(FloatVector.fromArray(LANES_16, c, cAt));
            c1 = c1.add(FloatVector.fromArray(LANES_16, c, cAt + LANES));
            c2 = c2.add(FloatVector.fromArray(LANES_16, c, cAt + 2 * LANES));
            c3 = c3.add(FloatVector.fromArray(LANES_16, c, cAt + 3 * LANES));
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + LANES);
        c2.intoArray(c, cAt + 2 * LANES);
        c3.intoArray(c, cAt + 3 * LANES);
    }

    /**
     * sums[r * 16 + lane] = (add ? itself : 0) + the products of row r of A with w, of which each lane adds every sixteenth: A
     * [rows, 64], w [64]. A row's product with w is the sum of its lanes.
     */
    static void dots(float[] a, int aAt, int rows, float[] w, int wAt, boolean add, float[] sums) {
        FloatVector w0 = FloatVector.fromArray(LANES_16, w, wAt);
        FloatVector w1 = FloatVector.fromArray(LANES_16, w, wAt + LANES);
        FloatVector w2 = FloatVector.fromArray(LANES_16, w, wAt + 2 * LANES);
        FloatVector w3 = FloatVector.fromArray(LANES_16, w, wAt + 3 * LANES);
        // Two rows at a time for the same reason; what lies beyond the last row is there, and is not used.
        for (int row = 0; row < rows; row += 2) {
            int at = aAt + row * PANEL;
            int next = at + PANEL;
            FloatVector s = FloatVector.fromArray(LANES_16, a, at).mul(w0);
            FloatVector t = FloatVector.fromArray(LANES_16, a, at + LANES).mul(w1);
            FloatVector u = FloatVector.fromArray(LANES_16, a, next).mul(w0);
            FloatVector v = FloatVector.fromArray(LANES_16, a, next + LANES).mul(w1);
            s = FloatVector.fromArray(LANES_16, a, at + 2 * LANES).fma(w2, s);
            t = FloatVector.fromArray(LANES_16, a, at + 3 * LANES).fma(w3, t);
            u = FloatVector.fromArray(LANES_16, a, next + 2 * LANES).fma(w2, u);
            v = FloatVector.fromArray(LANES_16, a, next + 3 * LANES).fma(w3, v);
            s = s.add(t);
            u = u.add(v);
            if (add) {
                s = s.add(FloatVector.fromArray(LANES_16, sums, row * LANES));
                u = u.add(FloatVector.fromArray(LANES_16, sums, row * LANES + LANES));
            }
            s.intoArray(sums, row * LANES);
            u.intoArray(sums, row * LANES + LANES);
        }
    }
}
