package specsweep.picture;

import java.awt.image.BufferedImage;

/** What a picture is drawn on; x runs to the right and y downwards, in pixels. */
public sealed interface Canvas permits SvgCanvas, PngCanvas {

    /** Which point of a text is where it is put. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** Draws an image over a rectangle; its pixels stay visible as rectangles. */
    void image(double x, double y, double width, double height, BufferedImage image);

    /** Draws a straight line of one pixel. */
    void line(double x1, double y1, double x2, double y2);

    /** Draws the outline of a rectangle. */
    default void frame(double x, double y, double width, double height) {
        line(x, y, x + width, y);
        line(x, y + height, x + width, y + height);
        line(x, y, x, y + height);
        line(x + width, y, x + width, y + height);
    }

    /**
     * Writes text.
     *
     * @param x where its anchor is
     * @param y its base line
     * @param size height of the letters, in pixels
     */
    void text(double x, double y, String text, double size, Anchor anchor, boolean bold);

    /** Writes text from the bottom to the top, its middle at a point. */
    void textUpwards(double x, double y, String text, double size);
}
