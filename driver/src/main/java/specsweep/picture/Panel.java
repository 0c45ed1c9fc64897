package specsweep.picture;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * One value on a grid of cells, and the range of values that gets colours.
 *
 * @param label what the value is, with its unit
 * @param cells [rows, columns], the first row at the low end of the vertical axis
 * @param low what takes the first colour; lower values take it too
 * @param high what takes the last colour
 */
record Panel(String label, double[][] cells, double low, double high) {
    private static final double TAIL = 0.005;

    /**
     * A panel whose colours span all values; or, where a few values lie far out, as at a singularity, those between the
     * 0.5 % and the 99.5 % quantile.
     */
    static Panel of(String label, double[][] cells) {
        double[] sorted = values(cells).sorted().toArray();
        double least = sorted[0];
        double most = sorted[sorted.length - 1];
        double low = sorted[(int) Math.floor(TAIL * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil((1 - TAIL) * (sorted.length - 1))];
        if (most - least <= 1.5 * (high - low)) {
            low = least;
            high = most;
        }
        if (!(low < high)) {
            // A constant has a colour too.
            double reach = Math.max(1e-12, Math.abs(low) / 2);
            low -= reach;
            high += reach;
        }
        return new Panel(label, cells, low, high);
    }

    /** Whether some value lies outside of the colours. */
    boolean isClipped() {
        return values(cells).anyMatch(value -> value < low || value > high);
    }

    /** The least of all values. */
    double least() {
        return values(cells).min().orElseThrow();
    }

    /** The greatest of all values. */
    double most() {
        return values(cells).max().orElseThrow();
    }

    private static DoubleStream values(double[][] cells) {
        return Arrays.stream(cells).flatMapToDouble(Arrays::stream);
    }
}
