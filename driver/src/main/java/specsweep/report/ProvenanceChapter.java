package specsweep.report;

import java.util.List;
import java.util.Optional;
import specsweep.report.markup.Element;

/** Where the results come from. */
final class ProvenanceChapter implements Chapter {
    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String title() {
        return "Where the numbers come from";
    }

    @Override
    public Optional<List<Element>> write(Results results, List<Experiment> experiments) {
        Answer answer = results.ask("""
                SELECT code_version, jdk, cpu, blas_core, native_threads, count(DISTINCT host) AS hosts, count(*) AS fits,
                       count(DISTINCT tuple_id) AS tuples, min(seed) AS first_seed, max(seed) AS last_seed,
                       date_trunc('second', min(finished_at)) AS from_utc, date_trunc('second', max(finished_at)) AS to_utc
                FROM fits
                WHERE %s
                GROUP BY code_version, jdk, cpu, blas_core, native_threads
                ORDER BY fits DESC, code_version, jdk, cpu, blas_core""".formatted(results.scope()));
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(List.of(
                        Element.of("p", "lead")
                                .text(
                                        "The same sweep gives the same bits with the same code and BLAS core. More than one row"
                                                + " here means that last digits may differ between machines or versions."),
                        DataTable.of(title(), answer),
                        Figure.query(answer.sql())));
    }
}
