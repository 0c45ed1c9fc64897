package specsweep.kernel.task.pde;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Solves for the stream function of the steady flow in a lid-driven cavity, on one basis of splines.
 *
 * <p>The stream function is {@code psi = corner + spline}, with {@link CornerFlow} known. Galerkin's equations, one for
 * each spline f that vanishes with its slope on the walls, are
 * {@code integral of laplace(spline) laplace(f) + Re laplace(psi) (psi_y f_x - psi_x f_y) = 0}: the weak form of
 * {@code Re u . grad(omega) = laplace(omega)}, from which the corner flow's own viscous term drops out. What the spline and
 * its normal slope must be on the walls is interpolated there. Newton's method with the exact Jacobian; its matrix has a band
 * of five lines of splines.
 */
final class CavityNewton {
    private static final int MOST_ITERATIONS = 15;
    /** The last change that is worth another iteration: the error after it is about its square. */
    static final double CONVERGED = 1e-7;

    static final double NEARLY_CONVERGED = 1e-3;

    private final SplineBasis basis;
    private final int size;
    private final int inner;
    private final Quadrature quadrature;
    private final TensorSpline walls;

    CavityNewton(SplineBasis basis, Quadrature quadrature) {
        this.basis = basis;
        this.quadrature = quadrature;
        size = basis.size();
        inner = size - 4;
        walls = walls();
    }

    /**
     * The spline part of the stream function.
     *
     * @param reynolds the Reynolds number; 0 for Stokes flow
     * @param start a spline near the solution, on any basis; null for Stokes flow, whose equations are linear
     * @param converged the change of a coefficient below which it is the last
     * @throws ArithmeticException if Newton's method does not converge from there
     */
    TensorSpline solve(double reynolds, @Nullable TensorSpline start, double converged) {
        TensorSpline spline = start == null
                ? walls
                : withWalls(
                        start.basis().intervals() == basis.intervals()
                                ? start
                                : TensorSpline.interpolating(basis, start::value));
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            BandMatrix jacobian = new BandMatrix(inner * inner, SplineBasis.DEGREE * (inner + 1));
            double[] residual = new double[inner * inner];
            assemble(spline, reynolds, jacobian, residual);
            jacobian.factor();
            double[] change = jacobian.solve(residual);
            double largest = 0.0;
            double[] next = spline.coefficients().clone();
            for (int i = 0; i < inner; i++) {
                for (int j = 0; j < inner; j++) {
                    next[(i + 2) * size + j + 2] -= change[i * inner + j];
                    largest = Math.max(largest, Math.abs(change[i * inner + j]));
                }
            }
            spline = new TensorSpline(basis, next);
            if (largest < converged || reynolds == 0.0) {
                return spline;
            }
            if (!(largest < 10.0)) {
                break;
            }
        }
        throw new ArithmeticException(
                "Newton's method does not converge at Re = " + reynolds + " with " + basis.intervals() + " intervals");
    }

    /** The equations' residual, [inner * inner], and its derivatives by the coefficients. */
    private void assemble(TensorSpline spline, double reynolds, BandMatrix jacobian, double[] residual) {
        int local = SplineBasis.DEGREE + 1;
        int both = local * local;
        // Of each local function: slopes, Laplacian; then what multiplies them in the Jacobian.
        double[] byX = new double[both];
        double[] byY = new double[both];
        double[] laplacian = new double[both];
        double[][] element = new double[both][both];
        double[] sums = new double[both];
        for (int column = 0; column < basis.intervals(); column++) {
            for (int row = 0; row < basis.intervals(); row++) {
                for (double[] line : element) {
                    Arrays.fill(line, 0.0);
                }
                Arrays.fill(sums, 0.0);
                for (int a = 0; a < Quadrature.POINTS; a++) {
                    for (int b = 0; b < Quadrature.POINTS; b++) {
                        double[][] inX = quadrature.derivatives(column, a);
                        double[][] inY = quadrature.derivatives(row, b);
                        double weight = quadrature.weight(column, a) * quadrature.weight(row, b);
                        double[][] jet = spline.at(column, inX, row, inY);
                        CornerFlow corner = quadrature.corner(column, a, row, b);
                        double own = jet[2][0] + jet[0][2];
                        double all = own + corner.xx() + corner.yy();
                        double u = jet[0][1] + corner.y();
                        double v = -(jet[1][0] + corner.x());
                        for (int i = 0; i < local; i++) {
                            for (int j = 0; j < local; j++) {
                                int f = i * local + j;
                                byX[f] = inX[1][i] * inY[0][j];
                                byY[f] = inX[0][i] * inY[1][j];
                                laplacian[f] = inX[2][i] * inY[0][j] + inX[0][i] * inY[2][j];
                            }
                        }
                        for (int f = 0; f < both; f++) {
                            double carried = reynolds * (u * byX[f] + v * byY[f]);
                            double turned = weight * reynolds * all;
                            sums[f] += weight * (own * laplacian[f] + all * carried);
                            add(
                                    element[f],
                                    laplacian,
                                    weight * (laplacian[f] + carried),
                                    byY,
                                    turned * byX[f],
                                    byX,
                                    -turned * byY[f]);
                        }
                    }
                }
                scatter(column, row, element, sums, jacobian, residual);
            }
        }
    }

    private static void add(double[] to, double[] a, double ofA, double[] b, double ofB, double[] c, double ofC) {
        for (int k = 0; k < to.length; k++) {
            to[k] += ofA * a[k] + ofB * b[k] + ofC * c[k];
        }
    }

    private void scatter(
            int column, int row, double[][] element, double[] sums, BandMatrix jacobian, double[] residual) {
        int local = SplineBasis.DEGREE + 1;
        for (int f = 0; f < local * local; f++) {
            int equation = unknown(column + f / local, row + f % local);
            if (equation < 0) {
                continue;
            }
            residual[equation] += sums[f];
            for (int g = 0; g < local * local; g++) {
                int by = unknown(column + g / local, row + g % local);
                if (by >= 0) {
                    jacobian.add(equation, by, element[f][g]);
                }
            }
        }
    }

    /** The unknown of a product of splines, or -1 where the walls fix its coefficient. */
    private int unknown(int i, int j) {
        return i < 2 || j < 2 || i >= size - 2 || j >= size - 2 ? -1 : (i - 2) * inner + j - 2;
    }

    /** A spline whose values and normal slopes on the walls make up for what the corner flow has there. */
    private TensorSpline walls() {
        double[] nodes = basis.nodes();
        double reach = basis.breakPoint(1) / SplineBasis.DEGREE;
        double[][] values = new double[8][size];
        for (int k = 0; k < size; k++) {
            double s = nodes[k];
            // On the side walls only the other corner's flow is not at rest; the lid's own flow has its speed twice.
            CornerFlow left = CornerFlow.right(0.0, s);
            CornerFlow right = CornerFlow.left(1.0, s);
            CornerFlow bottom = CornerFlow.at(s, 0.0);
            values[0][k] = -left.psi();
            values[1][k] = -left.psi() - reach * left.x();
            values[2][k] = -right.psi() + reach * right.x();
            values[3][k] = -right.psi();
            values[4][k] = -bottom.psi();
            values[5][k] = -bottom.psi() - reach * bottom.y();
            values[6][k] = reach;
            values[7][k] = 0.0;
        }
        double[] coefficients = new double[size * size];
        int[] lines = {0, 1, size - 2, size - 1};
        for (int w = 0; w < 4; w++) {
            double[] ofSide = basis.interpolating(values[w]);
            System.arraycopy(ofSide, 0, coefficients, lines[w] * size, size);
        }
        for (int w = 0; w < 4; w++) {
            double[] ofLevel = basis.interpolating(values[4 + w]);
            for (int k = 0; k < size; k++) {
                coefficients[k * size + lines[w]] = ofLevel[k];
            }
        }
        return new TensorSpline(basis, coefficients);
    }

    /** The inside of a spline with the walls of this problem. */
    private TensorSpline withWalls(TensorSpline spline) {
        double[] coefficients = walls.coefficients().clone();
        for (int i = 2; i < size - 2; i++) {
            System.arraycopy(spline.coefficients(), i * size + 2, coefficients, i * size + 2, inner);
        }
        return new TensorSpline(basis, coefficients);
    }
}
