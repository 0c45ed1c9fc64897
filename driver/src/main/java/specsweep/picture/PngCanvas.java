package specsweep.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/** Draws pixels, two for each of the picture's, so that it is sharp on dense screens and on paper. */
final class PngCanvas implements Canvas {
    private static final int SCALE = 2;

    private final BufferedImage pixels;
    private final Graphics2D graphics;

    PngCanvas(int width, int height) {
        pixels = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        graphics = pixels.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, pixels.getWidth(), pixels.getHeight());
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setStroke(new BasicStroke(1f, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
    }

    @Override
    public void image(double x, double y, double width, double height, BufferedImage image) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(width / image.getWidth(), height / image.getHeight());
        graphics.drawImage(image, place, null);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2) {
        graphics.setColor(new Color(0x44, 0x44, 0x44));
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void text(double x, double y, String text, double size, Anchor anchor, boolean bold) {
        write(x, y, text, size, anchor, bold);
    }

    @Override
    public void textUpwards(double x, double y, String text, double size) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(-Math.PI / 2);
        write(0, 0, text, size, Anchor.MIDDLE, false);
        graphics.setTransform(before);
    }

    private void write(double x, double y, String text, double size, Anchor anchor, boolean bold) {
        graphics.setColor(new Color(0x22, 0x22, 0x22));
        graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size));
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double shift = switch (anchor) {
            case START -> 0;
            case MIDDLE -> width / 2;
            case END -> width;
        };
        graphics.drawString(text, (float) (x - shift), (float) y);
    }

    /** The finished pixels. */
    BufferedImage finished() {
        graphics.dispose();
        return pixels;
    }
}
