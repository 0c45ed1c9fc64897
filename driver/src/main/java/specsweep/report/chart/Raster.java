package specsweep.report.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import specsweep.report.markup.Coordinates;
import specsweep.report.markup.Element;

/** A function of two coordinates as a picture of colours, with its two axes and the colours' scale. */
public final class Raster {
    /** A scale of colours, given by a few of them at equal distances. */
    public enum Colours {
        /** Dark to light, even in lightness and safe for the colour-blind: viridis (Smith and van der Walt, 2015; CC0). */
        SEQUENTIAL(0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725),
        /** Blue to orange over white, for differences. */
        DIVERGING(0x08519c, 0x4292c6, 0x9ecae1, 0xf7f7f7, 0xfdae6b, 0xe6550d, 0xa63603);

        private final int[] stops;

        Colours(int... stops) {
            this.stops = stops;
        }

        /** The colour of a part of the scale, 0 to 1, as 0xRRGGBB. */
        int at(double part) {
            double place = Math.max(0, Math.min(1, part)) * (stops.length - 1);
            int before = Math.min((int) place, stops.length - 2);
            double rest = place - before;
            int colour = 0;
            for (int shift = 16; shift >= 0; shift -= 8) {
                int a = stops[before] >> shift & 0xff;
                int b = stops[before + 1] >> shift & 0xff;
                colour |= (int) Math.round(a + (b - a) * rest) << shift;
            }
            return colour;
        }
    }

    /**
     * What is shown.
     *
     * @param values [columns, rows], row-major: the second coordinate varies fastest, as in a domain's grid
     * @param columns how many values along the first coordinate, which runs to the right
     * @param rows how many along the second, which runs up
     */
    public record Field(double[] values, int columns, int rows) {
        public Field {
            if (columns < 1 || rows < 1 || values.length != columns * rows) {
                throw new IllegalArgumentException(
                        columns + " x " + rows + " values are needed, were " + values.length);
            }
        }
    }

    /** The range of one coordinate and its name. */
    public record Coordinate(String name, double low, double high) {}

    private static final double LEFT = 44;
    private static final double RIGHT = 296;
    private static final double TOP = 24;
    private static final double BOTTOM = 204;

    private Raster() {}

    /**
     * Draws a field.
     *
     * @param low the value at the scale's low end
     * @param high the value at its high end
     */
    public static Element draw(
            String title,
            String description,
            Field field,
            Coordinate first,
            Coordinate second,
            Colours colours,
            double low,
            double high) {
        Drawing drawing = new Drawing(BOTTOM + 34, title, description);
        BufferedImage picture = new BufferedImage(field.columns(), field.rows(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < field.columns(); i++) {
            for (int j = 0; j < field.rows(); j++) {
                double value = field.values()[i * field.rows() + j];
                picture.setRGB(i, field.rows() - 1 - j, colours.at((value - low) / (high - low)));
            }
        }
        drawing.add(image(picture, LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP));
        Scale x = new Scale(Scale.Kind.LINEAR, first.low(), first.high(), LEFT, RIGHT);
        Scale y = new Scale(Scale.Kind.LINEAR, second.low(), second.high(), BOTTOM, TOP);
        drawing.abscissa(x, BOTTOM, BOTTOM, first.name());
        drawing.ordinate(y, LEFT, LEFT, second.name());
        BufferedImage bar = new BufferedImage(1, 128, BufferedImage.TYPE_INT_RGB);
        for (int j = 0; j < 128; j++) {
            bar.setRGB(0, 127 - j, colours.at(j / 127.0));
        }
        drawing.add(image(bar, RIGHT + 14, TOP, 10, BOTTOM - TOP));
        for (Scale.Tick tick : new Scale(Scale.Kind.LINEAR, low, high, BOTTOM, TOP).ticks()) {
            double at = new Scale(Scale.Kind.LINEAR, low, high, BOTTOM, TOP).at(tick.value());
            drawing.text("tick-label", "start", RIGHT + 28, at + 4, tick.label());
        }
        return drawing.done();
    }

    private static Element image(BufferedImage picture, double x, double y, double width, double height) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Element.of("image", "raster")
                .with("x", Coordinates.text(x))
                .with("y", y)
                .with("width", width)
                .with("height", height)
                .with("preserveAspectRatio", "none")
                .with("href", "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray()));
    }
}
