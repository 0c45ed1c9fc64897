package specsweep.report;

import java.util.List;
import java.util.Optional;
import specsweep.report.markup.Element;

/** How fast it was trained. */
final class ThroughputChapter implements Chapter {
    @Override
    public String id() {
        return "throughput";
    }

    @Override
    public String title() {
        return "How fast it was trained";
    }

    @Override
    public Optional<List<Element>> write(Results results, List<Experiment> experiments) {
        Answer answer = results.ask("""
                SELECT sweep, architecture, count(DISTINCT host) AS hosts, sum(fits) AS fits, sum(steps) AS steps,
                       sum(wall_ms) / 1000 AS training_s, sum(steps) * 1000 / sum(wall_ms) AS steps_per_second
                FROM throughput
                WHERE %s
                GROUP BY sweep, architecture
                ORDER BY sweep, architecture""".formatted(results.scope()));
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(List.of(
                        Element.of("p", "lead")
                                .text(
                                        "Training steps of one network per second in one task slot. Slots work side by side;"
                                                + " sources are not counted."),
                        DataTable.of(title(), answer),
                        Figure.query(answer.sql())));
    }
}
