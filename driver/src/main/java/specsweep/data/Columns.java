package specsweep.data;

import java.util.List;

/**
 * Columns of finite numbers, as they were read.
 *
 * @param names the columns that were asked for, in that order
 * @param numbers [columns, rows]
 * @param lines the line of each row in a text file, counted from 1; the number of each row, counted from 1, elsewhere
 * @param text whether the file has lines
 * @param sha256 the SHA-256 of the file's bytes, in hex; of a folder, of its files' bytes one after the other
 */
public record Columns(List<String> names, double[][] numbers, int[] lines, boolean text, String sha256) {
    /** The most numbers that a sweep carries along: 32 MB, which every executor holds. */
    public static final int MOST_NUMBERS = 4_000_000;

    public Columns {
        names = List.copyOf(names);
    }

    public int rows() {
        return lines.length;
    }

    /** The line of a row for messages; 0 where the file has no lines. */
    public int line(int row) {
        return text ? lines[row] : 0;
    }

    /** Where a row is, in words. */
    public String place(int row) {
        return (text ? "line " : "row ") + lines[row];
    }
}
