package specsweep.kernel.task.pde;

import java.util.Arrays;

/**
 * A square matrix whose entries are zero farther than a band from the diagonal, and the solution of its equations.
 *
 * <p>Gaussian elimination with row exchanges inside the band: 4 n band^2 operations, where a dense factorisation takes
 * 2 n^3 / 3. (Hipparchus, which does the dense linear algebra here, has no factorisation of banded matrices.)
 */
final class BandMatrix {
    private final int size;
    private final int band;
    /** Row i holds columns i - band to i + 2 band: exchanges fill a second band on the right. */
    private final double[][] rows;

    private final int[] exchanged;
    private boolean factored;

    BandMatrix(int size, int band) {
        this.size = size;
        this.band = band;
        rows = new double[size][3 * band + 1];
        exchanged = new int[size];
    }

    int size() {
        return size;
    }

    /** Adds to an entry. */
    void add(int row, int column, double value) {
        rows[row][column - row + band] += value;
    }

    /**
     * Replaces this matrix by its factors, for {@link #solve}.
     *
     * @throws ArithmeticException if the matrix is singular
     */
    void factor() {
        for (int k = 0; k < size; k++) {
            int last = Math.min(size - 1, k + band);
            int pivot = k;
            for (int i = k + 1; i <= last; i++) {
                if (Math.abs(rows[i][k - i + band]) > Math.abs(rows[pivot][k - pivot + band])) {
                    pivot = i;
                }
            }
            exchanged[k] = pivot;
            int width = Math.min(2 * band, size - 1 - k) + 1;
            double[] upper = rows[k];
            if (pivot != k) {
                double[] other = rows[pivot];
                int shift = k - pivot + band;
                for (int c = 0; c < width; c++) {
                    double held = upper[band + c];
                    upper[band + c] = other[shift + c];
                    other[shift + c] = held;
                }
            }
            double diagonal = upper[band];
            if (diagonal == 0.0 || !Double.isFinite(diagonal)) {
                throw new ArithmeticException("the matrix is singular: pivot " + k + " is " + diagonal);
            }
            for (int i = k + 1; i <= last; i++) {
                double[] row = rows[i];
                int shift = k - i + band;
                if (row[shift] != 0.0) {
                    double factor = row[shift] / diagonal;
                    row[shift] = factor;
                    subtract(upper, band + 1, row, shift + 1, width - 1, factor);
                }
            }
        }
        factored = true;
    }

    /** The solution x of {@code A x = right}; needs {@link #factor}. */
    double[] solve(double[] right) {
        if (!factored) {
            throw new IllegalStateException("factor() comes first");
        }
        double[] x = Arrays.copyOf(right, size);
        for (int k = 0; k < size; k++) {
            double held = x[exchanged[k]];
            x[exchanged[k]] = x[k];
            x[k] = held;
            int last = Math.min(size - 1, k + band);
            for (int i = k + 1; i <= last; i++) {
                x[i] -= rows[i][k - i + band] * held;
            }
        }
        for (int k = size - 1; k >= 0; k--) {
            double[] upper = rows[k];
            int width = Math.min(2 * band, size - 1 - k);
            double sum = x[k];
            for (int c = 1; c <= width; c++) {
                sum -= upper[band + c] * x[k + c];
            }
            x[k] = sum / upper[band];
        }
        return x;
    }

    /** A loop without calls or branches, so that it is vectorised. */
    private static void subtract(double[] from, int fromStart, double[] to, int toStart, int count, double factor) {
        for (int c = 0; c < count; c++) {
            to[toStart + c] -= factor * from[fromStart + c];
        }
    }
}
