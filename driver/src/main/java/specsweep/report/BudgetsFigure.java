package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import specsweep.report.chart.Matrix;

/** The verdict at every budget, on training and on held-out points. */
final class BudgetsFigure implements ExperimentFigure {
    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        Answer answer = results.ask("""
                SELECT source, target, architecture, bandwidth, control, measure, budget, step, n_seeds,
                       specificity, specificity_lo, specificity_hi, verdict
                FROM verdicts
                WHERE %s
                  AND control = %s AND budget <> 'step=0'
                ORDER BY parameter_distance, source, target, architecture, bandwidth, measure DESC, budget""".formatted(experiment.shown(), Results.literal(experiment.control())));
        List<String> budgets = Budgets.IN_ORDER.stream()
                .filter(budget -> !budget.equals("step=0"))
                .filter(budget ->
                        answer.where("budget", budget).stream().anyMatch(row -> number(row, "specificity") != null))
                .toList();
        List<Figure.Panel> panels = new ArrayList<>();
        for (String measure : List.of("train", "test")) {
            List<Matrix.Row> rows = rows(experiment, answer.where("measure", measure), budgets);
            if (!rows.isEmpty() && !budgets.isEmpty()) {
                String name = "On " + Names.measure(measure);
                panels.add(new Figure.Panel(
                        name,
                        Matrix.draw(
                                "Specificity at every budget: " + experiment.name() + ", " + name,
                                rows.size() + " rows, one a network and target; " + budgets.size()
                                        + " columns, one a budget; the numbers are in the table below.",
                                budgets.stream()
                                        .map(budget -> Names.shortBudget(budget).replace("≤", ""))
                                        .toList(),
                                rows)));
            }
        }
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-budgets",
                "Does the answer outlive the choice of the step?",
                "Columns are budgets: a fixed step (1, 10, 30, ...), or the step at which scratch reaches a training MSE"
                        + " (10⁻², ...).",
                List.of(
                        new Figure.Key("cell", "above", "source better than control"),
                        new Figure.Key("cell", "below", "control better than source")),
                panels,
                "A dash marks a cell whose 95 % interval includes 1; an empty cell was not reached. Control: "
                        + experiment.control() + ".",
                answer));
    }

    private static List<Matrix.Row> rows(Experiment experiment, List<Row> all, List<String> budgets) {
        List<Matrix.Row> rows = new ArrayList<>();
        for (Experiment.Transfer transfer : experiment.transfers()) {
            String group = transfer.name();
            for (Experiment.Arm arm : experiment.arms()) {
                List<Row> its = all.stream()
                        .filter(row -> arm.matches(row) && transfer.matches(row))
                        .toList();
                if (!its.isEmpty()) {
                    List<Matrix.@Nullable Cell> cells = new ArrayList<>();
                    for (String budget : budgets) {
                        cells.add(its.stream()
                                .filter(row -> text(row, "budget").equals(budget))
                                .findFirst()
                                .map(row -> cell(arm, budget, row))
                                .orElse(null));
                    }
                    rows.add(new Matrix.Row(group, arm.name(), cells));
                    group = "";
                }
            }
        }
        return rows;
    }

    private static Matrix.@Nullable Cell cell(Experiment.Arm arm, String budget, Row row) {
        Double value = number(row, "specificity");
        Double low = number(row, "specificity_lo");
        Double high = number(row, "specificity_hi");
        if (value == null) {
            return null;
        }
        boolean sure = low != null && high != null && (low > 1 || high < 1);
        return new Matrix.Cell(
                value,
                sure,
                arm.name() + " at " + Names.budget(budget) + ": " + Names.times(value)
                        + (low == null || high == null ? "" : " " + Names.interval(low, high)) + ", "
                        + text(row, "verdict"));
    }
}
