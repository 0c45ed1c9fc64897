package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.required;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import specsweep.report.chart.LineChart;
import specsweep.report.chart.Scale;

/** Specificity at every step: who is first depends on when one looks. */
final class StepsFigure implements ExperimentFigure {
    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        Answer answer = results.askCurves(
                """
                SELECT source, target, architecture, bandwidth, control, measure, step,
                       specificity, specificity_lo, specificity_hi, n_seeds
                FROM specificity_by_step
                WHERE %s
                  AND control = %s
                  AND %s
                ORDER BY source, target, architecture, bandwidth, measure, step""".formatted(experiment.shown(), Results.literal(experiment.control()), LossCurvesFigure.THINNED));
        List<Double> values = new ArrayList<>(List.of(1.0));
        answer.stream().forEach(row -> values.add(required(row, "specificity")));
        List<Figure.Panel> panels = new ArrayList<>();
        List<Experiment.Transfer> transfers = experiment
                .transfers()
                .subList(
                        0,
                        Math.min(Math.max(1, room / 2), experiment.transfers().size()));
        for (Experiment.Transfer transfer : transfers) {
            for (String measure : List.of("train", "test")) {
                List<Row> rows = answer.stream()
                        .filter(row ->
                                transfer.matches(row) && text(row, "measure").equals(measure))
                        .toList();
                if (!rows.isEmpty()) {
                    panels.add(panel(experiment, transfer, measure, rows, values));
                }
            }
        }
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-steps",
                "When one looks decides who is first",
                "Specificity against training step. Where curves cross, the ranking of the architectures turns round; below"
                        + " the line at 1 the control does better than the source.",
                List.of(),
                panels,
                "Control: " + experiment.control() + ". Geometric means over seeds; bands are 95 % bootstrap intervals."
                        + " The axis is log(1 + step), so that it has a place for step 0, where nothing has been fine-tuned"
                        + " and no control is tested.",
                answer));
    }

    private static Figure.Panel panel(
            Experiment experiment, Experiment.Transfer transfer, String measure, List<Row> rows, List<Double> values) {
        List<LineChart.Series> series = new ArrayList<>();
        for (Experiment.Arm arm : experiment.arms()) {
            series.add(new LineChart.Series(
                    arm.name(),
                    arm.cssClass(),
                    false,
                    rows.stream()
                            .filter(arm::matches)
                            .map(row -> new LineChart.Point(
                                    required(row, "step"),
                                    required(row, "specificity"),
                                    number(row, "specificity_lo"),
                                    number(row, "specificity_hi")))
                            .toList()));
        }
        String name = transfer.name() + ", " + Names.measure(measure);
        return new Figure.Panel(
                name,
                LineChart.draw(
                        "Specificity against step: " + experiment.name() + ", " + name,
                        series.size()
                                + " curves on logarithmic axes with a line at 1; the numbers are in the table below.",
                        new LineChart.Axis("step", Scale.Kind.STEPS, LossCurvesFigure.steps(rows)),
                        new LineChart.Axis("specificity, times", Scale.Kind.LOG, values),
                        List.of(new LineChart.Reference(false, 1, "")),
                        series));
    }
}
