package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import specsweep.report.chart.LineChart;
import specsweep.report.chart.Scale;

/** Gains against the distance of the target, where there are enough distances to make a curve. */
final class DistanceFigure implements ExperimentFigure {
    private static final int FEWEST = 4;

    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        if (experiment.allTransfers() < FEWEST) {
            return Optional.empty();
        }
        Answer answer = results.ask("""
                SELECT architecture, bandwidth, source, target, parameter_distance, control, n_seeds,
                       structured_gain, structured_gain_lo, structured_gain_hi,
                       control_gain, control_gain_lo, control_gain_hi,
                       specificity, specificity_lo, specificity_hi
                FROM verdicts
                WHERE %s
                  AND control = %s AND measure = 'train' AND budget = %s AND structured_gain IS NOT NULL
                ORDER BY architecture, bandwidth, parameter_distance""".formatted(
                experiment.networks(), Results.literal(experiment.control()), Results.literal(experiment.budget())));
        List<Figure.Panel> panels = new ArrayList<>();
        for (String[] quantity : new String[][] {
            {"structured_gain", "Structured gain"},
            {"control_gain", "Control gain"},
            {"specificity", "Specificity"}
        }) {
            List<LineChart.Series> series = new ArrayList<>();
            List<Double> values = new ArrayList<>(List.of(1.0));
            for (Experiment.Arm arm : experiment.arms()) {
                List<LineChart.Point> points = answer.stream()
                        .filter(arm::matches)
                        .map(row -> point(row, quantity[0]))
                        .toList();
                points.forEach(point -> values.add(point.y()));
                series.add(new LineChart.Series(arm.name(), arm.cssClass(), true, points));
            }
            if (values.size() > 1) {
                panels.add(new Figure.Panel(
                        quantity[1],
                        LineChart.draw(
                                quantity[1] + " against distance: " + experiment.family(),
                                "One curve an architecture on logarithmic axes; the numbers are in the table below.",
                                new LineChart.Axis(
                                        "parameter distance of source and target, Δt",
                                        Scale.Kind.LOG,
                                        answer.stream()
                                                .map(row -> required(row, "parameter_distance"))
                                                .toList()),
                                new LineChart.Axis(
                                        quantity[1].toLowerCase(java.util.Locale.ROOT) + ", times",
                                        Scale.Kind.LOG,
                                        values),
                                List.of(new LineChart.Reference(false, 1, "")),
                                series)));
            }
        }
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-distance",
                "How gains fall with distance",
                "The further the target, the less it shares with the source.",
                List.of(),
                panels,
                "At " + Names.budget(experiment.budget()) + ", training points; control: " + experiment.control()
                        + ". Bands are 95 % bootstrap intervals.",
                answer));
    }

    private static LineChart.Point point(Row row, String column) {
        return new LineChart.Point(
                required(row, "parameter_distance"),
                required(row, column),
                number(row, column + "_lo"),
                number(row, column + "_hi"));
    }
}
