package specsweep.report;

import static specsweep.report.Answer.isTrue;
import static specsweep.report.Answer.text;

import java.util.List;
import org.apache.spark.sql.Row;

/** At which budget an experiment is judged. */
final class Budgets {
    /** As a reader goes through them: fixed steps, then matched errors. */
    static final List<String> IN_ORDER = List.of(
            "step=0",
            "step=1",
            "step=10",
            "step=30",
            "step=100",
            "step=300",
            "step=1000",
            "scratch<=1e-2",
            "scratch<=1e-3",
            "scratch<=1e-4");

    private Budgets() {}

    /**
     * The headline, a scratch MSE of 1e-4, or the strictest budget below it that some network of every architecture reaches:
     * first the matched errors, then the fixed steps, the longest first. Results other than what scratch reaches do not count.
     *
     * @param rows rows of {@code verdicts} on training points
     */
    static String strictest(List<Row> rows) {
        List<String> architectures =
                rows.stream().map(row -> text(row, "architecture")).distinct().toList();
        for (int i = IN_ORDER.size() - 1; i > 0; i--) {
            String budget = IN_ORDER.get(i);
            boolean reached = architectures.stream()
                    .allMatch(architecture -> rows.stream()
                            .anyMatch(row -> text(row, "architecture").equals(architecture)
                                    && text(row, "budget").equals(budget)
                                    && isTrue(row, "reached")));
            if (reached) {
                return budget;
            }
        }
        return IN_ORDER.get(IN_ORDER.size() - 1);
    }
}
