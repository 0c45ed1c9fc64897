package specsweep.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * The table that is printed after a run: specificity in training MSE at the first step at which the geometric mean of scratch
 * is at or below the headline error of 1e-4, or, in a setting where it stays above, at the tightest looser error that it
 * reaches; and under it how to read it and what was left out.
 */
public final class HeadlineTable {
    /** How the names of budgets at a matched error begin. */
    private static final String MATCHED = "scratch<=";

    private static final int MOST_ROWS = 60;
    private static final int MOST_PLACES = 3;

    /** What a line of prose may take; the table itself is as wide as its columns. */
    private static final int WIDTH = 120;

    /** Shown only where they vary within a family and architecture: what merely follows these tells nothing more. */
    private static final List<String> SECONDARY = List.of(
            "alternate",
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

    private final String sweep;
    private final List<Row> rows;

    private HeadlineTable(String sweep, List<Row> rows) {
        this.sweep = sweep;
        this.rows = rows;
    }

    /** The table of one sweep, whose facts must have been made known by {@link Views#open}. */
    public static String of(SparkSession spark, String sweep) {
        Views.prepare(spark, "specificity");
        TreeMap<Row, Row> bySetting = new TreeMap<>(HeadlineTable::compare);
        spark.table("specificity")
                .where("measure = 'train' AND budget LIKE '" + MATCHED + "%'")
                .where(functions.col("sweep").equalTo(sweep))
                .collectAsList()
                .forEach(row -> bySetting.merge(row, row, HeadlineTable::tightest));
        return new HeadlineTable(sweep, List.copyOf(bySetting.values())).text();
    }

    /** The row at the tightest error that is reached; where neither is, the headline's. */
    private static Row tightest(Row a, Row b) {
        if (a.<Boolean>getAs("reached") && b.<Boolean>getAs("reached")) {
            return Double.parseDouble(error(a)) < Double.parseDouble(error(b)) ? a : b;
        }
        return a.<Boolean>getAs("reached") || !b.<Boolean>getAs("reached") && a.<Boolean>getAs("headline") ? a : b;
    }

    private String text() {
        if (rows.isEmpty()) {
            return "Sweep " + sweep + " has nothing to compare: specificity needs fits from scratch, from the source"
                    + " (structured) and from at least one control.\n";
        }
        List<String> varying =
                SECONDARY.stream().filter(this::variesWithinAnArchitecture).toList();
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("family", "source -> target", "architecture", "bandwidth"));
        header.addAll(varying);
        header.add("control");
        boolean atLooser = rows.stream().anyMatch(HeadlineTable::isAtLooserError);
        if (atLooser) {
            header.add("scratch at");
        }
        header.addAll(List.of("n", "structured gain", "control gain", "specificity"));
        lines.add(header);
        for (Row row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
            lines.add(line(row, varying, atLooser));
        }
        StringBuilder text = new StringBuilder("Sweep " + sweep
                + ": gains in training MSE at the step where scratch reaches 1e-4"
                + (atLooser ? ", or else what it reaches" : "") + " (geometric mean over seeds)\n\n");
        align(lines, text);
        if (rows.size() > MOST_ROWS) {
            text.append("... and ").append(rows.size() - MOST_ROWS).append(" more rows in the view specificity\n");
        }
        text.append('\n');
        wrap(
                "How to read it: started from the source, a network's error is \"structured gain\" times smaller than from"
                        + " scratch, started from the control \"control gain\" times; their ratio, the specificity, is"
                        + " above 1x where what source and target share matters. [ ] is the 95 % bootstrap interval over"
                        + " n seeds.",
                "", text);
        notes().forEach(note -> wrap("- " + note, "  ", text));
        if (rows.stream().anyMatch(row -> !row.<Boolean>getAs("reached") || !row.<Boolean>getAs("headline"))) {
            text.append("Other budgets:\n  ").append(query()).append('\n');
        }
        return text.toString();
    }

    /** The error that scratch is to reach: 1e-3 of the budget {@code scratch<=1e-3}. */
    private static String error(Row row) {
        return row.<String>getAs("budget").substring(MATCHED.length());
    }

    private static boolean isAtLooserError(Row row) {
        return row.<Boolean>getAs("reached") && !row.<Boolean>getAs("headline");
    }

    private boolean variesWithinAnArchitecture(String column) {
        Map<Object, Object> first = new HashMap<>();
        for (Row row : rows) {
            String value = setting(row.getAs(column));
            List<Object> place = List.of(row.<Object>getAs("family"), row.<Object>getAs("architecture"));
            if (!value.equals(first.computeIfAbsent(place, none -> value))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> line(Row row, List<String> varying, boolean atLooser) {
        List<String> line = new ArrayList<>(List.of(
                Cell.text(row.getAs("family")),
                Cell.text(row.getAs("source")) + " -> " + Cell.text(row.getAs("target")),
                row.<String>getAs("architecture"),
                setting(row.getAs("bandwidth"))));
        varying.forEach(column -> line.add(setting(row.getAs(column))));
        line.add(row.getAs("control"));
        if (atLooser) {
            line.add(row.<Boolean>getAs("reached") ? error(row) : "-");
        }
        line.add(row.getAs("n_seeds").toString());
        if (!row.<Boolean>getAs("reached")) {
            line.addAll(List.of("not reached", "", ""));
        } else if (row.<Long>getAs("n_seeds") == 0) {
            line.addAll(List.of("no seed left", "", ""));
        } else {
            line.add(interval(row, "structured_gain"));
            line.add(interval(row, "control_gain"));
            line.add(interval(row, "specificity"));
        }
        return line;
    }

    private static String interval(Row row, String column) {
        String gain = Cell.number(row.<Double>getAs(column), 3) + "x";
        Double low = row.getAs(column + "_lo");
        Double high = row.getAs(column + "_hi");
        return low == null || high == null
                ? gain
                : gain + " [" + Cell.number(low, 3) + ", " + Cell.number(high, 3) + "]";
    }

    private static String setting(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof Double number ? Cell.shortest(number) : Cell.text(value);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(notes, "n_dead", "seed", "left out: a source learnt nothing (dead source)");
        note(notes, "n_diverged", "seed", "left out: the loss of a fit or of its source diverged");
        note(notes, "n_failed", "seed", "left out: a fit failed or ran out of time (see the view failures)");
        note(notes, "n_missing", "seed", "left out: not every condition has been trained");
        count(
                notes,
                "row touches",
                "rows touch",
                "the float32 floor of 1e-13: true gains are larger",
                row -> row.<Boolean>getAs("floor") ? 1 : 0);
        count(
                notes,
                "row is",
                "rows are",
                "at a looser error, because scratch stays above 1e-4: compare within an error only",
                row -> isAtLooserError(row) ? 1 : 0);
        count(
                notes,
                "row is",
                "rows are",
                "not reached: scratch stays above 1e-2",
                row -> row.<Boolean>getAs("reached") ? 0 : 1);
        return notes;
    }

    private String query() {
        return "specsweep sql \"SELECT architecture, target, budget, structured_gain, control_gain, specificity\n"
                + "                 FROM specificity WHERE sweep = '" + sweep.replace("'", "''")
                + "' AND measure = 'train' AND reached\"";
    }

    private void note(List<String> notes, String column, String thing, String words) {
        count(notes, thing, thing + "s", words, row -> row.<Long>getAs(column));
    }

    private void count(
            List<String> notes, String one, String many, String words, java.util.function.ToLongFunction<Row> measure) {
        Map<String, Long> places = new LinkedHashMap<>();
        long total = 0;
        for (Row row : rows) {
            long count = measure.applyAsLong(row);
            total += count;
            if (count > 0) {
                String place = row.getAs("architecture") + " " + row.getAs("family") + " " + row.getAs("target") + " "
                        + row.getAs("control");
                places.merge(place, count, Long::sum);
            }
        }
        if (total > 0) {
            String where = String.join(
                    "; ",
                    places.entrySet().stream()
                            .limit(MOST_PLACES)
                            .map(place -> place.getKey() + (place.getValue() > 1 ? ": " + place.getValue() : ""))
                            .toList());
            String more = places.size() > MOST_PLACES ? "; and " + (places.size() - MOST_PLACES) + " more" : "";
            notes.add(total + " " + (total == 1 ? one : many) + " " + words + " (" + where + more + ")");
        }
    }

    /** Breaks a line at spaces. */
    private static void wrap(String line, String indent, StringBuilder text) {
        int used = 0;
        for (String word : line.split(" ")) {
            if (used > 0 && used + 1 + word.length() > WIDTH) {
                text.append('\n').append(indent);
                used = indent.length();
            } else if (used > 0) {
                text.append(' ');
                used++;
            }
            text.append(word);
            used += word.length();
        }
        text.append('\n');
    }

    private static void align(List<List<String>> lines, StringBuilder text) {
        int[] widths = new int[lines.get(0).size()];
        lines.forEach(line ->
                Arrays.setAll(widths, i -> Math.max(widths[i], line.get(i).length())));
        for (List<String> line : lines) {
            StringBuilder aligned = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                aligned.append(i == 0 ? "" : "  ")
                        .append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length()));
            }
            text.append(aligned.toString().stripTrailing()).append('\n');
        }
    }

    private static int compare(Row a, Row b) {
        for (String column : List.of("family", "source", "parameter_distance", "target", "architecture", "bandwidth")) {
            int order = compareValues(a.<Object>getAs(column), b.<Object>getAs(column));
            if (order != 0) {
                return order;
            }
        }
        for (String column : SECONDARY) {
            int order = compareValues(a.<Object>getAs(column), b.<Object>getAs(column));
            if (order != 0) {
                return order;
            }
        }
        return compareValues(a.<Object>getAs("control"), b.<Object>getAs("control"));
    }

    @SuppressWarnings("unchecked")
    private static int compareValues(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return Objects.requireNonNull((Comparable<Object>) a).compareTo(b);
    }
}
