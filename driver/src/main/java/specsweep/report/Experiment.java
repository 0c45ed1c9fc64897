package specsweep.report;

import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One family of one sweep, how it is judged, and the SQL that finds it. */
final class Experiment {
    private static final int MOST_TRANSFERS = 4;

    /** An architecture at a bandwidth; the rank counts the bandwidths of its architecture from 0. */
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

    /**
     * From which member of the family to which.
     *
     * @param alternate the source of the {@code alternate} control; null where the protocol chooses it
     */
    record Transfer(String source, String target, @Nullable String alternate) {
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
    private final Choice choice;
    private final List<Arm> arms;
    private final List<Transfer> all;
    private final List<Transfer> transfers;
    private String budget = "";
    private String control = "";

    private Experiment(String sweep, String family, List<Row> rows) {
        this.sweep = sweep;
        this.family = family;
        this.settings = rows.size();
        this.choice = new Choice(rows);
        this.arms = choice.arms();
        this.all = choice.transfers();
        this.transfers = Choice.spread(all, MOST_TRANSFERS);
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
        return all.size();
    }

    /** Which settings are drawn. */
    Choice choice() {
        return choice;
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
        return networks(false);
    }

    /** The same of rows that stand for all targets: each target of a table has data and points of its own. */
    String networksOfAllTargets() {
        return networks(true);
    }

    private String networks(boolean ofAllTargets) {
        List<String> parts = new ArrayList<>();
        choice.values().forEach((architecture, values) -> {
            List<String> conditions = new ArrayList<>(List.of(Results.equal("architecture", architecture)));
            values.forEach((axis, value) -> {
                boolean ofOneTarget =
                        values.containsKey("data") && Set.of("data", "points").contains(axis);
                if (!ofAllTargets || !ofOneTarget) {
                    conditions.add(Results.equal(axis, value));
                }
            });
            parts.add(String.join(" AND ", conditions));
        });
        boolean whole = choice.values().values().stream().allMatch(Map::isEmpty);
        return everything() + (whole ? "" : "\n  AND (" + String.join("\n    OR ", parts) + ")");
    }

    /** SQL's condition for the networks and transfers that are drawn. */
    String shown() {
        return shown(transfers);
    }

    /** SQL's condition for the networks that are drawn and some transfers. */
    String shown(List<Transfer> some) {
        if (some.size() == all.size() && !choice.severalAlternates()) {
            return networks();
        }
        String either = some.stream()
                .map(transfer -> Results.equal("source", transfer.source()) + " AND "
                        + Results.equal("target", transfer.target())
                        + (choice.severalAlternates()
                                ? " AND " + Results.equal("alternate", transfer.alternate())
                                : ""))
                .collect(Collectors.joining("\n    OR "));
        return networks() + "\n  AND (" + either + ")";
    }
}
