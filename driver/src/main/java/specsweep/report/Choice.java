package specsweep.report;

import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import specsweep.query.Cell;

/**
 * Which settings of an experiment are drawn.
 *
 * <p>A sweep over widths, rates and lengths has more settings than a page can show. All of them are counted and mapped; the
 * curves show one network for each architecture: along every varied axis the value that most settings have, and the middle
 * one where several have as many. The choice looks at what was planned and never at a result.
 */
final class Choice {
    /** What is chosen; bandwidth and transfer are shown side by side instead. */
    private static final List<String> AXES = List.of(
            "protocol_version",
            "data",
            "points",
            "batch_size",
            "source_steps",
            "steps",
            "source_mse",
            "width",
            "depth",
            "learning_rate",
            "frequencies",
            "initialisation",
            "beta1",
            "beta2",
            "epsilon",
            "control_seed_offset");

    private static final int MOST_BANDWIDTHS = 5;

    private final List<Row> rows;
    private final Map<String, Map<String, @Nullable Object>> values = new LinkedHashMap<>();
    private final List<String> varied;
    private boolean severalAlternates;

    /**
     * Chooses among settings.
     *
     * @param settings rows of the view {@code settings}, of one family of one sweep
     */
    Choice(List<Row> settings) {
        Map<String, List<Row>> byArchitecture = settings.stream()
                .collect(Collectors.groupingBy(row -> text(row, "architecture"), TreeMap::new, Collectors.toList()));
        List<Row> middle = new ArrayList<>();
        byArchitecture.forEach((architecture, its) -> middle.addAll(oneAlternateEach(middle(architecture, its))));
        this.rows = List.copyOf(middle);
        this.varied = AXES.stream()
                .filter(axis -> byArchitecture.values().stream()
                        .anyMatch(its -> its.stream()
                                        .map(row -> text(row, axis))
                                        .distinct()
                                        .count()
                                > 1))
                .toList();
    }

    private List<Row> middle(String architecture, List<Row> all) {
        Map<String, @Nullable Object> picks = new LinkedHashMap<>();
        List<Row> left = all;
        for (String axis : AXES) {
            Map<String, List<Row>> byValue = new LinkedHashMap<>();
            left.stream()
                    .sorted(Comparator.comparing(
                                    (Row row) -> Answer.isNumber(row, axis) ? Answer.required(row, axis) : 0.0)
                            .thenComparing(row -> text(row, axis)))
                    .forEach(row -> byValue.computeIfAbsent(text(row, axis), value -> new ArrayList<>())
                            .add(row));
            int most = byValue.values().stream().mapToInt(List::size).max().orElse(0);
            List<List<Row>> usual =
                    byValue.values().stream().filter(its -> its.size() == most).toList();
            List<Row> picked = usual.get((usual.size() - 1) / 2);
            if (byValue.size() > 1) {
                picks.put(axis, picked.get(0).get(picked.get(0).fieldIndex(axis)));
            }
            left = picked;
        }
        values.put(architecture, picks);
        return left;
    }

    /** Of each transfer one alternate control, the first by name: two would be two settings in one curve. */
    private List<Row> oneAlternateEach(List<Row> all) {
        Map<List<String>, String> first = new HashMap<>();
        all.forEach(row -> first.merge(
                List.of(text(row, "source"), text(row, "target")),
                text(row, "alternate"),
                (a, b) -> a.compareTo(b) <= 0 ? a : b));
        List<Row> kept = all.stream()
                .filter(row ->
                        text(row, "alternate").equals(first.get(List.of(text(row, "source"), text(row, "target")))))
                .toList();
        severalAlternates |= kept.size() < all.size();
        return kept;
    }

    /** What was chosen for each architecture, axis by axis; only axes that vary there. */
    Map<String, Map<String, @Nullable Object>> values() {
        return values;
    }

    /** Along what the settings of an architecture vary, besides bandwidth and transfer. */
    List<String> varied() {
        return varied;
    }

    /** Whether a transfer has settings that differ in the source of their alternate control. */
    boolean severalAlternates() {
        return severalAlternates;
    }

    /** The chosen networks: every architecture at its bandwidths, at most five, its ends and what lies evenly between. */
    List<Experiment.Arm> arms() {
        Map<String, List<Row>> byArchitecture = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Names.architectureOrder(text(row, "architecture")), TreeMap::new, Collectors.toList()));
        List<Experiment.Arm> arms = new ArrayList<>();
        byArchitecture.values().forEach(its -> {
            List<@Nullable Double> bandwidths = its.stream()
                    .map(row -> Answer.number(row, "bandwidth"))
                    .distinct()
                    .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                    .collect(Collectors.toCollection(ArrayList::new));
            List<@Nullable Double> shown = spread(bandwidths, MOST_BANDWIDTHS);
            for (int i = 0; i < shown.size(); i++) {
                arms.add(new Experiment.Arm(text(its.get(0), "architecture"), shown.get(i), i));
            }
        });
        return List.copyOf(arms);
    }

    /** Every transfer of the chosen networks, the nearest first. */
    List<Experiment.Transfer> transfers() {
        return rows.stream()
                .sorted(Comparator.comparing((Row row) -> Answer.required(row, "parameter_distance"))
                        .thenComparing(row -> text(row, "source"))
                        .thenComparing(row -> text(row, "target")))
                .map(row -> new Experiment.Transfer(
                        text(row, "source"), text(row, "target"), Answer.nullable(row, "alternate")))
                .distinct()
                .toList();
    }

    /** The learning rate at which an architecture is drawn. */
    double learningRate(String architecture) {
        return rows.stream()
                .filter(row -> text(row, "architecture").equals(architecture))
                .mapToDouble(row -> Answer.required(row, "learning_rate"))
                .findFirst()
                .orElse(1);
    }

    /** At most so many of a list, its ends and what lies evenly between. */
    static <T extends @Nullable Object> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) Math.round(i * (all.size() - 1.0) / (most - 1))));
        }
        return some;
    }

    /** What was chosen, in a sentence; empty where there was nothing to choose. */
    String sentence() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        values.forEach((architecture, picks) -> picks.forEach((axis, value) -> words.computeIfAbsent(
                        axis + " "
                                + (value == null
                                        ? "none"
                                        : value instanceof Double number ? Cell.shortest(number) : value.toString()),
                        text -> new ArrayList<>())
                .add(Names.architecture(architecture))));
        if (words.isEmpty()) {
            return "";
        }
        List<String> list = words.keySet().stream()
                .map(word -> {
                    List<String> whose = Objects.requireNonNull(words.get(word));
                    return word + (whose.size() < values.size() ? " (" + String.join(", ", whose) + ")" : "");
                })
                .toList();
        return "Drawn at " + String.join(", ", list)
                + ": the usual or middle value of each varied axis, chosen without a look at results.";
    }
}
