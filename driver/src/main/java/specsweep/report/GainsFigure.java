package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import specsweep.report.chart.IntervalChart;
import specsweep.report.chart.IntervalChart.Item;
import specsweep.report.chart.IntervalChart.Line;
import specsweep.report.chart.IntervalChart.Mark;
import specsweep.report.chart.Scale;
import specsweep.report.markup.Element;

/** Structured gain, control gains and specificity of each network, with their intervals. */
record GainsFigure(String measure) implements ExperimentFigure {

    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        Answer answer = answer(results, experiment, measure);
        List<Panel> panels = panels(experiment, answer);
        if (panels.isEmpty()) {
            return Optional.empty();
        }
        List<Double> axis = panels.stream()
                .flatMap(panel -> IntervalChart.values(panel.items()).stream())
                .toList();
        boolean training = measure.equals("train");
        return Optional.of(new Figure(
                experiment.id() + "-gains-" + measure,
                training ? "What the source gains, and what the controls gain" : "The same on held-out points",
                training
                        ? "How many times smaller the error is than from scratch. Where the control gains as much as the"
                                + " source, any trained weights would have done; their ratio is the specificity."
                        : "Points between the training points, which no fit has seen, at the same steps.",
                List.of(
                        new Figure.Key("circle", "c-structured", "from the source"),
                        new Figure.Key("square", "c-random", "from a control"),
                        new Figure.Key("diamond", "c-ratio", "specificity: their ratio")),
                panels.stream()
                        .map(panel -> new Figure.Panel(
                                panel.name(), panel.draw(experiment.sweep() + ", " + Names.measure(measure), axis)))
                        .toList(),
                "Geometric means over seeds with 95 % bootstrap intervals, in MSE on " + Names.measure(measure)
                        + ", at " + Names.budget(experiment.budget()) + ".",
                answer));
    }

    /** The rows of the figure. */
    static Answer answer(Results results, Experiment experiment, String measure) {
        return results.ask("""
                SELECT source, target, architecture, bandwidth, control, step, n_seeds,
                       structured_gain, structured_gain_lo, structured_gain_hi,
                       control_gain, control_gain_lo, control_gain_hi,
                       specificity, specificity_lo, specificity_hi, verdict, obstacle
                FROM verdicts
                WHERE %s
                  AND measure = '%s' AND budget = %s
                ORDER BY parameter_distance, source, target, architecture, bandwidth, control""".formatted(experiment.shown(), measure, Results.literal(experiment.budget())));
    }

    /** One chart: a transfer and its networks. */
    record Panel(String name, String description, List<Item> items) {
        Element draw(String where, List<Double> axis) {
            return IntervalChart.draw(
                    name + ": " + where,
                    description,
                    new IntervalChart.Axis("gain, times", Scale.Kind.LOG, 1, axis),
                    items);
        }
    }

    /** The charts, one a transfer. */
    static List<Panel> panels(Experiment experiment, Answer answer) {
        List<Panel> panels = new ArrayList<>();
        for (Experiment.Transfer transfer : experiment.transfers()) {
            List<Item> items = new ArrayList<>();
            List<String> words = new ArrayList<>();
            for (Experiment.Arm arm : experiment.arms()) {
                List<Row> rows = answer.stream()
                        .filter(row -> arm.matches(row) && transfer.matches(row))
                        .sorted(Comparator.comparing(row -> Names.conditionOrder(text(row, "control"))))
                        .toList();
                if (!rows.isEmpty()) {
                    Item item = item(arm.name(), rows);
                    items.add(item);
                    item.lines().forEach(line -> words.add(arm.name() + " " + line.name() + " " + line.label()));
                }
            }
            if (!IntervalChart.values(items).isEmpty()) {
                panels.add(
                        new Panel(experiment.family() + ", " + transfer.name(), String.join("; ", words) + ".", items));
            }
        }
        return panels;
    }

    private static Item item(String name, List<Row> rows) {
        Row first = rows.get(0);
        Verdict verdict = Verdict.of(text(first, "verdict"));
        List<Line> lines = new ArrayList<>();
        lines.add(line(first, "structured_gain", "source", "c-structured", Mark.CIRCLE));
        for (Row row : rows) {
            String control = text(row, "control");
            lines.add(line(row, "control_gain", control, Names.conditionClass(control), Mark.SQUARE));
            lines.add(line(row, "specificity", rows.size() == 1 ? "specificity" : "ratio", "c-ratio", Mark.DIAMOND));
        }
        return new Item(
                name,
                verdict == Verdict.NOT_JUDGED ? text(first, "obstacle") : verdict.label(),
                verdict.cssClass(),
                lines);
    }

    private static Line line(Row row, String column, String name, String cssClass, Mark mark) {
        @Nullable Double value = number(row, column);
        return new Line(
                name,
                cssClass,
                mark,
                value,
                number(row, column + "_lo"),
                number(row, column + "_hi"),
                value == null ? "–" : Names.times(value));
    }
}
