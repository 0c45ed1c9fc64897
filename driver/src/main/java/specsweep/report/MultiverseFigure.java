package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.required;
import static specsweep.report.Answer.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.task.Parameters;
import specsweep.query.Cell;
import specsweep.report.chart.Matrix;
import specsweep.report.chart.ShareChart;

/** Every setting of a sweep that varies more than bandwidth and target, as a map of specificity, and how verdicts are shared. */
final class MultiverseFigure implements ExperimentFigure {
    private static final int MOST_ROWS = 240;

    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        if (experiment.choice().varied().isEmpty()) {
            return Optional.empty();
        }
        List<String> axes = axes(results, experiment);
        List<String> averaged = experiment.choice().varied().stream()
                .filter(axis -> !axes.contains(axis))
                .toList();
        String keys = "source, target" + (axes.isEmpty() ? "" : ", " + String.join(", ", axes));
        Answer answer = results.ask("""
                SELECT %s, architecture, bandwidth,
                       exp(avg(ln(specificity))) AS specificity, count(specificity) AS settings,
                       count(CASE WHEN specificity_lo > 1 OR specificity_hi < 1 THEN 1 END) AS settings_sure,
                       min(specificity) AS least, max(specificity) AS greatest
                FROM (SELECT %s%s
                      FROM verdicts
                      WHERE %s
                        AND control = %s AND measure = 'train' AND budget = %s)
                GROUP BY %s, architecture, bandwidth
                ORDER BY %s, architecture, bandwidth""".formatted(
                        keys,
                        axes.contains("learning_rate") ? "* EXCEPT (learning_rate), " : "*",
                        axes.contains("learning_rate") ? relativeRate(experiment) : "",
                        experiment.everything(),
                        Results.literal(experiment.control()),
                        Results.literal(experiment.budget()),
                        keys,
                        keys));
        List<Figure.Panel> panels = new ArrayList<>();
        shares(results, experiment).ifPresent(panels::add);
        List<Matrix.Row> rows = rows(experiment, answer, axes);
        if (!rows.isEmpty()) {
            panels.add(new Figure.Panel(
                    "Specificity by setting",
                    Matrix.draw(
                            "Map of the multiverse: " + experiment.family(),
                            rows.size() + " rows, one a setting; "
                                    + experiment.arms().size()
                                    + " columns, one a network; the numbers are in the table below.",
                            experiment.arms().stream().map(Experiment.Arm::name).toList(),
                            rows)));
        }
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-multiverse",
                "All " + Names.count(experiment.settings()) + " settings",
                "An answer that holds at one setting is an anecdote. These are all that were trained, the good and the bad.",
                List.of(
                        new Figure.Key("cell", "above", "source better than control"),
                        new Figure.Key("cell", "below", "control better than source")),
                panels,
                "At " + Names.budget(experiment.budget()) + ", training points; control: " + experiment.control()
                        + ". A dash: not every interval in the cell excludes 1."
                        + (axes.isEmpty()
                                ? ""
                                : " Rows: "
                                        + Names.list(axes.stream()
                                                .map(MultiverseFigure::word)
                                                .toList()) + ".")
                        + (averaged.isEmpty() ? "" : " Geometric means over " + Names.list(averaged) + "."),
                answer));
    }

    /** The axes that the map can show without growing too long; over the others it averages. */
    private static List<String> axes(Results results, Experiment experiment) {
        Answer sizes = results.ask("SELECT count(DISTINCT source, target) AS transfers, "
                + String.join(
                        ", ",
                        experiment.choice().varied().stream()
                                .map(axis -> "count(DISTINCT architecture, " + axis
                                        + ") / count(DISTINCT architecture) AS " + axis)
                                .toList())
                + "\nFROM settings\nWHERE " + experiment.everything());
        double rows = required(sizes.rows().get(0), "transfers");
        List<String> axes = new ArrayList<>();
        for (String axis : experiment.choice().varied()) {
            double more = Math.max(1, required(sizes.rows().get(0), axis));
            if (rows * more <= MOST_ROWS) {
                axes.add(axis);
                rows *= more;
            }
        }
        return axes;
    }

    /** Rates are compared in multiples of what is usual for the architecture: no rate is right for all of them. */
    private static String relativeRate(Experiment experiment) {
        StringBuilder usual = new StringBuilder("learning_rate / CASE architecture");
        experiment.arms().stream()
                .map(Experiment.Arm::architecture)
                .distinct()
                .forEach(architecture -> usual.append(" WHEN ")
                        .append(Results.literal(architecture))
                        .append(" THEN ")
                        .append(Cell.shortest(experiment.choice().learningRate(architecture))));
        return "\n                             round(" + usual + " END, 6) AS learning_rate";
    }

    private static String times(Row row, String axis) {
        return "×"
                + Parameters.decimal(new BigDecimal(required(row, axis))
                        .round(new MathContext(3))
                        .doubleValue());
    }

    private static String word(String axis) {
        return axis.equals("learning_rate") ? "learning_rate (in multiples of the architecture's middle one)" : axis;
    }

    private static List<Matrix.Row> rows(Experiment experiment, Answer answer, List<String> axes) {
        Map<List<String>, List<Row>> byKey = new LinkedHashMap<>();
        answer.stream().forEach(row -> {
            List<String> key = new ArrayList<>(List.of(text(row, "source") + " → " + text(row, "target")));
            axes.forEach(axis -> key.add(axis.equals("learning_rate") ? times(row, axis) : text(row, axis)));
            byKey.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
        });
        List<Matrix.Row> rows = new ArrayList<>();
        String[] last = {""};
        byKey.forEach((key, its) -> {
            String group = key.get(0).equals(last[0]) ? "" : key.get(0);
            last[0] = key.get(0);
            String name = String.join(" · ", key.subList(1, key.size()));
            List<Matrix.@Nullable Cell> cells = new ArrayList<>();
            for (Experiment.Arm arm : experiment.arms()) {
                cells.add(its.stream()
                        .filter(arm::matches)
                        .findFirst()
                        .map(row -> cell(arm, key, row))
                        .orElse(null));
            }
            rows.add(new Matrix.Row(group, name, cells));
        });
        return rows;
    }

    private static Matrix.Cell cell(Experiment.Arm arm, List<String> key, Row row) {
        Double value = number(row, "specificity");
        long settings = (long) required(row, "settings");
        return new Matrix.Cell(
                value,
                (long) required(row, "settings_sure") == settings,
                arm.name() + ", " + String.join(" · ", key) + ": "
                        + (value == null
                                ? "not reached"
                                : Names.times(value)
                                        + (settings > 1
                                                ? ", " + settings + " settings from "
                                                        + Names.times(required(row, "least")) + " to "
                                                        + Names.times(required(row, "greatest"))
                                                : "")));
    }

    /** How the verdicts over all settings are shared. */
    private static Optional<Figure.Panel> shares(Results results, Experiment experiment) {
        Answer counts = results.ask("""
                SELECT architecture, bandwidth, verdict, count(*) AS settings
                FROM verdicts
                WHERE %s
                  AND control = %s AND measure = 'train' AND budget = %s
                GROUP BY architecture, bandwidth, verdict""".formatted(
                experiment.everything(), Results.literal(experiment.control()), Results.literal(experiment.budget())));
        List<ShareChart.Bar> bars = new ArrayList<>();
        for (Experiment.Arm arm : experiment.arms()) {
            List<ShareChart.Part> parts = Arrays.stream(Verdict.values())
                    .map(verdict -> new ShareChart.Part(
                            verdict.label(),
                            verdict.cssClass(),
                            counts.where("verdict", verdict.label()).stream()
                                    .filter(arm::matches)
                                    .mapToLong(row -> (long) required(row, "settings"))
                                    .sum()))
                    .filter(part -> part.size() > 0)
                    .toList();
            if (!parts.isEmpty()) {
                bars.add(new ShareChart.Bar(arm.name(), parts));
            }
        }
        return bars.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure.Panel(
                        "Verdicts over all settings",
                        ShareChart.draw(
                                "Verdicts over all settings: " + experiment.family(),
                                String.join(
                                        "; ",
                                        bars.stream()
                                                .map(bar -> bar.name() + " "
                                                        + String.join(
                                                                ", ",
                                                                bar.parts().stream()
                                                                        .map(part -> part.name() + " " + part.size())
                                                                        .toList()))
                                                .toList()),
                                bars)));
    }
}
