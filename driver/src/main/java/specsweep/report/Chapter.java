package specsweep.report;

import java.util.List;
import java.util.Optional;
import specsweep.report.markup.Element;

/**
 * A part of the page that looks at all results together. To add one, write a class that implements this interface and add it
 * to {@link #all()}.
 */
interface Chapter {
    /** Every chapter after those of the experiments, in the order of the page. */
    static List<Chapter> all() {
        return List.of(
                new ClaimsChapter(),
                new DiagnosticsChapter(),
                new LeftOutChapter(),
                new ThroughputChapter(),
                new ProvenanceChapter(),
                new QueryChapter());
    }

    /** Its HTML id. */
    String id();

    /** Its title. */
    String title();

    /** What stands under the title; absent where there is nothing to say. */
    Optional<List<Element>> write(Results results, List<Experiment> experiments);
}
