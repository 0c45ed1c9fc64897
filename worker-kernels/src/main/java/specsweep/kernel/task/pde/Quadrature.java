package specsweep.kernel.task.pde;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Gauss-Legendre points on every interval of a basis, with what is needed there again and again: the splines' derivatives
 * and the corner flow.
 */
final class Quadrature {
    /** Exact for products of two splines of degree five. */
    static final int POINTS = 6;

    private final double[][] points;
    private final double[][] weights;
    private final double[][][][] derivatives;
    private final CornerFlow[] corner;
    private final int lines;

    Quadrature(SplineBasis basis) {
        int intervals = basis.intervals();
        points = new double[intervals][POINTS];
        weights = new double[intervals][POINTS];
        derivatives = new double[intervals][POINTS][][];
        GaussIntegratorFactory rules = new GaussIntegratorFactory();
        for (int interval = 0; interval < intervals; interval++) {
            GaussIntegrator rule = rules.legendre(POINTS, basis.breakPoint(interval), basis.breakPoint(interval + 1));
            for (int p = 0; p < POINTS; p++) {
                points[interval][p] = rule.getPoint(p);
                weights[interval][p] = rule.getWeight(p);
                derivatives[interval][p] = basis.derivatives(interval, rule.getPoint(p), 3);
            }
        }
        lines = intervals * POINTS;
        corner = new CornerFlow[lines * lines];
        for (int a = 0; a < lines; a++) {
            for (int b = 0; b < lines; b++) {
                corner[a * lines + b] = CornerFlow.at(point(a), point(b));
            }
        }
    }

    double point(int interval, int p) {
        return points[interval][p];
    }

    double weight(int interval, int p) {
        return weights[interval][p];
    }

    /** Derivatives of orders 0 to 3 of the six splines of an interval, [4, 6]. */
    double[][] derivatives(int interval, int p) {
        return derivatives[interval][p];
    }

    /** The corner flow at a point of column and row. */
    CornerFlow corner(int column, int a, int row, int b) {
        return corner[(column * POINTS + a) * lines + row * POINTS + b];
    }

    private double point(int line) {
        return points[line / POINTS][line % POINTS];
    }
}
