package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import specsweep.report.chart.IntervalChart;
import specsweep.report.chart.Scale;

/** What the bandwidth that is best on some seeds gives on the others, beside the default one. */
final class RetuningFigure implements ExperimentFigure {
    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        Optional<Answer> found = results.askIfThere("bandwidth_retuning", """
                SELECT source, target, architecture, criterion, control, budget, default_bandwidth, tuned_bandwidth,
                       untuned, untuned_lo, untuned_hi, tuned, tuned_lo, tuned_hi,
                       improvement, improvement_lo, improvement_hi, n_bandwidths, n_tuning, n_seeds
                FROM bandwidth_retuning
                WHERE %s
                  AND measure = 'train' AND budget = %s AND tuned IS NOT NULL
                  AND (control IS NULL OR control = %s)
                ORDER BY source, target, architecture, criterion""".formatted(
                experiment.networks(), Results.literal(experiment.budget()), Results.literal(experiment.control())));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = found.get();
        Map<String, List<IntervalChart.Item>> byTransfer = new LinkedHashMap<>();
        answer.stream()
                .forEach(row -> byTransfer
                        .computeIfAbsent(text(row, "source") + " → " + text(row, "target"), none -> new ArrayList<>())
                        .add(item(row)));
        List<Double> values = byTransfer.values().stream()
                .flatMap(items -> IntervalChart.values(items).stream())
                .toList();
        List<Figure.Panel> panels = new ArrayList<>();
        byTransfer.forEach((transfer, items) -> {
            if (panels.size() < room) {
                panels.add(new Figure.Panel(
                        transfer,
                        IntervalChart.draw(
                                "Retuned bandwidth: " + experiment.name() + ", " + transfer,
                                "Structured gain and specificity at the default and at the retuned bandwidth; the numbers"
                                        + " are in the table below.",
                                new IntervalChart.Axis("times", Scale.Kind.LOG, 1, values),
                                items)));
            }
        });
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-retuning",
                "What retuning the bandwidth gives",
                "The bandwidth is chosen on one half of the seeds and judged on the other, so that the choice cannot flatter"
                        + " itself.",
                List.of(
                        new Figure.Key("circle", "c-scratch", "default bandwidth"),
                        new Figure.Key("diamond", "c-structured", "retuned"),
                        new Figure.Key("square", "c-ratio", "improvement: their ratio")),
                panels,
                "Reporting seeds alone, at " + Names.budget(experiment.budget()) + ", training points.",
                answer));
    }

    private static IntervalChart.Item item(Row row) {
        String architecture = text(row, "architecture");
        return new IntervalChart.Item(
                Names.architecture(architecture) + ", " + text(row, "criterion").replace('_', ' '),
                Names.bandwidth(architecture, number(row, "default_bandwidth")) + " → "
                        + Names.bandwidth(architecture, number(row, "tuned_bandwidth")),
                "",
                List.of(
                        line("default", "c-scratch", IntervalChart.Mark.CIRCLE, "untuned", row),
                        line("retuned", "c-structured", IntervalChart.Mark.DIAMOND, "tuned", row),
                        line("ratio", "c-ratio", IntervalChart.Mark.SQUARE, "improvement", row)));
    }

    private static IntervalChart.Line line(
            String name, String cssClass, IntervalChart.Mark mark, String column, Row row) {
        Double value = number(row, column);
        return new IntervalChart.Line(
                name,
                cssClass,
                mark,
                value,
                number(row, column + "_lo"),
                number(row, column + "_hi"),
                value == null ? "–" : Names.times(value));
    }
}
