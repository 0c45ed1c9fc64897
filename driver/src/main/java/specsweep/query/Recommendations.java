package specsweep.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** What to take for a family, by the view {@code recommendations}: for reading and for a program. */
public final class Recommendations {
    private static final List<String> QUESTIONS =
            List.of("transfers most", "transfers most specifically", "reuses anything", "is harmed");
    private static final int MOST_CANDIDATES = 20;

    private final Dataset<Row> rows;
    private final List<Row> answers;
    private final List<Row> candidates;

    private Recommendations(Dataset<Row> rows, List<Row> answers, List<Row> candidates) {
        this.rows = rows;
        this.answers = answers;
        this.candidates = candidates;
    }

    /**
     * The recommendations over the output that {@link Views#open} made known.
     *
     * @param sweep only this sweep, or all
     * @param family only this family, or all
     * @throws IllegalArgumentException if there is no such sweep or family
     */
    public static Recommendations of(SparkSession spark, @Nullable String sweep, @Nullable String family) {
        Column asked = functions.lit(true);
        for (Map.Entry<String, String> filter : filters(sweep, family).entrySet()) {
            Column column = functions.col(filter.getKey());
            List<String> known =
                    spark.table(Views.FACTS).where(asked).select(column).distinct().collectAsList().stream()
                            .map(row -> row.getString(0))
                            .sorted()
                            .toList();
            if (!known.contains(filter.getValue())) {
                throw new IllegalArgumentException("--" + filter.getKey() + ": nothing has been trained for "
                        + filter.getValue() + "; there is " + String.join(", ", known));
            }
            asked = asked.and(column.equalTo(filter.getValue()));
        }
        Views.prepare(spark, "recommendations, candidates");
        Dataset<Row> rows = spark.table("recommendations")
                .where(asked)
                .orderBy("sweep", "family", "control", "measure", "question");
        return new Recommendations(
                rows,
                rows.collectAsList(),
                spark.table("candidates").where(asked).collectAsList());
    }

    private static Map<String, String> filters(@Nullable String sweep, @Nullable String family) {
        Map<String, String> filters = new LinkedHashMap<>();
        if (sweep != null) {
            filters.put("sweep", sweep);
        }
        if (family != null) {
            filters.put("family", family);
        }
        return filters;
    }

    /** One row a sweep, family, control, measure and question. */
    public Dataset<Row> rows() {
        return rows;
    }

    /** For reading: for each sweep, family and control the answers on training points, and the candidates. */
    public String text() {
        Map<String, List<Row>> parts = candidates.stream()
                .filter(row -> row.getAs("measure").equals("train"))
                .sorted(Comparator.comparing(Recommendations::part))
                .collect(Collectors.groupingBy(Recommendations::part, LinkedHashMap::new, Collectors.toList()));
        if (parts.isEmpty()) {
            return "There is nothing to compare: a recommendation needs fits from scratch, from the source (structured) and"
                    + " from at least one control.\n";
        }
        StringBuilder text = new StringBuilder();
        parts.forEach((part, members) -> {
            text.append(text.isEmpty() ? "" : "\n");
            describe(members, text);
        });
        text.append('\n');
        Prose.write(
                "How to read it: gains are geometric means over the transfers of the family, at the step where scratch reaches"
                        + " the error that is named. \"Reuses anything\" is broad: even the control's weights help. \"Is harmed\""
                        + " is negative transfer: the control's weights, or the source's, do worse than fresh ones. [ ] is the"
                        + " 95 % bootstrap interval over n seeds. It covers the seeds, not the choice of the source, the"
                        + " control or the rate.",
                0, text);
        return text.toString();
    }

    private void describe(List<Row> members, StringBuilder text) {
        Row any = members.get(0);
        List<String> varying = List.of("width", "depth", "learning_rate", "points", "source_steps", "steps").stream()
                .filter(column -> members.stream()
                        .collect(Collectors.groupingBy(
                                row -> (String) row.getAs("architecture"),
                                Collectors.mapping(row -> row.<Object>getAs(column), Collectors.toSet())))
                        .values()
                        .stream()
                        .anyMatch(values -> values.size() > 1))
                .toList();
        text.append(any.<String>getAs("family"))
                .append(", sweep ")
                .append(any.<String>getAs("sweep"))
                .append(", against the control ")
                .append(any.<String>getAs("control"))
                .append(", at ")
                .append(any.<String>getAs("budget"))
                .append(" on training points\n\n");
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("which", "", "value", "n", "ahead of"));
        List<String> notes = new ArrayList<>();
        for (String question : QUESTIONS) {
            Row answer = answer(any, "train", question);
            if (answer == null) {
                lines.add(List.of(question, "no candidate could be compared", "", "", ""));
                continue;
            }
            boolean supported = answer.<Boolean>getAs("supported");
            String name = name(answer, "architecture", "bandwidth", varying);
            lines.add(List.of(
                    question,
                    supported ? name : "none for sure; first is " + name,
                    answer.getAs("quantity") + " "
                            + interval(answer.getAs("value"), answer.getAs("value_lo"), answer.getAs("value_hi")),
                    answer.getAs("n_seeds").toString(),
                    answer.getAs("runner_up") == null
                            ? "no other"
                            : name(answer, "runner_up", "runner_up_bandwidth", List.of()) + " by "
                                    + interval(
                                            answer.getAs("lead"), answer.getAs("lead_lo"), answer.getAs("lead_hi"))));
            String caveats = answer.getAs("caveats");
            if (caveats != null) {
                notes.add(question + ": " + caveats);
            }
            Row held = answer(any, "test", question);
            if (held != null
                    && !name(held, "architecture", "bandwidth", varying).equals(name)) {
                notes.add(question + ": on held-out points it is " + name(held, "architecture", "bandwidth", varying)
                        + ", " + interval(held.getAs("value"), held.getAs("value_lo"), held.getAs("value_hi")));
            }
        }
        align(lines, text);
        text.append('\n');
        for (String note : notes) {
            text.append("- ");
            Prose.write(note, 2, text);
        }
        text.append(notes.isEmpty() ? "" : "\n");
        table(members, varying, text);
    }

    private static void table(List<Row> members, List<String> varying, StringBuilder text) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("candidate", "n", "structured gain", "control gain", "specificity", "it is"));
        List<Row> sorted = members.stream()
                .sorted(Comparator.comparing(
                        row -> row.<Double>getAs("structured_gain"), Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
        for (Row row : sorted.subList(0, Math.min(MOST_CANDIDATES, sorted.size()))) {
            String obstacle = row.getAs("obstacle");
            lines.add(
                    obstacle != null
                            ? List.of(
                                    name(row, "architecture", "bandwidth", varying),
                                    row.getAs("n_seeds").toString(),
                                    obstacle,
                                    "",
                                    "",
                                    "")
                            : List.of(
                                    name(row, "architecture", "bandwidth", varying),
                                    row.getAs("n_seeds").toString(),
                                    figure(row, "structured_gain"),
                                    figure(row, "control_gain"),
                                    figure(row, "specificity"),
                                    character(row)));
        }
        align(lines, text);
        if (sorted.size() > MOST_CANDIDATES) {
            text.append("... and ").append(sorted.size() - MOST_CANDIDATES).append(" more in the view candidates\n");
        }
    }

    private static String character(Row row) {
        List<String> words = new ArrayList<>();
        for (String word : List.of("specific", "broad", "negative")) {
            if (Boolean.TRUE.equals(row.<Boolean>getAs(word))) {
                words.add(word);
            }
        }
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    private @Nullable Row answer(Row of, String measure, String question) {
        return answers.stream()
                .filter(row -> part(row).equals(part(of))
                        && row.getAs("measure").equals(measure)
                        && row.getAs("question").equals(question))
                .findFirst()
                .orElse(null);
    }

    private static String part(Row row) {
        return String.join(" ", row.<String>getAs("sweep"), row.<String>getAs("family"), row.<String>getAs("control"));
    }

    private static String name(Row row, String architecture, String bandwidth, List<String> more) {
        StringBuilder name = new StringBuilder(row.<String>getAs(architecture));
        Double at = row.getAs(bandwidth);
        if (at != null) {
            name.append(' ').append(Cell.shortest(at));
        }
        for (String column : more) {
            Object value = Objects.requireNonNull(row.<Object>getAs(column));
            name.append(", ")
                    .append(column.replace('_', ' '))
                    .append(' ')
                    .append(value instanceof Double number ? Cell.shortest(number) : value.toString());
        }
        return name.toString();
    }

    private static String figure(Row row, String column) {
        return interval(row.getAs(column), row.getAs(column + "_lo"), row.getAs(column + "_hi"));
    }

    private static String interval(Double value, @Nullable Double lo, @Nullable Double hi) {
        String text = Cell.number(value, 3) + "x";
        return lo == null || hi == null ? text : text + " [" + Cell.number(lo, 3) + ", " + Cell.number(hi, 3) + "]";
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
}
