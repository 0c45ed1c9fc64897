package specsweep.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import specsweep.report.markup.Element;

/** What did not count, and why. */
final class LeftOutChapter implements Chapter {
    @Override
    public String id() {
        return "left-out";
    }

    @Override
    public String title() {
        return "What was left out";
    }

    @Override
    public Optional<List<Element>> write(Results results, List<Experiment> experiments) {
        Answer answer = results.ask("""
                SELECT sweep, architecture, condition,
                       CASE WHEN status = 'done' THEN 'dead source' ELSE status END AS reason, count(*) AS fits
                FROM fits
                WHERE %s AND (status <> 'done' OR dead_source)
                GROUP BY ALL
                ORDER BY sweep, architecture, condition, reason""".formatted(results.scope()));
        if (answer.isEmpty()) {
            return Optional.of(List.of(
                    Element.of("p").text("Nothing: every fit ended well, and every source learnt something."),
                    Figure.query(answer.sql())));
        }
        long fits = answer.stream()
                .mapToLong(row -> (long) Answer.required(row, "fits"))
                .sum();
        List<Element> all = new ArrayList<>();
        all.add(Element.of("p", "lead")
                .text(Names.count(fits) + (fits == 1 ? " fit is" : " fits are")
                        + " kept as rows but do not count: they diverged, failed, ran out of time, or started from a source"
                        + " that had learnt nothing."));
        all.add(DataTable.of(title(), answer));
        all.add(Figure.query(answer.sql()));
        return Optional.of(all);
    }
}
