package specsweep.kernel.task.pde;

/**
 * One step of the exponential time differencing Runge-Kutta method of order four for modes that decay on their own.
 *
 * <p>For {@code v_k' = -rate[k] v_k + N_k(v)} the linear part is integrated exactly and N by the scheme of Cox and Matthews
 * (2002, J. Comput. Phys. 176, equations 26 to 29). Its coefficients are combinations of
 * {@code phi_1(c) = (e^c - 1)/c}, {@code phi_2 = (phi_1 - 1)/c}, {@code phi_3 = (phi_2 - 1/2)/c} at {@code c = -rate h},
 * summed as Taylor series where the quotients would cancel (the trouble described by Kassam and Trefethen, 2005).
 */
final class Etdrk4 {
    /** The nonlinear part: reads the modes [2, modes] (real, imaginary) and writes its own. */
    @FunctionalInterface
    interface Nonlinear {
        void apply(double[][] modes, double[][] result);
    }

    private final double[] whole;
    private final double[] half;
    private final double[] stage;
    private final double[] first;
    private final double[] middle;
    private final double[] last;

    Etdrk4(double[] rates, double h) {
        int n = rates.length;
        whole = new double[n];
        half = new double[n];
        stage = new double[n];
        first = new double[n];
        middle = new double[n];
        last = new double[n];
        for (int k = 0; k < n; k++) {
            double c = -rates[k] * h;
            double[] phi = phi(c);
            whole[k] = StrictMath.exp(c);
            half[k] = StrictMath.exp(c / 2.0);
            stage[k] = h / 2.0 * phi(c / 2.0)[0];
            first[k] = h * (phi[0] - 3.0 * phi[1] + 4.0 * phi[2]);
            middle[k] = h * (2.0 * phi[1] - 4.0 * phi[2]);
            last[k] = h * (4.0 * phi[2] - phi[1]);
        }
    }

    /** Returns the modes one step later; leaves {@code v} as it is. */
    double[][] step(double[][] v, Nonlinear nonlinear) {
        int n = whole.length;
        double[][] nv = new double[2][n];
        double[][] na = new double[2][n];
        double[][] nb = new double[2][n];
        double[][] nc = new double[2][n];
        double[][] a = new double[2][n];
        double[][] b = new double[2][n];
        double[][] next = new double[2][n];
        nonlinear.apply(v, nv);
        for (int p = 0; p < 2; p++) {
            for (int k = 0; k < n; k++) {
                a[p][k] = half[k] * v[p][k] + stage[k] * nv[p][k];
            }
        }
        nonlinear.apply(a, na);
        for (int p = 0; p < 2; p++) {
            for (int k = 0; k < n; k++) {
                b[p][k] = half[k] * v[p][k] + stage[k] * na[p][k];
            }
        }
        nonlinear.apply(b, nb);
        for (int p = 0; p < 2; p++) {
            for (int k = 0; k < n; k++) {
                a[p][k] = half[k] * a[p][k] + stage[k] * (2.0 * nb[p][k] - nv[p][k]);
            }
        }
        nonlinear.apply(a, nc);
        for (int p = 0; p < 2; p++) {
            for (int k = 0; k < n; k++) {
                next[p][k] = whole[k] * v[p][k]
                        + first[k] * nv[p][k]
                        + middle[k] * (na[p][k] + nb[p][k])
                        + last[k] * nc[p][k];
            }
        }
        return next;
    }

    /** phi_1, phi_2 and phi_3 at c, which must not be positive. */
    static double[] phi(double c) {
        if (c < -1.0) {
            double phi1 = StrictMath.expm1(c) / c;
            double phi2 = (phi1 - 1.0) / c;
            return new double[] {phi1, phi2, (phi2 - 0.5) / c};
        }
        // phi_3(c) = sum over j of c^j / (j + 3)!; at |c| <= 1 twenty terms leave less than 1e-21.
        double phi3 = 0.0;
        for (int j = 20; j >= 1; j--) {
            phi3 = (1.0 + phi3) * c / (j + 3.0);
        }
        phi3 = (1.0 + phi3) / 6.0;
        double phi2 = 0.5 + c * phi3;
        return new double[] {1.0 + c * phi2, phi2, phi3};
    }
}
