package specsweep.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import specsweep.report.markup.Element;

/**
 * One figure: what it is for, its charts, the numbers behind them, and the query that gave the numbers.
 *
 * @param id its HTML id
 * @param title its title
 * @param lead what a reader should look for; may be empty
 * @param legend what colours and marks mean
 * @param panels the charts
 * @param note what else must be known to read it; may be empty
 * @param answer the numbers and their query; null where the charts show no results
 */
record Figure(
        String id,
        String title,
        String lead,
        List<Key> legend,
        List<Panel> panels,
        String note,
        @Nullable Answer answer) {

    /** One entry of a legend: a mark of a CSS class, and its meaning. */
    record Key(String shape, String cssClass, String meaning) {}

    /** A chart and its title. */
    record Panel(String title, Element chart) {}

    Figure {
        legend = List.copyOf(legend);
        panels = List.copyOf(panels);
    }

    /** The figure in HTML. */
    Element html() {
        Element figure = Element.of("figure").with("id", id);
        figure.add(Element.of("h3").text(title));
        if (!lead.isEmpty()) {
            figure.add(Element.of("p", "lead").text(lead));
        }
        if (!legend.isEmpty()) {
            Element list = Element.of("ul", "legend");
            legend.forEach(key -> list.add(Element.of("li").add(symbol(key)).text(key.meaning())));
            figure.add(list);
        }
        if (!panels.isEmpty()) {
            Element row = Element.of("div", "panels");
            panels.forEach(panel ->
                    row.add(Element.of("div", "panel").add(Element.of("h4").text(panel.title()), panel.chart())));
            figure.add(row);
        }
        if (!note.isEmpty()) {
            figure.add(Element.of("figcaption").text(note));
        }
        if (answer != null) {
            figure.add(behind(title, answer));
        }
        return figure;
    }

    /** The numbers and the query, folded away. */
    static List<Element> behind(String title, Answer answer) {
        List<Element> folded = new ArrayList<>();
        folded.add(Element.of("details", "numbers")
                .add(Element.of("summary").text("Numbers"))
                .add(DataTable.of(title, answer)));
        folded.add(query(answer.sql()));
        return folded;
    }

    /** A query that can be copied, folded away. */
    static Element query(String sql) {
        return Element.of("details", "query")
                .add(
                        Element.of("summary").text("SQL"),
                        Element.of("pre")
                                .with("tabindex", "0")
                                .add(Element.of("code").text(sql)));
    }

    private static Element symbol(Key key) {
        Element svg = Element.of("svg", "key").with("viewBox", "0 0 22 12").with("aria-hidden", "true");
        switch (key.shape()) {
            case "circle" ->
                svg.add(
                        line("interval ", key),
                        Element.of("circle", "mark " + key.cssClass())
                                .with("cx", 11)
                                .with("cy", 6)
                                .with("r", 4.2));
            case "square" ->
                svg.add(
                        line("interval ", key),
                        Element.of("rect", "mark " + key.cssClass())
                                .with("x", 7.2)
                                .with("y", 2.2)
                                .with("width", 7.6)
                                .with("height", 7.6));
            case "diamond" ->
                svg.add(
                        line("interval ", key),
                        Element.of("polygon", "mark " + key.cssClass()).with("points", "11,0.6 16.4,6 11,11.4 5.6,6"));
            case "line" -> svg.add(line("curve ", key));
            default ->
                svg.add(Element.of("rect", key.shape() + " " + key.cssClass())
                        .with("x", 4)
                        .with("y", 1)
                        .with("width", 14)
                        .with("height", 10));
        }
        return svg;
    }

    private static Element line(String kind, Key key) {
        return Element.of("line", kind + key.cssClass())
                .with("x1", 0)
                .with("y1", 6)
                .with("x2", 22)
                .with("y2", 6);
    }

    /** A figure that may have nothing to show. */
    static Optional<Figure> unlessEmpty(Figure figure) {
        return figure.panels().isEmpty() ? Optional.empty() : Optional.of(figure);
    }
}
