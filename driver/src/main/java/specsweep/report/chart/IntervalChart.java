package specsweep.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import specsweep.report.markup.Element;

/** Estimates as marks with their intervals along one axis with a line of reference, a few to each item, values beside them. */
public final class IntervalChart {
    /** What a line measures: its mark, so that colour is never all that tells two apart. */
    public enum Mark {
        CIRCLE,
        SQUARE,
        DIAMOND
    }

    /**
     * One line.
     *
     * @param name what is measured, written at its left
     * @param cssClass its colour
     * @param value the estimate; null where there is none
     * @param low the interval's ends; null where there is none
     * @param label the value as text; or why there is none
     */
    public record Line(
            String name,
            String cssClass,
            Mark mark,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            String label) {}

    /** An item: its name, what is said of it at the right, that text's CSS class, and its lines. */
    public record Item(String name, String remark, String remarkClass, List<Line> lines) {
        public Item {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The axis that all items share.
     *
     * @param title its title, with the unit
     * @param kind how values are spaced
     * @param reference where the line is that an interval should be compared with
     * @param values what the axis must show, so that several charts can share one
     */
    public record Axis(String title, Scale.Kind kind, double reference, List<Double> values) {
        public Axis {
            values = List.copyOf(values);
        }
    }

    private static final double LEFT = 86;
    private static final double RIGHT = Drawing.WIDTH - 8;
    private static final double TOP = 4;
    private static final double HEAD = 18;
    private static final double LINE = 15;
    private static final double GAP = 11;
    private static final double LABEL_SIZE = 11;
    private static final double NAME_SIZE = 11;
    private static final double ITEM_SIZE = 12.5;

    private IntervalChart() {}

    /** Every estimate and interval: the values that the axis must show. */
    public static List<Double> values(List<Item> items) {
        List<Double> values = new ArrayList<>();
        for (Item item : items) {
            for (Line line : item.lines()) {
                for (Double value : new Double[] {line.value(), line.low(), line.high()}) {
                    if (value != null) {
                        values.add(value);
                    }
                }
            }
        }
        return values;
    }

    /** Draws the items. */
    public static Element draw(String title, String description, Axis axis, List<Item> items) {
        int lines = items.stream().mapToInt(item -> item.lines().size()).sum();
        double bottom = TOP + items.size() * (HEAD + GAP) + lines * LINE;
        Drawing drawing = new Drawing(bottom + 34, title, description);
        List<Double> shown = new ArrayList<>(axis.values());
        shown.add(axis.reference());
        Scale x = axis.kind() == Scale.Kind.LOG
                ? Scale.log(shown, LEFT + 6, RIGHT - 30)
                : Scale.linear(shown, LEFT + 6, RIGHT - 30);
        drawing.abscissa(x, TOP, bottom, axis.title());
        drawing.line("reference", x.at(axis.reference()), TOP, x.at(axis.reference()), bottom);
        double y = TOP;
        for (Item item : items) {
            y += HEAD;
            double left = Drawing.WIDTH - 12 - Drawing.width(item.remark(), LABEL_SIZE);
            drawing.text("item", "start", 0, y - 5, Drawing.shortened(item.name(), left, ITEM_SIZE));
            drawing.text("remark " + item.remarkClass(), "end", Drawing.WIDTH, y - 5, item.remark());
            for (Line line : item.lines()) {
                y += LINE;
                draw(drawing, x, line, y - LINE / 2);
            }
            y += GAP;
        }
        return drawing.done();
    }

    private static void draw(Drawing drawing, Scale x, Line line, double y) {
        drawing.text("line-name", "end", LEFT - 6, y + 4, Drawing.shortened(line.name(), LEFT - 6, NAME_SIZE));
        Double value = line.value();
        if (value == null) {
            drawing.text("absent", "start", LEFT + 6, y + 4, line.label());
            return;
        }
        double right = x.at(value);
        double left = right;
        if (line.low() != null && line.high() != null) {
            left = Math.min(left, x.at(line.low()));
            right = Math.max(right, x.at(line.high()));
            drawing.line("interval " + line.cssClass(), left, y, right, y);
        }
        drawing.add(mark(line.mark(), line.cssClass(), x.at(value), y));
        double width = Drawing.width(line.label(), LABEL_SIZE);
        if (right + 9 + width <= Drawing.WIDTH) {
            drawing.text("value " + line.cssClass(), "start", right + 8, y + 4, line.label());
        } else if (left - 8 - width >= LEFT) {
            drawing.text("value " + line.cssClass(), "end", left - 8, y + 4, line.label());
        } else {
            drawing.text("value " + line.cssClass(), "end", Drawing.WIDTH, y + 4, line.label());
        }
    }

    /** A mark of about nine units. */
    static Element mark(Mark mark, String cssClass, double x, double y) {
        return switch (mark) {
            case CIRCLE ->
                Element.of("circle", "mark " + cssClass)
                        .with("cx", x)
                        .with("cy", y)
                        .with("r", 4.2);
            case SQUARE ->
                Element.of("rect", "mark " + cssClass)
                        .with("x", x - 3.8)
                        .with("y", y - 3.8)
                        .with("width", 7.6)
                        .with("height", 7.6);
            case DIAMOND ->
                Element.of("polygon", "mark " + cssClass)
                        .with("points", Path.points(new double[] {x, x + 5.4, x, x - 5.4}, new double[] {
                            y - 5.4, y, y + 5.4, y
                        }));
        };
    }
}
