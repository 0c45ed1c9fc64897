package specsweep.report.chart;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import specsweep.report.markup.Element;

/** Ratios as coloured cells, rows by columns: above 1 in one hue, below 1 in another, the paler the nearer to 1. */
public final class Matrix {
    /**
     * A cell.
     *
     * @param value the ratio; null where there is none
     * @param sure whether its interval excludes 1; a cell that is not sure has a mark
     * @param hint what is shown when it is pointed at
     */
    public record Cell(@Nullable Double value, boolean sure, String hint) {}

    /** A row: the group that it opens (empty where it goes on with the one above), its name, and a cell a column. */
    public record Row(String group, String name, List<@Nullable Cell> cells) {}

    private static final double LEFT = 92;
    private static final double COLUMN_HEAD = 20;
    private static final int ROWS_WITH_NAMES = 60;
    private static final double GROUP = 17;
    private static final double FOOT = 44;

    /** Where the colours end: a hundred times. */
    private static final double DECADES = 2;

    private Matrix() {}

    /** Draws the rows. */
    public static Element draw(String title, String description, List<String> columns, List<Row> rows) {
        boolean named = rows.size() <= ROWS_WITH_NAMES;
        double height = named ? 15 : Math.max(3, 900.0 / rows.size());
        double groups = rows.stream().filter(row -> !row.group().isEmpty()).count() * GROUP;
        double bottom = COLUMN_HEAD + groups + rows.size() * height;
        Drawing drawing = new Drawing(bottom + FOOT, title, description);
        double width = (Drawing.WIDTH - LEFT) / columns.size();
        for (int c = 0; c < columns.size(); c++) {
            drawing.text(
                    "column",
                    "middle",
                    LEFT + (c + 0.5) * width,
                    COLUMN_HEAD - 8,
                    Drawing.shortened(columns.get(c), width + 4, 9.5));
        }
        double y = COLUMN_HEAD;
        for (Row row : rows) {
            if (!row.group().isEmpty()) {
                y += GROUP;
                drawing.text("item", "start", 0, y - 5, Drawing.shortened(row.group(), Drawing.WIDTH, 12.5));
            }
            if (named) {
                drawing.text("line-name", "end", LEFT - 6, y + height - 4, Drawing.shortened(row.name(), LEFT - 6, 10));
            }
            for (int c = 0; c < columns.size(); c++) {
                Cell cell = row.cells().get(c);
                if (cell != null) {
                    draw(drawing, cell, LEFT + c * width, y, width, height);
                }
            }
            y += height;
        }
        key(drawing, bottom + 16);
        return drawing.done();
    }

    private static void draw(Drawing drawing, Cell cell, double x, double y, double width, double height) {
        Double value = cell.value();
        double gap = height > 8 ? 1 : 0;
        drawing.add(Element.of("rect", value == null ? "cell none" : "cell " + (value >= 1 ? "above" : "below"))
                .with("x", x + 1)
                .with("y", y + gap / 2)
                .with("width", width - 2)
                .with("height", height - gap)
                .with("fill-opacity", String.format(Locale.ROOT, "%.2f", value == null ? 1 : strength(value)))
                .add(Element.of("title").text(cell.hint())));
        if (value != null && !cell.sure()) {
            drawing.line("unsure", x + width / 2 - 3, y + height / 2, x + width / 2 + 3, y + height / 2);
        }
    }

    private static double strength(double value) {
        return 0.06 + 0.94 * Math.min(1, Math.abs(Math.log10(value)) / DECADES);
    }

    private static void key(Drawing drawing, double y) {
        double[] values = {0.01, 0.1, 0.5, 1, 2, 10, 100};
        String[] names = {"≤0.01", "0.1", "0.5", "1×", "2", "10", "≥100"};
        double width = (Drawing.WIDTH - LEFT) / values.length;
        double left = LEFT;
        for (int i = 0; i < values.length; i++) {
            drawing.add(Element.of("rect", "cell " + (values[i] >= 1 ? "above" : "below"))
                    .with("x", left + i * width)
                    .with("y", y)
                    .with("width", width - 1)
                    .with("height", 9)
                    .with("fill-opacity", String.format(Locale.ROOT, "%.2f", strength(values[i]))));
            drawing.text("tick-label", "middle", left + (i + 0.5) * width, y + 22, names[i]);
        }
        drawing.text("line-name", "end", LEFT - 6, y + 9, "specificity");
    }
}
