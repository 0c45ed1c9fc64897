package specsweep.kernel.diagnostic;

/**
 * Products of small matrices in double precision, held as arrays of rows. Their one inner loop runs along rows without a
 * reduction, which the JIT compiler vectorises without changing the order of any sum.
 */
final class Products {
    private Products() {}

    /** Row j of {@code into} += sum over k of weights[k] rows[k][j], for j below {@code length}, in the order of k. */
    static void addCombination(double[] into, double[] weights, double[][] rows, int length) {
        int k = 0;
        for (; k + 3 < weights.length; k += 4) {
            addFour(into, weights, k, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], length);
        }
        for (; k < weights.length; k++) {
            double weight = weights[k];
            double[] row = rows[k];
            for (int j = 0; j < length; j++) {
                into[j] += weight * row[j];
            }
        }
    }

    /** Four rows at a time: half the memory traffic of one by one. */
    private static void addFour(
            double[] into, double[] weights, int k, double[] a, double[] b, double[] c, double[] d, int length) {
        double w0 = weights[k];
        double w1 = weights[k + 1];
        double w2 = weights[k + 2];
        double w3 = weights[k + 3];
        for (int j = 0; j < length; j++) {
            into[j] = into[j] + w0 * a[j] + w1 * b[j] + w2 * c[j] + w3 * d[j];
        }
    }

    static double[][] transpose(double[][] rows) {
        double[][] transposed = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                transposed[j][i] = rows[i][j];
            }
        }
        return transposed;
    }

    /** A^T B for A [n, p] and B [n, q]: [p, q]. */
    static double[][] transposedTimes(double[][] a, double[][] b) {
        double[][] transposed = transpose(a);
        double[][] product = new double[transposed.length][b[0].length];
        for (int i = 0; i < product.length; i++) {
            addCombination(product[i], transposed[i], b, product[i].length);
        }
        return product;
    }

    /** The sum of the squares of all entries. */
    static double squares(double[][] rows) {
        double sum = 0;
        for (double[] row : rows) {
            sum += dot(row, row);
        }
        return sum;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The matrix of {@code count} rows that begins at {@code at}, widened. */
    static double[][] rows(float[] values, int at, int count, int width) {
        double[][] rows = new double[count][width];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                rows[i][j] = values[at + i * width + j];
            }
        }
        return rows;
    }

    /** The rows with those numbers of a row-major matrix, widened. */
    static double[][] rows(float[] values, int width, int[] numbers) {
        double[][] rows = new double[numbers.length][];
        for (int i = 0; i < numbers.length; i++) {
            rows[i] = rows(values, numbers[i] * width, 1, width)[0];
        }
        return rows;
    }

    /** A row-major matrix as rows. */
    static double[][] rows(double[] values, int width) {
        double[][] rows = new double[values.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = java.util.Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }
}
