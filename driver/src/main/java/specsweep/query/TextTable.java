package specsweep.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Lines of cells whose columns are aligned, for what a run prints under its headline. */
final class TextTable {
    /** What tells studies apart, shown wherever it varies. */
    private static final List<String> PRIMARY = List.of("family", "source");

    /** What tells studies of one architecture apart. That two architectures differ in them is what they are. */
    private static final List<String> SECONDARY = List.of(
            "bandwidth",
            "frequencies",
            "initialisation",
            "width",
            "depth",
            "points",
            "batch_size",
            "source_steps",
            "source_mse",
            "steps",
            "learning_rate",
            "beta1",
            "beta2",
            "epsilon",
            "control_seed_offset",
            "protocol_version");

    private final List<List<String>> lines = new ArrayList<>();

    /** The settings that a reader needs to tell rows apart; the architecture always. */
    static List<String> varying(List<Row> rows) {
        List<String> varying = new ArrayList<>();
        PRIMARY.stream().filter(column -> varies(rows, column)).forEach(varying::add);
        varying.add("architecture");
        Map<Object, List<Row>> byArchitecture =
                rows.stream().collect(Collectors.groupingBy(row -> row.<Object>getAs("architecture")));
        SECONDARY.stream()
                .filter(column -> byArchitecture.values().stream().anyMatch(same -> varies(same, column)))
                .forEach(varying::add);
        return varying;
    }

    private static boolean varies(List<Row> rows, String column) {
        return rows.stream().map(row -> row.getAs(column)).distinct().count() > 1;
    }

    /** Adds a line; the first one is the header. */
    void add(List<String> cells) {
        lines.add(List.copyOf(cells));
    }

    /** A setting as it is written in a sweep file. */
    static String setting(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof Double number ? Cell.shortest(number) : value.toString();
    }

    /** {@code value [lo, hi]}; without the interval where there is none, and a dash where there is no value. */
    static String interval(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
        if (value == null) {
            return "-";
        }
        return low == null || high == null
                ? Cell.number(value, 3)
                : Cell.number(value, 3) + " [" + Cell.number(low, 3) + ", " + Cell.number(high, 3) + "]";
    }

    /** Writes the lines, two spaces between columns. */
    String text() {
        int[] widths = new int[lines.isEmpty() ? 0 : lines.get(0).size()];
        lines.forEach(line ->
                Arrays.setAll(widths, i -> Math.max(widths[i], line.get(i).length())));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder aligned = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                aligned.append(i == 0 ? "" : "  ")
                        .append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length()));
            }
            text.append(aligned.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
