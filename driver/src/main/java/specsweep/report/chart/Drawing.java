package specsweep.report.chart;

import specsweep.report.markup.Element;

/** An SVG picture in the making: what a reader of the screen is told, and the few shapes that all charts are made of. */
final class Drawing {
    /** Width of every chart, in units that are about a pixel. */
    static final double WIDTH = 360;

    private final Element svg;

    /**
     * Begins a picture.
     *
     * @param title what it is called; with the description, unlike that of any other picture of the page
     * @param description what it shows, for who cannot see it
     */
    Drawing(double height, String title, String description) {
        String id = "chart-" + Integer.toHexString((title + description).hashCode());
        svg = Element.of("svg", "chart")
                .with("viewBox", "0 0 " + (int) WIDTH + " " + (int) Math.ceil(height))
                .with("role", "img")
                .with("aria-labelledby", id + "-title " + id + "-text");
        svg.add(
                Element.of("title").with("id", id + "-title").text(title),
                Element.of("desc").with("id", id + "-text").text(description));
    }

    Element done() {
        return svg;
    }

    Drawing add(Element shape) {
        svg.add(shape);
        return this;
    }

    Drawing line(String cssClass, double x1, double y1, double x2, double y2) {
        return add(Element.of("line", cssClass)
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2));
    }

    /** A text whose anchor is {@code start}, {@code middle} or {@code end}. */
    Drawing text(String cssClass, String anchor, double x, double y, String text) {
        Element element = Element.of("text", cssClass).with("x", x).with("y", y);
        if (!anchor.equals("start")) {
            element.with("text-anchor", anchor);
        }
        return add(element.text(text));
    }

    /** A horizontal axis at the foot: grid lines up to {@code top}, labels and a title below {@code bottom}. */
    Drawing abscissa(Scale x, double top, double bottom, String title) {
        for (Scale.Tick tick : x.ticks()) {
            double at = x.at(tick.value());
            if (tick.label().isEmpty()) {
                line("tick", at, bottom, at, bottom + 3);
            } else {
                line("grid", at, top, at, bottom);
                text("tick-label", "middle", at, bottom + 14, tick.label());
            }
        }
        line("axis", x.from(), bottom, x.to(), bottom);
        return text("axis-title", "middle", (x.from() + x.to()) / 2, bottom + 29, title);
    }

    /** A vertical axis at the left: grid lines from {@code left} to {@code right}, its title above it. */
    Drawing ordinate(Scale y, double left, double right, String title) {
        for (Scale.Tick tick : y.ticks()) {
            double at = y.at(tick.value());
            if (!tick.label().isEmpty()) {
                line("grid", left, at, right, at);
                text("tick-label", "end", left - 5, at + 4, tick.label());
            }
        }
        return text("axis-title", "start", 0, Math.min(y.from(), y.to()) - 9, title);
    }

    /** The text, or its beginning where it is wider than that. */
    static String shortened(String text, double width, double size) {
        if (width(text, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + "…", size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    /** About how wide a text is, in the wider ones of the usual fonts: SVG does not say before it is shown. */
    static double width(String text, double size) {
        double width = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            width += "iljtf.,:;|!' ×·[]()".indexOf(c) >= 0
                    ? 0.32
                    : Character.isUpperCase(c) || c == 'm' || c == 'w' ? 0.72 : Character.isDigit(c) ? 0.64 : 0.56;
        }
        return width * size;
    }
}
