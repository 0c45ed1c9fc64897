package specsweep.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns while they are read, row by row. */
final class Growing {
    private final int width;
    private double[] cells = new double[1024];
    private int[] lines = new int[256];
    private int rows;

    Growing(int width) {
        this.width = width;
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return (long) (rows + 1) * width > Columns.MOST_NUMBERS;
    }

    static String limit(int width) {
        return "at most " + Columns.MOST_NUMBERS / width + " rows of the " + width + " columns that are used";
    }

    void add(int line, double[] row) {
        if ((rows + 1) * width > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(cells.length * 2, (rows + 1) * width));
        }
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
        }
        System.arraycopy(row, 0, cells, rows * width, width);
        lines[rows] = line;
        rows++;
    }

    Columns columns(List<String> names, boolean text, String sha256) {
        List<double[]> columns = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            double[] column = new double[rows];
            for (int row = 0; row < rows; row++) {
                column[row] = cells[row * width + c];
            }
            columns.add(column);
        }
        return new Columns(names, columns.toArray(new double[0][]), Arrays.copyOf(lines, rows), text, sha256);
    }
}
