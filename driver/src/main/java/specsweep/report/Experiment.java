package specsweep.report;

import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Comparator;
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
 * One family of one sweep, and which of its settings are drawn.
 *
 * <p>A sweep over widths, rates and lengths has more settings than a page can show. All of them are counted and mapped; the
 * curves show one network for each architecture: along every varied axis the value that most settings have, and the middle
 * one where several have as many. The choice looks at what was planned and never at a result.
 */
final class Experiment {
    /** What is chosen; bandwidth and transfer are shown side by side instead. */
    static final List<String> AXES = List.of(
            "protocol_version",
            "data",
            "alternate",
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

    private static final int MOST_TRANSFERS = 4;
    private static final int MOST_BANDWIDTHS = 5;

    /** An architecture at a bandwidth. */
    record Arm(String architecture, @Nullable Double bandwidth, int rank) {
        String name() {
            String more = Names.bandwidth(architecture, bandwidth);
            return Names.architecture(architecture) + (more.isEmpty() ? "" : " " + more);
        }

        /** Colour by architecture, dashes by bandwidth. */
        String cssClass() {
            return Names.architectureClass(architecture) + " d" + Math.min(rank, 4);
        }

        boolean matches(Row row) {
            return text(row, "architecture").equals(architecture)
                    && Objects.equals(Answer.number(row, "bandwidth"), bandwidth);
        }
    }

    /** From which member of the family to which. */
    record Transfer(String source, String target) {
        String name() {
            return source + " → " + target;
        }

        boolean matches(Row row) {
            return text(row, "source").equals(source) && text(row, "target").equals(target);
        }
    }

    private final String sweep;
    private final String family;
    private final int settings;
    private final List<Row> central;
    private final List<Arm> arms;
    private final List<Transfer> transfers;
    private final List<String> varied;
    private final Map<String, Map<String, @Nullable Object>> chosen = new LinkedHashMap<>();
    private String budget = "";
    private String control = "";

    private Experiment(String sweep, String family, List<Row> rows) {
        this.sweep = sweep;
        this.family = family;
        this.settings = rows.size();
        List<Row> middle = new ArrayList<>();
        Map<String, List<Row>> byArchitecture = rows.stream()
                .collect(Collectors.groupingBy(row -> text(row, "architecture"), TreeMap::new, Collectors.toList()));
        byArchitecture.forEach((architecture, its) -> middle.addAll(middle(architecture, its)));
        this.central = List.copyOf(middle);
        this.arms = arms(central);
        this.transfers = spread(transfers(central), MOST_TRANSFERS);
        this.varied = AXES.stream()
                .filter(axis -> byArchitecture.values().stream()
                        .anyMatch(its -> its.stream()
                                        .map(row -> text(row, axis))
                                        .distinct()
                                        .count()
                                > 1))
                .toList();
    }

    /** Every family of every sweep, in the order of their names. */
    static List<Experiment> of(Answer settings) {
        Map<List<String>, List<Row>> grouped = settings.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(text(row, "sweep"), text(row, "family")), Collectors.toList()));
        return grouped.keySet().stream()
                .sorted(Comparator.comparing((List<String> key) -> key.get(0)).thenComparing(key -> key.get(1)))
                .map(key -> new Experiment(key.get(0), key.get(1), Objects.requireNonNull(grouped.get(key))))
                .toList();
    }

    private List<Row> middle(String architecture, List<Row> rows) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Row> left = rows;
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
                values.put(axis, picked.get(0).get(picked.get(0).fieldIndex(axis)));
            }
            left = picked;
        }
        chosen.put(architecture, values);
        return left;
    }

    private static List<Arm> arms(List<Row> rows) {
        Map<String, List<Row>> byArchitecture = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Names.architectureOrder(text(row, "architecture")), TreeMap::new, Collectors.toList()));
        List<Arm> arms = new ArrayList<>();
        byArchitecture.values().forEach(its -> {
            List<@Nullable Double> bandwidths = its.stream()
                    .map(row -> Answer.number(row, "bandwidth"))
                    .distinct()
                    .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                    .collect(Collectors.toCollection(ArrayList::new));
            List<@Nullable Double> shown = spread(bandwidths, MOST_BANDWIDTHS);
            for (int i = 0; i < shown.size(); i++) {
                arms.add(new Arm(text(its.get(0), "architecture"), shown.get(i), i));
            }
        });
        return List.copyOf(arms);
    }

    private static List<Transfer> transfers(List<Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparing((Row row) -> Answer.required(row, "parameter_distance"))
                        .thenComparing(row -> text(row, "source"))
                        .thenComparing(row -> text(row, "target")))
                .map(row -> new Transfer(text(row, "source"), text(row, "target")))
                .distinct()
                .toList();
    }

    /** At most so many of a list, its ends and what lies evenly between. */
    private static <T extends @Nullable Object> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) Math.round(i * (all.size() - 1.0) / (most - 1))));
        }
        return some;
    }

    String sweep() {
        return sweep;
    }

    String family() {
        return family;
    }

    /** Family and sweep. */
    String name() {
        return family + " in " + sweep;
    }

    /** How many settings there are, all architectures together. */
    int settings() {
        return settings;
    }

    List<Arm> arms() {
        return arms;
    }

    /** The transfers that are drawn, the nearest first. */
    List<Transfer> transfers() {
        return transfers;
    }

    /** How many transfers the drawn networks were trained for. */
    int allTransfers() {
        return transfers(central).size();
    }

    /** Along what the settings of an architecture vary, besides bandwidth and transfer. */
    List<String> varied() {
        return varied;
    }

    /** The budget at which the experiment is judged. */
    String budget() {
        return budget;
    }

    /** The control that it is judged against, where there are several. */
    String control() {
        return control;
    }

    void judgeAt(String chosenBudget, String chosenControl) {
        budget = chosenBudget;
        control = chosenControl;
    }

    /** The learning rate at which an architecture is drawn. */
    double usualRate(String architecture) {
        return central.stream()
                .filter(row -> text(row, "architecture").equals(architecture))
                .mapToDouble(row -> Answer.required(row, "learning_rate"))
                .findFirst()
                .orElse(1);
    }

    /** An HTML id that no other experiment has. */
    String id() {
        return "e" + Integer.toHexString((sweep + "\n" + family).hashCode());
    }

    /** SQL's condition for everything in this experiment. */
    String everything() {
        return Results.equal("sweep", sweep) + " AND " + Results.equal("family", family);
    }

    /** SQL's condition for the networks that are drawn, at every bandwidth and transfer. */
    String networks() {
        List<String> parts = new ArrayList<>();
        chosen.forEach((architecture, values) -> {
            List<String> conditions = new ArrayList<>(List.of(Results.equal("architecture", architecture)));
            values.forEach((axis, value) -> conditions.add(Results.equal(axis, value)));
            parts.add(String.join(" AND ", conditions));
        });
        boolean all = chosen.values().stream().allMatch(Map::isEmpty);
        return everything() + (all ? "" : "\n  AND (" + String.join("\n    OR ", parts) + ")");
    }

    /** SQL's condition for the networks and transfers that are drawn. */
    String shown() {
        return networks()
                + (transfers.size() == allTransfers()
                        ? ""
                        : "\n  AND ("
                                + transfers.stream()
                                        .map(transfer -> Results.equal("source", transfer.source()) + " AND "
                                                + Results.equal("target", transfer.target()))
                                        .collect(Collectors.joining("\n    OR "))
                                + ")");
    }

    /** What was chosen, in a sentence; empty where there was nothing to choose. */
    String choice() {
        Map<String, String> words = new LinkedHashMap<>();
        chosen.forEach((architecture, values) -> values.forEach((axis, value) -> {
            String text = axis + " "
                    + (value == null
                            ? "none"
                            : value instanceof Double number ? Cell.shortest(number) : value.toString());
            words.merge(text, Names.architecture(architecture), (before, more) -> before + ", " + more);
        }));
        if (words.isEmpty()) {
            return "";
        }
        String list = words.entrySet().stream()
                .map(word -> word.getKey()
                        + (word.getValue().split(", ").length < chosen.size() ? " (" + word.getValue() + ")" : ""))
                .collect(Collectors.joining(", "));
        return "Drawn at " + list
                + ": the usual or middle value of each varied axis, chosen without a look at results.";
    }
}
