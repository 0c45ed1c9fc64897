package specsweep.kernel.task.pde;

/**
 * Solves for the pressure that belongs to a steady stream function in the cavity.
 *
 * <p>The pressure is {@code corner / Re + spline}, and the spline is the one whose gradient is nearest, in the mean square
 * over the square, to what the momentum equation says it is: {@code -(u . grad) u + laplace(u - corner u) / Re}. That needs
 * no condition on the walls. Pressures have a zero mean over the square; the corner flow's has one by symmetry.
 */
final class CavityPressure {
    private CavityPressure() {}

    /** The spline part of the pressure, in units of density times the lid's speed squared. */
    static TensorSpline solve(double reynolds, TensorSpline stream, Quadrature quadrature) {
        SplineBasis basis = stream.basis();
        int size = basis.size();
        int local = SplineBasis.DEGREE + 1;
        BandMatrix matrix = new BandMatrix(size * size, SplineBasis.DEGREE * (size + 1));
        double[] right = new double[size * size];
        // Only gradients count: the first coefficient is free, and its equation follows from the others.
        matrix.add(0, 0, 1.0);
        for (int column = 0; column < basis.intervals(); column++) {
            for (int row = 0; row < basis.intervals(); row++) {
                double[][] element = new double[local * local][local * local];
                for (int a = 0; a < Quadrature.POINTS; a++) {
                    for (int b = 0; b < Quadrature.POINTS; b++) {
                        double[][] inX = quadrature.derivatives(column, a);
                        double[][] inY = quadrature.derivatives(row, b);
                        double weight = quadrature.weight(column, a) * quadrature.weight(row, b);
                        double[] gradient = gradient(
                                reynolds, stream.at(column, inX, row, inY), quadrature.corner(column, a, row, b));
                        for (int f = 0; f < local * local; f++) {
                            double byX = weight * inX[1][f / local] * inY[0][f % local];
                            double byY = weight * inX[0][f / local] * inY[1][f % local];
                            right[(column + f / local) * size + row + f % local] +=
                                    gradient[0] * byX + gradient[1] * byY;
                            for (int g = 0; g < local * local; g++) {
                                element[f][g] += byX * inX[1][g / local] * inY[0][g % local]
                                        + byY * inX[0][g / local] * inY[1][g % local];
                            }
                        }
                    }
                }
                for (int f = 0; f < local * local; f++) {
                    int equation = (column + f / local) * size + row + f % local;
                    for (int g = 0; g < local * local && equation > 0; g++) {
                        matrix.add(equation, (column + g / local) * size + row + g % local, element[f][g]);
                    }
                }
            }
        }
        right[0] = 0.0;
        matrix.factor();
        return withZeroMean(new TensorSpline(basis, matrix.solve(right)), quadrature);
    }

    /** What the momentum equation says the gradient of the pressure is, less that of the corner flow. */
    private static double[] gradient(double reynolds, double[][] own, CornerFlow corner) {
        double u = own[0][1] + corner.y();
        double v = -(own[1][0] + corner.x());
        double byXx = own[2][0] + corner.xx();
        double byXy = own[1][1] + corner.xy();
        double byYy = own[0][2] + corner.yy();
        return new double[] {
            -(u * byXy + v * byYy) + (own[2][1] + own[0][3]) / reynolds,
            u * byXx + v * byXy - (own[3][0] + own[1][2]) / reynolds
        };
    }

    private static TensorSpline withZeroMean(TensorSpline pressure, Quadrature quadrature) {
        int intervals = pressure.basis().intervals();
        double mean = 0.0;
        for (int column = 0; column < intervals; column++) {
            for (int row = 0; row < intervals; row++) {
                for (int a = 0; a < Quadrature.POINTS; a++) {
                    for (int b = 0; b < Quadrature.POINTS; b++) {
                        mean += quadrature.weight(column, a)
                                * quadrature.weight(row, b)
                                * pressure.at(
                                                column,
                                                quadrature.derivatives(column, a),
                                                row,
                                                quadrature.derivatives(row, b))[0][0];
                    }
                }
            }
        }
        // The splines sum to 1 everywhere.
        double[] coefficients = pressure.coefficients().clone();
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] -= mean;
        }
        return new TensorSpline(pressure.basis(), coefficients);
    }
}
