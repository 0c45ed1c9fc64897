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

    private static final double LEAST_LEFT = 92;
    private static final double LARGEST_LEFT = 170;
    private static final double NAME_SIZE = 10.5;
    private static final double COLUMN_SIZE = 9.5;
    private static final double COLUMN_HEAD = 20;
    private static final double COLUMN_LINE = 12;
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
        double head = COLUMN_HEAD + (columns.stream().anyMatch(column -> column.contains(" ")) ? COLUMN_LINE : 0);
        double bottom = head + groups + rows.size() * height;
        Drawing drawing = new Drawing(bottom + FOOT, title, description);
        double left = named ? left(rows) : LEAST_LEFT;
        double width = (Drawing.WIDTH - left) / columns.size();
        heads(drawing, columns, left, width, COLUMN_HEAD - 8);
        double y = head;
        for (Row row : rows) {
            if (!row.group().isEmpty()) {
                y += GROUP;
                drawing.text("item", "start", 0, y - 5, Drawing.shortened(row.group(), Drawing.WIDTH, 12.5));
            }
            if (named) {
                String name = Drawing.shortened(row.name(), left - 6, NAME_SIZE);
                drawing.text("line-name", "end", left - 6, y + height - 4, name);
            }
            for (int c = 0; c < columns.size(); c++) {
                Cell cell = row.cells().get(c);
                if (cell != null) {
                    draw(drawing, cell, left + c * width, y, width, height);
                }
            }
            y += height;
        }
        key(drawing, left, bottom + 16);
        return drawing.done();
    }

    /** Room for the longest name, within reason. */
    private static double left(List<Row> rows) {
        double longest = rows.stream()
                .mapToDouble(row -> Drawing.width(row.name(), NAME_SIZE))
                .max()
                .orElse(0);
        return Math.max(LEAST_LEFT, Math.min(LARGEST_LEFT, longest + 8));
    }

    /** Names of columns that begin with the same word have it once, over all of them, and the rest below. */
    private static void heads(Drawing drawing, List<String> columns, double left, double width, double y) {
        int first = 0;
        for (int c = 0; c < columns.size(); c++) {
            String[] words = columns.get(c).split(" ", 2);
            if (words.length == 2) {
                drawing.text(
                        "column",
                        "middle",
                        left + (c + 0.5) * width,
                        y + COLUMN_LINE,
                        Drawing.shortened(words[1], width + 4, COLUMN_SIZE));
            }
            if (c + 1 == columns.size() || !columns.get(c + 1).split(" ", 2)[0].equals(words[0])) {
                int many = c + 1 - first;
                drawing.text(
                        "column",
                        "middle",
                        left + (first + many / 2.0) * width,
                        y,
                        Drawing.shortened(words[0], many * width + 4, COLUMN_SIZE));
                first = c + 1;
            }
        }
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

    private static void key(Drawing drawing, double left, double y) {
        double[] values = {0.01, 0.1, 0.5, 1, 2, 10, 100};
        String[] names = {"≤0.01", "0.1", "0.5", "1×", "2", "10", "≥100"};
        double width = (Drawing.WIDTH - left) / values.length;
        for (int i = 0; i < values.length; i++) {
            drawing.add(Element.of("rect", "cell " + (values[i] >= 1 ? "above" : "below"))
                    .with("x", left + i * width)
                    .with("y", y)
                    .with("width", width - 1)
                    .with("height", 9)
                    .with("fill-opacity", String.format(Locale.ROOT, "%.2f", strength(values[i]))));
            drawing.text("tick-label", "middle", left + (i + 0.5) * width, y + 22, names[i]);
        }
        drawing.text("line-name", "end", left - 6, y + 9, "specificity");
    }
}
