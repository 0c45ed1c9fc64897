package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.required;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import specsweep.report.chart.LineChart;
import specsweep.report.chart.Scale;

/** The loss curves of each network under every condition. */
final class LossCurvesFigure implements ExperimentFigure {
    /** About 20 steps a decade where every step was kept, and all of them where 40 a decade were. */
    static final String THINNED = "(step <= 10 OR step > 100 OR floor(20 * log10(step)) > floor(20 * log10(step - 1)))";

    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        List<Experiment.Transfer> transfers = experiment
                .transfers()
                .subList(
                        0,
                        Math.max(
                                1,
                                Math.min(
                                        experiment.transfers().size(),
                                        room / Math.max(1, experiment.arms().size()))));
        List<Experiment.Arm> arms =
                experiment.arms().subList(0, Math.min(room, experiment.arms().size()));
        Answer answer = results.askCurves("""
                SELECT source, target, architecture, bandwidth, condition, step, mse, mse_lo, mse_hi, n_seeds
                FROM loss_curves
                WHERE %s
                  AND measure = 'train'
                  AND %s
                ORDER BY source, target, architecture, bandwidth, condition, step""".formatted(experiment.shown(transfers), THINNED));
        List<Double> values = answer.stream().map(row -> required(row, "mse")).toList();
        List<Figure.Panel> panels = new ArrayList<>();
        for (Experiment.Transfer transfer : transfers) {
            for (Experiment.Arm arm : arms) {
                List<Row> rows = answer.stream()
                        .filter(row -> arm.matches(row) && transfer.matches(row))
                        .toList();
                if (!rows.isEmpty()) {
                    panels.add(panel(experiment, arm, transfer, rows, values));
                }
            }
        }
        boolean some = panels.size()
                < experiment.arms().size() * experiment.transfers().size();
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-curves",
                "How the fits get there",
                "A warm start that means something starts lower and stays lower. Gains depend on where along these curves"
                        + " one looks.",
                List.of(),
                panels,
                "Training MSE, geometric mean over seeds; the band is its 95 % bootstrap interval."
                        + (some ? " Only the nearest target is drawn; the query gives the others." : ""),
                answer));
    }

    private static Figure.Panel panel(
            Experiment experiment,
            Experiment.Arm arm,
            Experiment.Transfer transfer,
            List<Row> rows,
            List<Double> values) {
        List<LineChart.Series> series = rows.stream()
                .map(row -> text(row, "condition"))
                .distinct()
                .sorted(Comparator.comparing(Names::conditionOrder))
                .map(condition -> new LineChart.Series(
                        condition.equals("structured") ? "source" : condition,
                        Names.conditionClass(condition),
                        false,
                        points(rows.stream()
                                .filter(row -> text(row, "condition").equals(condition))
                                .toList())))
                .toList();
        String name = arm.name() + ", " + transfer.name();
        return new Figure.Panel(
                name,
                LineChart.draw(
                        "Loss curves: " + experiment.name() + ", " + name,
                        "Training MSE against step, falling from "
                                + series.stream()
                                        .map(each -> each.name() + " "
                                                + specsweep.query.Cell.number(
                                                        each.points().get(0).y(), 2) + " to "
                                                + specsweep.query.Cell.number(
                                                        each.points()
                                                                .get(each.points()
                                                                                .size()
                                                                        - 1)
                                                                .y(),
                                                        2))
                                        .collect(java.util.stream.Collectors.joining("; "))
                                + ".",
                        new LineChart.Axis("step", Scale.Kind.STEPS, steps(rows)),
                        new LineChart.Axis("training MSE", Scale.Kind.LOG, values),
                        List.of(),
                        series));
    }

    static List<Double> steps(List<Row> rows) {
        return rows.stream().map(row -> required(row, "step")).toList();
    }

    private static List<LineChart.Point> points(List<Row> rows) {
        return rows.stream()
                .map(row -> new LineChart.Point(
                        required(row, "step"), required(row, "mse"), number(row, "mse_lo"), number(row, "mse_hi")))
                .toList();
    }
}
