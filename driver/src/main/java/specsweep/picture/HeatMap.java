package specsweep.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import specsweep.picture.Canvas.Anchor;

/**
 * Heat maps of a function of two coordinates, one for each of its values, side by side: axes with ticks and labels, and a
 * colour bar each.
 */
public final class HeatMap {
    private static final int CELLS = 240;

    private static final double SIDE = 264;
    private static final double LEFT = 68;
    private static final double TOP = 92;
    private static final double BAR_GAP = 14;
    private static final double BAR_WIDTH = 14;
    private static final double RIGHT = 66;
    private static final double BOTTOM = 76;
    private static final double TITLE = 16;
    private static final double TEXT = 12;
    private static final double TICK = 5;

    private final String title;
    private final String subtitle;
    private final Axis across;
    private final Axis upwards;
    private final List<Panel> panels;

    /**
     * An axis.
     *
     * @param label what it shows, with its unit
     * @param low its first value
     * @param high its last value
     */
    public record Axis(String label, double low, double high) {
        public Axis {
            if (!(low < high)) {
                throw new IllegalArgumentException("low must be below high, were " + low + " and " + high);
            }
        }
    }

    private HeatMap(String title, String subtitle, Axis across, Axis upwards, List<Panel> panels) {
        this.title = title;
        this.subtitle = subtitle;
        this.across = across;
        this.upwards = upwards;
        this.panels = panels;
    }

    /**
     * Samples a function at the centres of 240 x 240 cells.
     *
     * @param labels what its values are, with their units
     * @param function from points [n, 2] to values [n, labels], both row-major
     */
    public static HeatMap of(
            String title,
            String subtitle,
            Axis across,
            Axis upwards,
            List<String> labels,
            UnaryOperator<double[]> function) {
        double[] points = new double[2 * CELLS * CELLS];
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                int at = 2 * (row * CELLS + column);
                points[at] = across.low() + (across.high() - across.low()) * (column + 0.5) / CELLS;
                points[at + 1] = upwards.low() + (upwards.high() - upwards.low()) * (row + 0.5) / CELLS;
            }
        }
        double[] values = function.apply(points);
        List<Panel> panels = new ArrayList<>();
        for (int output = 0; output < labels.size(); output++) {
            double[][] cells = new double[CELLS][CELLS];
            for (int i = 0; i < CELLS * CELLS; i++) {
                cells[i / CELLS][i % CELLS] = values[i * labels.size() + output];
            }
            panels.add(Panel.of(labels.get(output), cells));
        }
        return new HeatMap(title, subtitle, across, upwards, List.copyOf(panels));
    }

    /** Whether a file of that name can be written: its name ends in {@code .svg} or {@code .png}. */
    public static boolean writes(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".svg") || name.endsWith(".png");
    }

    /** Writes the picture in the format that the file's name ends in. */
    public void write(Path file) throws IOException {
        if (!writes(file)) {
            throw new IllegalArgumentException("a picture is .svg or .png, was " + file);
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
            SvgCanvas canvas = new SvgCanvas(width(), height(), title);
            draw(canvas);
            Files.writeString(file, canvas.finished());
        } else {
            PngCanvas canvas = new PngCanvas(width(), height());
            draw(canvas);
            ImageIO.write(canvas.finished(), "png", file.toFile());
        }
    }

    int width() {
        // Letters are about that wide; a heading may be longer than one panel.
        double heading = LEFT + Math.max(0.62 * TITLE * title.length(), 0.56 * TEXT * subtitle.length());
        return (int) (Math.max(panels.size() * panelWidth(), heading) + 12);
    }

    int height() {
        return (int) (TOP + SIDE + BOTTOM);
    }

    private static double panelWidth() {
        return LEFT + SIDE + BAR_GAP + BAR_WIDTH + RIGHT;
    }

    void draw(Canvas canvas) {
        canvas.text(LEFT, 28, title, TITLE, Anchor.START, true);
        canvas.text(LEFT, 48, subtitle, TEXT, Anchor.START, false);
        for (int p = 0; p < panels.size(); p++) {
            draw(canvas, panels.get(p), LEFT + p * panelWidth());
        }
    }

    private void draw(Canvas canvas, Panel panel, double left) {
        canvas.text(left, TOP - 12, panel.label(), 13, Anchor.START, true);
        canvas.image(left, TOP, SIDE, SIDE, raster(panel));
        canvas.frame(left, TOP, SIDE, SIDE);
        Ticks below = Ticks.between(across.low(), across.high(), 6);
        for (int k = 0; k < below.values().size(); k++) {
            double x = left + SIDE * (below.values().get(k) - across.low()) / (across.high() - across.low());
            canvas.line(x, TOP + SIDE, x, TOP + SIDE + TICK);
            canvas.text(x, TOP + SIDE + 19, below.labels().get(k), TEXT, Anchor.MIDDLE, false);
        }
        canvas.text(left + SIDE / 2, TOP + SIDE + 40, across.label(), TEXT, Anchor.MIDDLE, false);
        Ticks beside = Ticks.between(upwards.low(), upwards.high(), 6);
        for (int k = 0; k < beside.values().size(); k++) {
            double y = TOP + SIDE * (upwards.high() - beside.values().get(k)) / (upwards.high() - upwards.low());
            canvas.line(left - TICK, y, left, y);
            canvas.text(left - 8, y + 4, beside.labels().get(k), TEXT, Anchor.END, false);
        }
        canvas.textUpwards(left - 46, TOP + SIDE / 2, upwards.label(), TEXT);
        drawBar(canvas, panel, left + SIDE + BAR_GAP);
        if (panel.isClipped()) {
            canvas.text(
                    left,
                    TOP + SIDE + 62,
                    "values go on beyond the colours, from " + shortly(panel.least()) + " to " + shortly(panel.most()),
                    11,
                    Anchor.START,
                    false);
        }
    }

    private void drawBar(Canvas canvas, Panel panel, double left) {
        BufferedImage bar = new BufferedImage(1, 256, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < 256; k++) {
            bar.setRGB(0, 255 - k, ColourMap.colour((k + 0.5) / 256));
        }
        canvas.image(left, TOP, BAR_WIDTH, SIDE, bar);
        canvas.frame(left, TOP, BAR_WIDTH, SIDE);
        Ticks ticks = Ticks.between(panel.low(), panel.high(), 6);
        for (int k = 0; k < ticks.values().size(); k++) {
            double y = TOP + SIDE * (panel.high() - ticks.values().get(k)) / (panel.high() - panel.low());
            canvas.line(left + BAR_WIDTH, y, left + BAR_WIDTH + TICK, y);
            canvas.text(left + BAR_WIDTH + 8, y + 4, ticks.labels().get(k), TEXT, Anchor.START, false);
        }
    }

    private static BufferedImage raster(Panel panel) {
        BufferedImage image = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                double fraction = (panel.cells()[row][column] - panel.low()) / (panel.high() - panel.low());
                image.setRGB(column, CELLS - 1 - row, ColourMap.colour(fraction));
            }
        }
        return image;
    }

    private static String shortly(double value) {
        return String.format(Locale.ROOT, "%.3g", value).replace('-', '\u2212');
    }
}
