package specsweep.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import specsweep.report.markup.Element;
import specsweep.store.Provenance;

/**
 * The page itself: head, contents, chapters.
 *
 * <p>Its content security policy names the one style sheet and the one script by their hashes and forbids everything else,
 * so that nothing that came with the data could run or call anywhere, even if it were written into the page.
 */
final class Page {
    private static final String QUESTION = "Does my warm start mean anything?";

    /** What was trained. */
    record Counts(long fits, long tuples, long seeds, String day) {}

    private final String title;
    private final int leftOut;
    private final Element main = Element.of("main").with("id", "main");
    private final Element contents = Element.of("ol");

    /**
     * Begins a page.
     *
     * @param title what it is about
     * @param leftOut how many experiments there was no room for
     */
    Page(String title, int leftOut) {
        this.title = title;
        this.leftOut = leftOut;
    }

    /** Adds the top: the question, what was trained, the answers, and the words that they use. */
    void masthead(Counts counts, List<Answers> answers, List<Experiment> experiments) {
        Element header = Element.of("header");
        header.add(Element.of("p", "kicker").text("specsweep · " + title));
        header.add(Element.of("h1").text(QUESTION));
        if (experiments.size() == 1) {
            header.add(Element.of("p", "answer").text(answers.get(0).summary()));
        }
        header.add(Element.of("p", "byline")
                .text(Names.count(counts.fits()) + " fits of " + Names.count(counts.tuples()) + " tuples over "
                        + Names.count(counts.seeds()) + (counts.seeds() == 1 ? " seed" : " seeds") + ", last trained "
                        + counts.day() + "."));
        main.add(header);
        if (experiments.size() > 1) {
            main.add(overview(answers, experiments));
        }
        main.add(words());
    }

    private Element overview(List<Answers> answers, List<Experiment> experiments) {
        List<String> names = experiments.stream()
                .flatMap(experiment -> experiment.arms().stream())
                .map(Experiment.Arm::architecture)
                .distinct()
                .sorted(java.util.Comparator.comparing(Names::architectureOrder))
                .toList();
        // On a phone each row is a list of its own; the roles say that it is a table still.
        Element table = Element.of("table", "overview").with("role", "table");
        Element head = Element.of("tr")
                .with("role", "row")
                .add(Element.of("th")
                        .with("scope", "col")
                        .with("role", "columnheader")
                        .text("experiment"));
        names.forEach(name -> head.add(Element.of("th")
                .with("scope", "col")
                .with("role", "columnheader")
                .text(Names.architecture(name))));
        Element body = Element.of("tbody");
        for (int i = 0; i < experiments.size(); i++) {
            Experiment experiment = experiments.get(i);
            Answers its = answers.get(i);
            Element row = Element.of("tr").with("role", "row");
            row.add(Element.of("th")
                    .with("scope", "row")
                    .with("role", "rowheader")
                    .add(Element.of("a").with("href", "#" + experiment.id()).text(experiment.family()))
                    .add(Element.of("span", "aside").text(experiment.sweep())));
            for (String name : names) {
                Element cell =
                        Element.of("td").with("role", "cell").with("data-architecture", Names.architecture(name));
                Map<Verdict, Long> verdicts = new TreeMap<>();
                experiment.arms().stream()
                        .filter(arm -> arm.architecture().equals(name))
                        .forEach(arm -> Answers.verdicts(its.judged(arm))
                                .forEach((verdict, count) -> verdicts.merge(verdict, count, Long::sum)));
                verdicts.forEach((verdict, count) ->
                        cell.add(Answers.chip(verdict).text(count > 1 || verdicts.size() > 1 ? " " + count : "")));
                row.add(cell);
            }
            body.add(row);
        }
        table.add(Element.of("thead").add(head), body);
        return Element.of("section")
                .with("id", "overview")
                .add(
                        Element.of("h2").text("The answers"),
                        DataTable.scroll("answers", table),
                        Element.of("p", "more")
                                .text(
                                        leftOut == 0
                                                ? "Numbers count bandwidths and targets."
                                                : leftOut
                                                        + " more experiments are in the results; --sweep picks one sweep."));
    }

    private static Element words() {
        Element list = Element.of("dl", "words");
        Arrays.stream(Verdict.values())
                .forEach(verdict -> list.add(Element.of("div")
                        .add(
                                Element.of("dt").add(Answers.chip(verdict)),
                                Element.of("dd").text(verdict.meaning()))));
        return Element.of("details", "glossary")
                .add(
                        Element.of("summary").text("How verdicts are given"),
                        Element.of("p")
                                .text(
                                        "By 95 % intervals alone. A, the structured gain, is how many times smaller the error is"
                                                + " from weights trained on the source than from scratch; C, the control gain, the"
                                                + " same from a control; A/C is the specificity. The rules are the view verdicts:"),
                        list,
                        Figure.query(specsweep.query.Views.text("verdicts")));
    }

    /** Adds a chapter on one experiment. */
    void experiment(Experiment experiment, Answers answers, List<Element> figures) {
        Element section = Element.of("section").with("id", experiment.id());
        section.add(Element.of("h2")
                .text(experiment.family())
                .add(Element.of("span", "aside").text(experiment.sweep())));
        section.add(
                Element.of("p", "summary").text("At " + Names.budget(experiment.budget()) + ", on training points:"));
        section.add(answers.cards());
        String choice = experiment.choice().sentence();
        if (!choice.isEmpty()) {
            section.add(Element.of("p", "choice").text(choice));
        }
        section.add(figures);
        add(experiment.id(), experiment.family(), section);
    }

    /** Adds a chapter on everything. */
    void chapter(Chapter chapter, List<Element> written) {
        Element section = Element.of("section").with("id", chapter.id());
        section.add(Element.of("h2").text(chapter.title()));
        section.add(written);
        add(chapter.id(), chapter.title(), section);
    }

    private void add(String id, String name, Element section) {
        contents.add(Element.of("li").add(Element.of("a").with("href", "#" + id).text(name)));
        main.add(section);
    }

    /** Writes the page. */
    String render() {
        String style = resource("chart.css") + resource("page.css");
        String script = resource("page.js");
        Element head = Element.of("head");
        head.add(
                Element.of("meta").with("charset", "utf-8"),
                Element.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with(
                                "content",
                                "default-src 'none'; img-src data:; style-src '" + hash(style) + "'; script-src '"
                                        + hash(script) + "'; base-uri 'none'; form-action 'none'"),
                Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                Element.of("title").text(title + ": " + QUESTION),
                Element.ours("style", style));
        List<Element> body = new ArrayList<>();
        body.add(Element.of("a", "skip").with("href", "#main").text("Skip to the results"));
        body.add(Element.of("nav").with("aria-label", "Contents").add(contents));
        body.add(main.add(Element.of("footer")
                .text("Written by specsweep " + Provenance.version() + ". Nothing on this page calls anywhere.")));
        body.add(Element.ours("script", script));
        return "<!doctype html>\n"
                + Element.of("html")
                        .with("lang", "en")
                        .add(head, Element.of("body").add(body))
                        .render()
                + "\n";
    }

    /** A style sheet or script that lies beside this class. */
    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream("/specsweep/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException("specsweep/report/" + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(text));
    }
}
