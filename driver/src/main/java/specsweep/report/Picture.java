package specsweep.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import specsweep.report.chart.IntervalChart;
import specsweep.report.markup.Element;

/** The headline chart alone, as an SVG file that a README or a slide can show. */
final class Picture {
    private static final double MARGIN = 28;
    private static final double PANEL = 360;
    private static final double SINGLE_PANEL = 620;
    private static final double GAP = 44;
    private static final double TOP = 116;
    private static final Pattern VARIABLE = Pattern.compile("(--[a-z-]+):\\s*([^;]+);");
    private static final Pattern USE = Pattern.compile("var\\((--[a-z-]+)\\)");

    private Picture() {}

    /** Draws at most two transfers side by side. */
    static String of(Experiment experiment, Answer answer) {
        List<GainsFigure.Panel> all = GainsFigure.panels(experiment, answer);
        List<GainsFigure.Panel> panels = all.subList(0, Math.min(2, all.size()));
        List<Double> axis = panels.stream()
                .flatMap(panel -> IntervalChart.values(panel.items()).stream())
                .toList();
        double panel = panels.size() < 2 ? SINGLE_PANEL : PANEL;
        double width = 2 * MARGIN + Math.max(1, panels.size()) * (panel + GAP) - GAP;
        double height = 0;
        Element svg = Element.of("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("role", "img")
                .with("class", "picture");
        svg.add(Element.of("title").text("What a warm start gains, and what any trained weights would have gained"));
        svg.add(Element.ours("style", light(Page.resource("chart.css"))));
        Element background = Element.of("rect", "paper").with("width", "100%").with("height", "100%");
        svg.add(background);
        svg.add(label(
                "picture-title",
                MARGIN,
                34,
                "What a warm start gains, and what any trained weights would have gained"));
        svg.add(label("picture-lead", MARGIN, 55, "How many times smaller the training MSE is than from scratch,"));
        svg.add(label(
                "picture-lead", MARGIN, 74, "at " + Names.budget(experiment.budget()) + "; 95 % intervals over seeds"));
        for (int i = 0; i < panels.size(); i++) {
            double x = MARGIN + i * (panel + GAP);
            svg.add(label("panel-title", x, TOP - 10, panels.get(i).name()));
            Element chart = panels.get(i).draw(experiment.sweep(), axis);
            double tall = chart.viewBoxHeight() * panel / PANEL;
            svg.add(chart.with("x", x).with("y", TOP).with("width", panel).with("height", tall));
            height = Math.max(height, TOP + tall);
        }
        height += MARGIN / 2;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + svg.with("viewBox", "0 0 " + (int) width + " " + (int) height)
                        .with("width", width)
                        .with("height", height)
                        .render()
                + "\n";
    }

    private static Element label(String cssClass, double x, double y, String text) {
        return Element.of("text", cssClass).with("x", x).with("y", y).text(text);
    }

    /** The style sheet with its light colours written in: not every viewer of pictures knows variables. */
    static String light(String css) {
        Map<String, String> values = new HashMap<>();
        int dark = css.indexOf("@media");
        Matcher definitions = VARIABLE.matcher(dark < 0 ? css : css.substring(0, dark));
        while (definitions.find()) {
            values.put(definitions.group(1), definitions.group(2));
        }
        String rules = css.substring(css.indexOf("/* charts */"));
        return USE.matcher(rules)
                .replaceAll(use -> Matcher.quoteReplacement(values.getOrDefault(use.group(1), "currentColor")));
    }
}
