package specsweep.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Draws as SVG 1.1: lines and letters as vectors, images as embedded PNG. */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(int width, int height, String title) {
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                        + " width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"DejaVu Sans, Verdana, Helvetica, Arial, sans-serif\" fill=\"#222\">%n",
                width, height, width, height));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    }

    @Override
    public void image(double x, double y, double width, double height, BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        svg.append(format(
                "<image x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" preserveAspectRatio=\"none\""
                        + " style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,%s\"/>%n",
                x, y, width, height, Base64.getEncoder().encodeToString(png.toByteArray())));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2) {
        svg.append(format(
                "<path d=\"M%.2f %.2fL%.2f %.2f\" stroke=\"#444\" stroke-width=\"1\" stroke-linecap=\"square\"/>%n",
                x1, y1, x2, y2));
    }

    @Override
    public void text(double x, double y, String text, double size, Anchor anchor, boolean bold) {
        svg.append(format(
                "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.0f\" text-anchor=\"%s\"%s>%s</text>%n",
                x,
                y,
                size,
                anchor.name().toLowerCase(Locale.ROOT),
                bold ? " font-weight=\"bold\"" : "",
                escaped(text)));
    }

    @Override
    public void textUpwards(double x, double y, String text, double size) {
        svg.append(format(
                "<text transform=\"translate(%.2f %.2f) rotate(-90)\" font-size=\"%.0f\" text-anchor=\"middle\">%s</text>%n",
                x, y, size, escaped(text)));
    }

    /** The file's text. */
    String finished() {
        return svg + "</svg>\n";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
