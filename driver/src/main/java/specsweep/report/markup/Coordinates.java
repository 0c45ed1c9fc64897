package specsweep.report.markup;

/** Coordinates of a drawing as text. */
public final class Coordinates {
    private Coordinates() {}

    /** To a tenth of a unit, without a trailing zero: what the eye can tell, and no more. */
    public static String text(double coordinate) {
        if (!Double.isFinite(coordinate)) {
            throw new IllegalArgumentException("a coordinate must be finite, was " + coordinate);
        }
        long tenths = Math.round(coordinate * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }
}
