package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import specsweep.query.Cell;
import specsweep.report.chart.IntervalChart;
import specsweep.report.chart.Scale;

/** The scaling audit: the slope of the gain against distance, and whether it can be -2. */
final class ScalingFigure implements ExperimentFigure {
    private static final double LAW = -2;

    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        Optional<Answer> found = results.askIfThere("scaling_audit", """
                SELECT source, architecture, bandwidth, budget, slope, slope_lo, slope_hi, r2,
                       quadratic, quadratic_lo, quadratic_hi, function_distance_slope, verdict,
                       n_distances, least_distance, largest_distance, n_seeds
                FROM scaling_audit
                WHERE %s
                  AND measure = 'train' AND verdict <> 'not measured'
                ORDER BY source, architecture, bandwidth, budget""".formatted(experiment.networksOfAllTargets()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = found.get();
        List<Double> values = new ArrayList<>();
        answer.stream().forEach(row -> {
            for (String column : List.of("slope", "slope_lo", "slope_hi")) {
                Double value = number(row, column);
                if (value != null) {
                    values.add(value);
                }
            }
        });
        List<Figure.Panel> panels = new ArrayList<>();
        for (Experiment.Arm arm : experiment.arms()) {
            List<IntervalChart.Line> lines = new ArrayList<>();
            for (String budget : Budgets.IN_ORDER) {
                answer.where("budget", budget).stream()
                        .filter(arm::matches)
                        .findFirst()
                        .ifPresent(row -> lines.add(line(row)));
            }
            if (!lines.isEmpty()) {
                panels.add(new Figure.Panel(
                        arm.name(),
                        IntervalChart.draw(
                                "Scaling audit: " + experiment.name() + ", " + arm.name(),
                                "Slopes of log gain on log distance at " + lines.size()
                                        + " budgets beside a line at -2; the numbers are in the table below.",
                                new IntervalChart.Axis("slope of ln A on ln Δt", Scale.Kind.LINEAR, LAW, values),
                                List.of(new IntervalChart.Item("at step, or at scratch ≤", "line at −2", "", lines)))));
            }
        }
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-scaling",
                "Is the gain one over the squared distance?",
                "The slope of the log structured gain on the log distance. A law A ∝ 1/Δt² has slope −2; where the interval"
                        + " leaves −2 out, it is rejected. The verdict depends on when one looks.",
                List.of(
                        new Figure.Key("circle", "rejected", "−2 is rejected"),
                        new Figure.Key("circle", "standing", "−2 is not rejected")),
                panels,
                "Slopes are fitted seed by seed; 95 % bootstrap intervals over seeds. At step 0 the slope is that of the"
                        + " distance between the functions and says nothing of networks.",
                answer));
    }

    private static IntervalChart.Line line(Row row) {
        Double slope = number(row, "slope");
        return new IntervalChart.Line(
                Names.shortBudget(text(row, "budget")),
                text(row, "verdict").equals("rejected") ? "rejected" : "standing",
                IntervalChart.Mark.CIRCLE,
                slope,
                number(row, "slope_lo"),
                number(row, "slope_hi"),
                slope == null ? "–" : Cell.number(slope, 3).replace('-', '−'));
    }
}
