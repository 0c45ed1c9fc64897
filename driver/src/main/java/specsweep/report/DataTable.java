package specsweep.report;

import java.util.List;
import org.apache.spark.sql.Row;
import specsweep.query.Cell;
import specsweep.report.markup.Element;

/** The rows of an answer as an HTML table that scrolls by itself where it is wider than the page. */
final class DataTable {
    /** More rows than anyone reads here; the query gives them all. */
    static final int MOST_ROWS = 1200;

    private DataTable() {}

    /** All columns and rows, numbers to four digits. */
    static Element of(String title, Answer answer) {
        Element table = Element.of("table", "data");
        Element head = Element.of("tr");
        answer.columns()
                .forEach(
                        column -> head.add(Element.of("th").with("scope", "col").text(column)));
        Element body = Element.of("tbody");
        List<Row> rows = answer.rows();
        for (Row row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
            Element line = Element.of("tr");
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                Element cell = value instanceof Number ? Element.of("td", "number") : Element.of("td");
                line.add(cell.text(Cell.text(value)));
            }
            body.add(line);
        }
        table.add(Element.of("thead").add(head), body);
        Element scroll = scroll(title, table);
        if (rows.size() > MOST_ROWS) {
            scroll.add(Element.of("p", "more")
                    .text("The first " + MOST_ROWS + " of " + Names.count(rows.size())
                            + " rows; the query gives all."));
        }
        return scroll;
    }

    /** Lets a table scroll, with the keyboard too. */
    static Element scroll(String title, Element table) {
        return Element.of("div", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", "Table: " + title)
                .add(table);
    }
}
