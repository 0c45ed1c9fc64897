package specsweep.report.chart;

import java.util.List;
import specsweep.report.markup.Element;

/** How a whole is shared, one bar an item, with the shares' names or numbers in them where there is room. */
public final class ShareChart {
    /** A part of a bar: its name, colour and size. */
    public record Part(String name, String cssClass, long size) {}

    /** A bar: its name and its parts, in the order in which they lie. */
    public record Bar(String name, List<Part> parts) {
        public Bar {
            parts = List.copyOf(parts);
        }
    }

    private static final double HEIGHT = 40;
    private static final double TEXT_SIZE = 10.5;

    private ShareChart() {}

    /** Draws the bars, each as wide as the chart. */
    public static Element draw(String title, String description, List<Bar> bars) {
        Drawing drawing = new Drawing(bars.size() * HEIGHT + 4, title, description);
        double y = 0;
        for (Bar bar : bars) {
            long total = Math.max(1, bar.parts().stream().mapToLong(Part::size).sum());
            drawing.text("item", "start", 0, y + 13, Drawing.shortened(bar.name(), 250, 12.5));
            drawing.text("remark", "end", Drawing.WIDTH, y + 13, total + (total == 1 ? " setting" : " settings"));
            double x = 0;
            for (Part part : bar.parts()) {
                double width = Drawing.WIDTH * part.size() / total;
                drawing.add(Element.of("rect", "share " + part.cssClass())
                        .with("x", x)
                        .with("y", y + 18)
                        .with("width", Math.max(0.5, width - 1))
                        .with("height", 15)
                        .add(Element.of("title").text(part.name() + ": " + part.size() + " of " + total)));
                String words = part.name() + " " + part.size();
                String number = String.valueOf(part.size());
                String text = Drawing.width(words, TEXT_SIZE) + 8 < width ? words : number;
                if (Drawing.width(text, TEXT_SIZE) + 4 < width) {
                    drawing.text("share-name " + part.cssClass(), "middle", x + width / 2, y + 29, text);
                }
                x += width;
            }
            y += HEIGHT;
        }
        return drawing.done();
    }
}
