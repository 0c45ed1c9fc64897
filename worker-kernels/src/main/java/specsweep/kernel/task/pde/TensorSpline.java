package specsweep.kernel.task.pde;

import java.util.function.DoubleBinaryOperator;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.DecompositionSolver;

/**
 * A function on the unit square as a sum of products of B-splines, {@code sum c[i, j] B_i(x) B_j(y)}.
 *
 * @param basis the splines of both directions
 * @param coefficients c, [size, size], row-major
 */
record TensorSpline(SplineBasis basis, double[] coefficients) {
    TensorSpline {
        if (coefficients.length != basis.size() * basis.size()) {
            throw new IllegalArgumentException(
                    basis.size() * basis.size() + " coefficients are needed, was " + coefficients.length);
        }
    }

    /** The spline that agrees with a function at the products of the basis' nodes. */
    static TensorSpline interpolating(SplineBasis basis, DoubleBinaryOperator function) {
        int size = basis.size();
        double[] nodes = basis.nodes();
        double[][] values = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                values[i][j] = function.applyAsDouble(nodes[i], nodes[j]);
            }
        }
        DecompositionSolver solver = basis.interpolation();
        double[][] solved = solver.solve(
                        solver.solve(new Array2DRowRealMatrix(values, false)).transpose())
                .transpose()
                .getData();
        double[] coefficients = new double[size * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(solved[i], 0, coefficients, i * size, size);
        }
        return new TensorSpline(basis, coefficients);
    }

    /** The value at a point. */
    double value(double x, double y) {
        return at(x, y, 0)[0][0];
    }

    /** Partial derivatives at a point, [by x, by y], of orders up to {@code orders} in each. */
    double[][] at(double x, double y, int orders) {
        int column = basis.interval(x);
        int row = basis.interval(y);
        return at(column, basis.derivatives(column, x, orders), row, basis.derivatives(row, y, orders));
    }

    /** The same, where the values of the basis are at hand. */
    double[][] at(int column, double[][] byX, int row, double[][] byY) {
        int size = basis.size();
        double[][] result = new double[byX.length][byY.length];
        for (int b = 0; b < byY.length; b++) {
            for (int i = 0; i <= SplineBasis.DEGREE; i++) {
                double line = 0.0;
                int start = (column + i) * size + row;
                for (int j = 0; j <= SplineBasis.DEGREE; j++) {
                    line += coefficients[start + j] * byY[b][j];
                }
                for (int a = 0; a < byX.length; a++) {
                    result[a][b] += byX[a][i] * line;
                }
            }
        }
        return result;
    }
}
