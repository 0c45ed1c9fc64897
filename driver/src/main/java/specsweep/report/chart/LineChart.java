package specsweep.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import specsweep.report.markup.Element;

/** Curves with bands around them, each named at its end. */
public final class LineChart {
    /** A point of a curve: the estimate and, where there is one, its interval. */
    public record Point(
            double x,
            double y,
            @Nullable Double low,
            @Nullable Double high) {}

    /**
     * A curve.
     *
     * @param name written at its end
     * @param cssClass its colour and dashes
     * @param marks whether each point has a mark: where points are few
     */
    public record Series(String name, String cssClass, boolean marks, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** An axis: its title, its kind, and the values that it must show. */
    public record Axis(String title, Scale.Kind kind, List<Double> values) {
        public Axis {
            values = List.copyOf(values);
        }
    }

    /** A line across the chart at an ordinate, or up it at an abscissa, with its name. */
    public record Reference(boolean vertical, double at, String name) {}

    private static final double TOP = 24;
    private static final double BOTTOM = 204;
    private static final double LEFT = 44;
    private static final double LABEL_SIZE = 11;
    private static final double LABEL_HEIGHT = 13;
    private static final double WIDEST_NAME = 110;

    private LineChart() {}

    /** Draws the curves. */
    public static Element draw(
            String title,
            String description,
            Axis abscissa,
            Axis ordinate,
            List<Reference> references,
            List<Series> all) {
        List<Series> series =
                all.stream().filter(each -> !each.points().isEmpty()).toList();
        double names = series.stream()
                .mapToDouble(each -> Drawing.width(each.name(), LABEL_SIZE))
                .max()
                .orElse(0);
        double right = Drawing.WIDTH - Math.min(names, WIDEST_NAME) - 10;
        Scale x = scale(abscissa, LEFT, right);
        Scale y = scale(ordinate, BOTTOM, TOP);
        Drawing drawing = new Drawing(BOTTOM + 34, title, description);
        drawing.ordinate(y, LEFT, right, ordinate.title());
        drawing.abscissa(x, TOP, BOTTOM, abscissa.title());
        for (Reference reference : references) {
            if (reference.vertical()) {
                double at = x.at(reference.at());
                drawing.line("reference-step", at, TOP, at, BOTTOM);
                drawing.text("reference-name", "middle", at, TOP - 4, reference.name());
            } else {
                drawing.line("reference", LEFT, y.at(reference.at()), right, y.at(reference.at()));
            }
        }
        series.forEach(each -> drawing.add(band(each, x, y)));
        series.forEach(each -> curve(drawing, each, x, y));
        names(drawing, series, right, y);
        return drawing.done();
    }

    private static Scale scale(Axis axis, double from, double to) {
        return switch (axis.kind()) {
            case LINEAR -> Scale.linear(axis.values(), from, to);
            case LOG -> Scale.log(axis.values(), from, to);
            case STEPS ->
                Scale.steps(axis.values().stream().mapToDouble(v -> v).max().orElse(1), from, to);
        };
    }

    private static Element band(Series series, Scale x, Scale y) {
        List<double[]> outline = new ArrayList<>();
        List<double[]> back = new ArrayList<>();
        for (Point point : series.points()) {
            Double low = point.low();
            Double high = point.high();
            if (low != null && high != null) {
                outline.add(new double[] {x.at(point.x()), y.at(high)});
                back.add(0, new double[] {x.at(point.x()), y.at(low)});
            }
        }
        outline.addAll(back);
        return Element.of("path", "band " + series.cssClass())
                .with("d", Path.through(outline) + (outline.isEmpty() ? "" : "Z"));
    }

    private static void curve(Drawing drawing, Series series, Scale x, Scale y) {
        List<double[]> points = series.points().stream()
                .map(point -> new double[] {x.at(point.x()), y.at(point.y())})
                .toList();
        drawing.add(Element.of("path", "curve " + series.cssClass()).with("d", Path.through(points)));
        if (series.marks()) {
            points.forEach(point ->
                    drawing.add(IntervalChart.mark(IntervalChart.Mark.CIRCLE, series.cssClass(), point[0], point[1])));
        }
    }

    /** Names stand at the curves' ends; where these are close, the names are moved apart, in the same order. */
    private static void names(Drawing drawing, List<Series> series, double right, Scale y) {
        List<Series> ordered = series.stream()
                .sorted(Comparator.comparingDouble(each -> y.at(last(each).y())))
                .toList();
        double[] at = ordered.stream().mapToDouble(each -> y.at(last(each).y())).toArray();
        for (int i = 1; i < at.length; i++) {
            at[i] = Math.max(at[i], at[i - 1] + LABEL_HEIGHT);
        }
        double lowest = BOTTOM;
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = Math.min(at[i], lowest);
            lowest = at[i] - LABEL_HEIGHT;
        }
        for (int i = 0; i < at.length; i++) {
            Series each = ordered.get(i);
            drawing.text(
                    "series-name " + each.cssClass(),
                    "start",
                    right + 6,
                    at[i] + 4,
                    Drawing.shortened(each.name(), WIDEST_NAME, LABEL_SIZE));
        }
    }

    private static Point last(Series series) {
        return series.points().get(series.points().size() - 1);
    }
}
