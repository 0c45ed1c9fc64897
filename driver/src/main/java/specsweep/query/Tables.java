package specsweep.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** Prints the answer of a query: for reading, for a spreadsheet, or for a program. */
public final class Tables {
    /** How an answer is printed. */
    public enum Format {
        /** Aligned columns, numbers to four significant digits. */
        TABLE,
        /** Comma-separated values as in RFC 4180, with a header, numbers in full. */
        CSV,
        /** One array of objects, numbers in full. */
        JSON
    }

    /** More rows than anyone reads: what follows is named, not printed. */
    static final int MOST_ROWS = 1000;

    /** A row that is a list takes a screen of its own. */
    static final int MOST_LISTS = 20;

    private static final int NARROWEST = 12;

    private static final String CSV_LINE_END = "\r\n"; // RFC 4180

    private Tables() {}

    /** Prints all columns at their full width. */
    public static void print(Dataset<Row> rows, Format format, Appendable out) {
        print(rows, format, 0, out);
    }

    /**
     * Prints an answer.
     *
     * @param width how many characters fit into a line; a table that is wider has its text shortened, and if that is not
     *     enough each row is printed as a list; 0 where there is no limit
     */
    public static void print(Dataset<Row> rows, Format format, int width, Appendable out) {
        if (rows.columns().length == 0) {
            return;
        }
        try {
            switch (format) {
                case TABLE -> table(rows, width, out);
                case CSV -> csv(rows, out);
                case JSON -> json(rows, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void csv(Dataset<Row> rows, Appendable out) throws IOException {
        out.append(String.join(",", rows.columns())).append(CSV_LINE_END);
        try (RowTexts lines = new RowTexts(rows, Tables::csvLine)) {
            while (lines.hasNext()) {
                out.append(lines.next()).append(CSV_LINE_END);
            }
        }
    }

    private static String csvLine(Row row) {
        StringJoiner cells = new StringJoiner(",");
        for (int i = 0; i < row.size(); i++) {
            cells.add(Cell.csv(row.get(i)));
        }
        return cells.toString();
    }

    private static void json(Dataset<Row> rows, Appendable out) throws IOException {
        try (RowTexts objects = new RowTexts(rows, Cell::json)) {
            if (!objects.hasNext()) {
                out.append("[]\n");
                return;
            }
            out.append("[\n  ").append(objects.next());
            while (objects.hasNext()) {
                out.append(",\n  ").append(objects.next());
            }
            out.append("\n]\n");
        }
    }

    private static void table(Dataset<Row> rows, int width, Appendable out) throws IOException {
        StructField[] fields = rows.schema().fields();
        List<String[]> lines = new ArrayList<>();
        lines.add(rows.columns());
        List<Row> found = rows.takeAsList(MOST_ROWS + 1);
        for (Row row : found.subList(0, Math.min(found.size(), MOST_ROWS))) {
            String[] cells = new String[fields.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = Cell.text(row.get(i));
            }
            lines.add(cells);
        }
        boolean[] numeric = new boolean[fields.length];
        for (int i = 0; i < fields.length; i++) {
            numeric[i] = fields[i].dataType() instanceof NumericType;
        }
        int[] widths = widths(lines);
        if (width > 0) {
            shrink(widths, numeric, width);
        }
        boolean tooWide = width > 0 && total(widths) > width;
        if (tooWide) {
            lists(lines.subList(0, Math.min(lines.size(), MOST_LISTS + 1)), out);
        } else {
            aligned(lines, widths, numeric, out);
        }
        out.append(ending(found.size(), tooWide)).append('\n');
    }

    private static String ending(int found, boolean lists) {
        if (lists && found > MOST_LISTS) {
            return "(the first " + MOST_LISTS + " rows; name fewer columns to see more)";
        } else if (found > MOST_ROWS) {
            return "(the first " + MOST_ROWS + " rows; --format csv or json gives all)";
        }
        return "(" + found + (found == 1 ? " row)" : " rows)");
    }

    private static int[] widths(List<String[]> lines) {
        int[] widths = new int[lines.get(0).length];
        for (String[] cells : lines) {
            for (int i = 0; i < cells.length; i++) {
                widths[i] = Math.max(widths[i], length(cells[i]));
            }
        }
        return widths;
    }

    /** Takes from the widest text column until all fit or none is wide. */
    private static void shrink(int[] widths, boolean[] numeric, int width) {
        while (total(widths) > width) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (!numeric[i] && widths[i] > NARROWEST && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + 2 * (widths.length - 1);
    }

    private static void aligned(List<String[]> lines, int[] widths, boolean[] numeric, Appendable out)
            throws IOException {
        for (int l = 0; l < lines.size(); l++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = shortened(lines.get(l)[i], widths[i]);
                String space = " ".repeat(widths[i] - length(cell));
                line.append(i == 0 ? "" : "  ").append(numeric[i] ? space + cell : cell + space);
            }
            out.append(line.toString().stripTrailing()).append('\n');
            if (l == 0) {
                out.append(String.join(
                                "  ",
                                Arrays.stream(widths).mapToObj("-"::repeat).toList()))
                        .append('\n');
            }
        }
    }

    private static void lists(List<String[]> lines, Appendable out) throws IOException {
        String[] names = lines.get(0);
        int widest = Arrays.stream(names).mapToInt(Tables::length).max().orElse(0);
        for (int l = 1; l < lines.size(); l++) {
            out.append("-- row ").append(Integer.toString(l)).append('\n');
            for (int i = 0; i < names.length; i++) {
                String line = names[i] + " ".repeat(widest - length(names[i]) + 2) + lines.get(l)[i];
                out.append(line.stripTrailing()).append('\n');
            }
        }
    }

    private static String shortened(String cell, int width) {
        return length(cell) <= width ? cell : cell.substring(0, cell.offsetByCodePoints(0, width - 3)) + "...";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
