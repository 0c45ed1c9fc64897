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

/** Gains and specificity against bandwidth, for architectures that were trained at two or more. */
final class BandwidthFigure implements ExperimentFigure {
    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        List<String> architectures = experiment.arms().stream()
                .filter(arm -> arm.rank() > 0)
                .map(Experiment.Arm::architecture)
                .distinct()
                .toList();
        if (architectures.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = results.ask("""
                SELECT architecture, bandwidth, source, target, control, step, n_seeds,
                       structured_gain, structured_gain_lo, structured_gain_hi,
                       control_gain, control_gain_lo, control_gain_hi,
                       specificity, specificity_lo, specificity_hi
                FROM verdicts
                WHERE %s
                  AND architecture IN (%s) AND control = %s
                  AND measure = 'train' AND budget = %s AND structured_gain IS NOT NULL
                ORDER BY architecture, parameter_distance, source, target, bandwidth""".formatted(
                experiment.shown(),
                String.join(", ", architectures.stream().map(Results::literal).toList()),
                Results.literal(experiment.control()),
                Results.literal(experiment.budget())));
        List<Double> values = new ArrayList<>(List.of(1.0));
        answer.stream().forEach(row -> {
            values.add(required(row, "structured_gain"));
            values.add(required(row, "control_gain"));
            values.add(required(row, "specificity"));
        });
        List<Figure.Panel> panels = new ArrayList<>();
        for (String architecture : architectures) {
            for (Experiment.Transfer transfer : experiment.transfers()) {
                List<Row> rows = answer.where("architecture", architecture).stream()
                        .filter(transfer::matches)
                        .toList();
                if (rows.size() > 1) {
                    panels.add(panel(experiment, architecture, transfer, rows, values));
                }
            }
        }
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-bandwidth",
                "What bandwidth does",
                "The highest frequency scale that a network starts with decides what it can reuse.",
                List.of(
                        new Figure.Key("circle", "c-structured", "from the source"),
                        new Figure.Key("circle", "c-random", "from the control"),
                        new Figure.Key("circle", "c-ratio", "specificity")),
                panels,
                "At " + Names.budget(experiment.budget()) + ", training points; control: " + experiment.control()
                        + ". Bands are 95 % bootstrap intervals over seeds; choosing a bandwidth on the same seeds makes it"
                        + " look better than it is.",
                answer));
    }

    private static Figure.Panel panel(
            Experiment experiment,
            String architecture,
            Experiment.Transfer transfer,
            List<Row> rows,
            List<Double> values) {
        String control = text(rows.get(0), "control");
        String name = Names.architecture(architecture) + ", " + transfer.name();
        String symbol = architecture.equals("siren") ? "ω₀" : architecture.equals("fourier-mlp") ? "σ" : "";
        return new Figure.Panel(
                name,
                LineChart.draw(
                        "Gain against bandwidth: " + experiment.name() + ", " + name,
                        "Three curves on logarithmic axes; the numbers are in the table below.",
                        new LineChart.Axis(
                                "bandwidth " + symbol,
                                Scale.Kind.LOG,
                                rows.stream()
                                        .map(row -> required(row, "bandwidth"))
                                        .toList()),
                        new LineChart.Axis("gain, times", Scale.Kind.LOG, values),
                        List.of(new LineChart.Reference(false, 1, "")),
                        List.of(
                                series("source", "c-structured", "structured_gain", rows),
                                series(control, Names.conditionClass(control), "control_gain", rows),
                                series("specificity", "c-ratio", "specificity", rows))));
    }

    private static LineChart.Series series(String name, String cssClass, String column, List<Row> rows) {
        return new LineChart.Series(
                name,
                cssClass,
                true,
                rows.stream()
                        .map(row -> new LineChart.Point(
                                required(row, "bandwidth"),
                                required(row, column),
                                number(row, column + "_lo"),
                                number(row, column + "_hi")))
                        .toList());
    }
}
