package specsweep.data;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV: a first line that names the columns, then rows of as many cells, separated by commas, semicolons or tabs,
 * whichever the first line has most of. Blank lines and lines that begin with {@code #} are passed over; a cell does not span
 * lines, so that every mistake has its line.
 */
final class CsvColumns {
    /** Where reading stops: a file that is wrong throughout is wrong in one way. */
    private static final int MOST_MISTAKES = 100;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern NO_NUMBER = Pattern.compile("(?i)[-+]?(nan|inf|infinity|na|n/a|null|none)");

    /** What Java takes for a number, and no file means: 0x1p3, 1d. */
    private static final Pattern JAVAS_OWN = Pattern.compile("[xXdDfF]");

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private final List<String> wanted;
    private final Mistakes mistakes;
    private int found;

    private CsvColumns(List<String> wanted, Mistakes mistakes) {
        this.wanted = wanted;
        this.mistakes = mistakes;
    }

    static @Nullable Columns read(InputStream in, String sha256, List<String> wanted, Mistakes mistakes)
            throws IOException {
        return new CsvColumns(wanted, mistakes)
                .read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), sha256);
    }

    private @Nullable Columns read(BufferedReader in, String sha256) throws IOException {
        int line = 1;
        String header = in.readLine();
        if (header != null && header.startsWith(BYTE_ORDER_MARK)) {
            header = header.substring(1);
        }
        while (header != null && isPassedOver(header)) {
            header = in.readLine();
            line++;
        }
        if (header == null) {
            note(1, "", "", "has no lines but blank ones", "begin with a line that names the columns");
            return null;
        }
        if (header.indexOf('\0') >= 0) {
            note(0, "", "", "is not text", "save it as CSV, or as Parquet");
            return null;
        }
        CsvParser parser = parser(header);
        List<String> names = cells(parser, header);
        int[] at = places(names, line);
        Growing rows = new Growing(wanted.size());
        for (String text = in.readLine(); text != null && found < MOST_MISTAKES; text = in.readLine()) {
            line++;
            if (isPassedOver(text)) {
                continue;
            }
            List<String> cells = cells(parser, text);
            if (cells.size() != names.size()) {
                String message = "must have " + names.size() + " cells, as the first line has";
                note(line, "", cells.size() + " cells", message, null);
            } else if (at.length > 0) {
                if (rows.isFull()) {
                    note(line, "", "", "is too long: a table has " + Growing.limit(wanted.size()), "take fewer rows");
                    return null;
                }
                rows.add(line, numbers(cells, at, line));
            }
        }
        if (found >= MOST_MISTAKES) {
            note(line, "", "", "was read up to here only, after " + MOST_MISTAKES + " mistakes", null);
        } else if (rows.rows() == 0 && found == 0) {
            note(line, "", "", "has no rows below the line that names the columns", null);
        }
        return found > 0 ? null : rows.columns(wanted, true, sha256);
    }

    private static boolean isPassedOver(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private static CsvParser parser(String header) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat()
                .setDelimiter(Collections.max(
                        SEPARATORS,
                        java.util.Comparator.comparingLong(separator ->
                                header.chars().filter(c -> c == separator).count())));
        settings.getFormat().setComment('\0');
        settings.setMaxColumns(10_000);
        settings.setMaxCharsPerColumn(-1);
        settings.setNullValue("");
        settings.setEmptyValue("");
        return new CsvParser(settings);
    }

    private static List<String> cells(CsvParser parser, String line) {
        String[] cells = parser.parseLine(line);
        return cells == null ? List.of() : Arrays.asList(cells);
    }

    /** Where the wanted columns are; empty where some are not. */
    private int[] places(List<String> names, int line) {
        List<Integer> places = new ArrayList<>();
        boolean unnamed = names.stream().allMatch(CsvColumns::isNumber);
        if (unnamed) {
            String message = "must name the columns, and has only numbers";
            note(line, "", "", message, "write " + String.join(",", wanted) + " above it, in the order of the columns");
            return new int[0];
        }
        for (String name : wanted) {
            if (!names.contains(name)) {
                found++;
                mistakes.missing(line, name, names);
            } else if (names.indexOf(name) != names.lastIndexOf(name)) {
                note(line, name, "", "names two columns", "give each column its own name");
            } else {
                places.add(names.indexOf(name));
            }
        }
        return places.size() == wanted.size()
                ? places.stream().mapToInt(place -> place).toArray()
                : new int[0];
    }

    private double[] numbers(List<String> cells, int[] at, int line) {
        double[] numbers = new double[at.length];
        for (int c = 0; c < at.length; c++) {
            numbers[c] = number(cells.get(at[c]), wanted.get(c), line);
        }
        return numbers;
    }

    private double number(String cell, String column, int line) {
        if (cell.isEmpty()) {
            note(line, column, "", "has no value", "leave the row out where a value is not known");
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(cell);
            if (Double.isFinite(number) && !JAVAS_OWN.matcher(cell).find()) {
                return number + 0.0; // -0 is 0
            }
            if (!Double.isFinite(number)) {
                return notFinite(cell, column, line);
            }
        } catch (NumberFormatException e) {
            if (NO_NUMBER.matcher(cell).matches()) {
                return notFinite(cell, column, line);
            }
        }
        String point = cell.replace(',', '.');
        note(line, column, cell, "must be a number", !point.equals(cell) && isNumber(point) ? "write " + point : null);
        return Double.NaN;
    }

    private double notFinite(String cell, String column, int line) {
        note(line, column, cell, "must be finite", "leave the row out where a value is not known");
        return Double.NaN;
    }

    private static boolean isNumber(String cell) {
        try {
            return Double.isFinite(Double.parseDouble(cell));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void note(int line, String column, String value, String message, @Nullable String suggestion) {
        found++;
        mistakes.add(line, column, value, message, suggestion);
    }
}
