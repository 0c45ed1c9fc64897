package specsweep.report;

import java.util.List;
import java.util.Optional;
import specsweep.query.Views;
import specsweep.report.markup.Element;

/** How to ask the results oneself. */
final class QueryChapter implements Chapter {
    @Override
    public String id() {
        return "query";
    }

    @Override
    public String title() {
        return "How to ask for more";
    }

    @Override
    public Optional<List<Element>> write(Results results, List<Experiment> experiments) {
        Element views = Element.of("p");
        views.text("Views: ");
        for (int i = 0; i < Views.names().size(); i++) {
            views.text(i == 0 ? "" : ", ")
                    .add(Element.of("code").text(Views.names().get(i)));
        }
        return Optional.of(List.of(
                Element.of("p", "lead")
                        .text(
                                "Every number on this page is a query over Parquet; the query stands under each figure, behind"
                                        + " “SQL”. Ask others with:"),
                Element.of("pre")
                        .with("tabindex", "0")
                        .add(Element.of("code")
                                .text("specsweep sql \"SELECT * FROM verdicts WHERE headline\"\n"
                                        + "specsweep sql --format csv -f query.sql > result.csv\n"
                                        + "specsweep sql")),
                views.text(".")));
    }
}
