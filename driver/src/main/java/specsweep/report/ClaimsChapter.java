package specsweep.report;

import static specsweep.report.Answer.number;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import specsweep.report.markup.Element;

/** The paper's claims, each with its verdict here and how many settings agree. */
final class ClaimsChapter implements Chapter {
    @Override
    public String id() {
        return "claims";
    }

    @Override
    public String title() {
        return "What becomes of the paper’s claims";
    }

    @Override
    public Optional<List<Element>> write(Results results, List<Experiment> experiments) {
        Optional<Answer> found = results.askIfThere("claims", """
                SELECT claim, statement, verdict, reason, paper, ours, n_seeds, holds, contradicted, measured, share,
                       not_measured, flips_most, flips_second
                FROM claims
                ORDER BY position""")
                .filter(answer -> answer.stream()
                        .anyMatch(row -> !text(row, "verdict").equals("not measured") || share(row) != null));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Element list = Element.of("ol", "claims");
        found.get().stream().forEach(row -> list.add(claim(row)));
        List<Element> all = new ArrayList<>();
        all.add(Element.of("p", "lead")
                .text(
                        "Each claim of arXiv 2606.06827 at the headline setting, and at every other setting that was measured."
                                + " One that holds at few settings is an anecdote."));
        all.add(list);
        all.addAll(Figure.behind(title(), found.get()));
        return Optional.of(all);
    }

    private static Element claim(Row row) {
        String verdict = text(row, "verdict");
        Element item = Element.of("li");
        item.add(Element.of("p", "statement")
                .text(text(row, "statement") + " ")
                .add(Element.of("span", "chip claim-" + (verdict.matches("[a-z]+") ? verdict : "unmeasured"))
                        .text(verdict)));
        Element facts = Element.of("p", "facts").text(text(row, "reason"));
        if (!text(row, "paper").isEmpty()) {
            facts.text(". Paper: " + text(row, "paper"));
        }
        item.add(facts);
        Double share = share(row);
        if (share != null) {
            Element bar = Element.of("svg", "share-bar")
                    .with("viewBox", "0 0 100 6")
                    .with("preserveAspectRatio", "none")
                    .with("aria-hidden", "true")
                    .add(
                            Element.of("rect", "share-rest").with("width", 100).with("height", 6),
                            Element.of("rect", "share-held")
                                    .with("width", 100 * share)
                                    .with("height", 6));
            item.add(bar);
            String flips = text(row, "flips_most").isEmpty() ? "" : ". Flipped most by " + text(row, "flips_most");
            item.add(Element.of("p", "facts")
                    .text("Holds at " + text(row, "holds") + " of " + text(row, "measured") + " settings judged" + flips
                            + "."));
        }
        return item;
    }

    private static @org.jspecify.annotations.Nullable Double share(Row row) {
        return number(row, "share");
    }
}
