package specsweep.report.chart;

import java.util.List;
import specsweep.report.markup.Coordinates;

/** Points as SVG writes them. */
final class Path {
    private Path() {}

    /** The points of a polygon. */
    static String points(double[] x, double[] y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ")
                    .append(Coordinates.text(x[i]))
                    .append(',')
                    .append(Coordinates.text(y[i]));
        }
        return points.toString();
    }

    /** A line through points, one after the other. */
    static String through(List<double[]> points) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Coordinates.text(point[0]))
                    .append(' ')
                    .append(Coordinates.text(point[1]));
        }
        return path.toString();
    }
}
