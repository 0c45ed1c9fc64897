package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import specsweep.query.Cell;
import specsweep.report.chart.IntervalChart;
import specsweep.report.chart.Scale;
import specsweep.report.markup.Element;

/** What can be measured before fine-tuning, and how well it predicts what came of it. */
final class DiagnosticsChapter implements Chapter {
    @Override
    public String id() {
        return "diagnostics";
    }

    @Override
    public String title() {
        return "Could one have known?";
    }

    @Override
    public Optional<List<Element>> write(Results results, List<Experiment> experiments) {
        List<Element> figures = new ArrayList<>();
        for (String sweep :
                experiments.stream().map(Experiment::sweep).distinct().toList()) {
            String budget = experiments.stream()
                    .filter(each -> each.sweep().equals(sweep))
                    .map(Experiment::budget)
                    .findFirst()
                    .orElse("");
            results.askIfThere(
                            "diagnostic_power", """
                    SELECT diagnostic, architecture, outcome, starts, rho, rho_lo, rho_hi, n, n_seeds, n_settings
                    FROM diagnostic_power
                    WHERE %s AND measure = 'train' AND budget = %s AND rho IS NOT NULL
                      AND (outcome = 'gain' AND starts = 'all' OR outcome = 'specificity' AND starts = 'structured')
                    ORDER BY outcome, diagnostic, architecture""".formatted(Results.equal("sweep", sweep), Results.literal(budget)))
                    .ifPresent(
                            answer -> figures.add(figure(sweep, budget, answer).html()));
        }
        return figures.isEmpty() ? Optional.empty() : Optional.of(figures);
    }

    private static Figure figure(String sweep, String budget, Answer answer) {
        List<Figure.Panel> panels = new ArrayList<>();
        for (String outcome : answer.distinct("outcome")) {
            List<IntervalChart.Item> items = new ArrayList<>();
            List<Row> rows = answer.where("outcome", outcome);
            for (String diagnostic :
                    rows.stream().map(row -> text(row, "diagnostic")).distinct().toList()) {
                items.add(new IntervalChart.Item(
                        diagnostic.replace('_', ' '),
                        "",
                        "",
                        rows.stream()
                                .filter(row -> text(row, "diagnostic").equals(diagnostic))
                                .sorted(Comparator.comparing(row -> Names.architectureOrder(text(row, "architecture"))))
                                .map(DiagnosticsChapter::line)
                                .toList()));
            }
            String name = "With the " + (outcome.equals("gain") ? "gain" : outcome);
            panels.add(new Figure.Panel(
                    name,
                    IntervalChart.draw(
                            name + ", sweep " + sweep,
                            "Rank correlations between -1 and 1 beside a line at 0; the numbers are in the table below.",
                            new IntervalChart.Axis(
                                    "Spearman’s rank correlation", Scale.Kind.LINEAR, 0, List.of(-1.0, 1.0)),
                            items)));
        }
        return new Figure(
                "diagnostics-" + Integer.toHexString(sweep.hashCode()),
                sweep,
                "Rank correlation of what is measured before fine-tuning with the gain and the specificity that follow. Near"
                        + " 0 it predicts nothing.",
                List.of(),
                panels,
                "95 % bootstrap intervals over seeds, at " + Names.budget(budget)
                        + ", training points. Gains: all starts"
                        + " together, so that part of a correlation is the difference between sources and controls.",
                answer);
    }

    private static IntervalChart.Line line(Row row) {
        String architecture = text(row, "architecture");
        Double rho = number(row, "rho");
        return new IntervalChart.Line(
                architecture.equals("all") ? "all" : Names.architecture(architecture),
                architecture.equals("all") ? "c-ratio" : Names.architectureClass(architecture),
                architecture.equals("all") ? IntervalChart.Mark.DIAMOND : IntervalChart.Mark.CIRCLE,
                rho,
                number(row, "rho_lo"),
                number(row, "rho_hi"),
                rho == null ? "–" : Cell.number(rho, 2).replace('-', '−'));
    }
}
