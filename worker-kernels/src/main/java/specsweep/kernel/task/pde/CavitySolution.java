package specsweep.kernel.task.pde;

/**
 * Solves the steady incompressible Navier-Stokes equations in a unit square whose upper wall, the lid, slides in its own
 * plane: {@code (u . grad) u = -grad p + laplace(u) / Re}, {@code div u = 0}, u = (1, 0) on the lid and 0 on the other
 * walls. Lengths are in sides of the square, velocities in speeds of the lid, p in density times the lid's speed squared,
 * and p has a zero mean over the square.
 *
 * <p>Where the lid meets the side walls the velocity jumps, and vorticity and pressure grow as 1/r. That part is known in
 * closed form ({@link CornerFlow}) and is taken out, as Botella and Peyret (1998) do. What remains is a stream function of
 * B-splines of degree five that are finer towards the walls ({@link SplineBasis}), from Galerkin's equations by Newton's
 * method ({@link CavityNewton}), and a pressure of the same splines ({@link CavityPressure}). So u and v are derivatives of
 * one function and free of divergence to the last bit.
 *
 * <p>Newton's method starts from Stokes flow on a coarse basis and doubles the Reynolds number there; the fine basis then
 * needs about two iterations. With 48 intervals the error of the velocities is below 1e-6 at Re = 100, 1e-5 at Re =
 * 1000 and 1e-4 at Re = 2500, away from the two corners.
 */
public final class CavitySolution {
    public static final double LEAST_REYNOLDS = 1.0;

    /** Steady flow is stable up to about Re = 8000; up to here the splines resolve it. */
    public static final double MOST_REYNOLDS = 2500.0;

    /** Within this distance of an upper corner, {@link #sample} takes the values at this distance. */
    public static final double CORNER = 1.0 / 32.0;

    private static final int INTERVALS = 48;
    private static final int COARSE_INTERVALS = 24;
    /** Newton's method converges from Stokes flow up to here, and from half the Reynolds number after that. */
    private static final double FIRST_REYNOLDS = 200.0;

    private final double reynolds;
    private final TensorSpline stream;
    private final TensorSpline pressure;

    private CavitySolution(double reynolds, TensorSpline stream, TensorSpline pressure) {
        this.reynolds = reynolds;
        this.stream = stream;
        this.pressure = pressure;
    }

    /**
     * Solves with 48 intervals a side.
     *
     * @param reynolds lid speed times side over viscosity, from 1 to 2500
     */
    public static CavitySolution solve(double reynolds) {
        return solve(reynolds, INTERVALS);
    }

    /**
     * Solves with a given resolution.
     *
     * @param intervals intervals between break points, along each side
     */
    public static CavitySolution solve(double reynolds, int intervals) {
        requireReynolds(reynolds);
        SplineBasis coarse = new SplineBasis(Math.min(COARSE_INTERVALS, intervals));
        CavityNewton newton = new CavityNewton(coarse, new Quadrature(coarse));
        double first = reynolds;
        while (first > FIRST_REYNOLDS) {
            first /= 2.0;
        }
        TensorSpline stream = newton.solve(0.0, null, CavityNewton.NEARLY_CONVERGED);
        for (double re = first; re <= reynolds; re *= 2.0) {
            stream = newton.solve(re, stream, CavityNewton.NEARLY_CONVERGED);
        }
        SplineBasis fine = new SplineBasis(intervals);
        Quadrature quadrature = new Quadrature(fine);
        stream = new CavityNewton(fine, quadrature).solve(reynolds, stream, CavityNewton.CONVERGED);
        return new CavitySolution(reynolds, stream, CavityPressure.solve(reynolds, stream, quadrature));
    }

    /** @throws IllegalArgumentException if there is no solver for that Reynolds number */
    public static void requireReynolds(double reynolds) {
        if (!(reynolds >= LEAST_REYNOLDS && reynolds <= MOST_REYNOLDS)) {
            throw new IllegalArgumentException("re must be from 1 to 2500, was " + reynolds);
        }
    }

    public double reynolds() {
        return reynolds;
    }

    public int intervals() {
        return stream.basis().intervals();
    }

    /** The stream function, 0 on the walls: u is its derivative by y, v is minus that by x. */
    public double streamFunction(double x, double y) {
        return stream.value(x, y) + CornerFlow.at(x, y).psi();
    }

    /** The vorticity, v_x - u_y. */
    public double vorticity(double x, double y) {
        double[][] own = stream.at(x, y, 2);
        CornerFlow corner = CornerFlow.at(x, y);
        return -(own[2][0] + own[0][2] + corner.xx() + corner.yy());
    }

    public double u(double x, double y) {
        return stream.at(x, y, 1)[0][1] + CornerFlow.at(x, y).y();
    }

    public double v(double x, double y) {
        return -stream.at(x, y, 1)[1][0] - CornerFlow.at(x, y).x();
    }

    /** The pressure; infinite at the upper corners. */
    public double p(double x, double y) {
        return pressure.value(x, y) + CornerFlow.at(x, y).pressure() / reynolds;
    }

    /** The point of a box where the stream function is least or greatest: the centre of the vortex there. */
    Vortex vortex(double lowX, double highX, double lowY, double highY, boolean greatest) {
        double x = (lowX + highX) / 2.0;
        double y = (lowY + highY) / 2.0;
        double best = streamFunction(x, y);
        // The box is scanned, and then a fifth of it around the best point, again and again.
        double reachX = (highX - lowX) / 2.0;
        double reachY = (highY - lowY) / 2.0;
        for (int zoom = 0; zoom < 8; zoom++) {
            double centreX = x;
            double centreY = y;
            for (int i = -10; i <= 10; i++) {
                for (int j = -10; j <= 10; j++) {
                    double atX = Math.min(highX, Math.max(lowX, centreX + reachX * i / 10.0));
                    double atY = Math.min(highY, Math.max(lowY, centreY + reachY * j / 10.0));
                    double value = streamFunction(atX, atY);
                    if (greatest ? value > best : value < best) {
                        best = value;
                        x = atX;
                        y = atY;
                    }
                }
            }
            reachX /= 5.0;
            reachY /= 5.0;
        }
        return new Vortex(x, y, best);
    }

    /**
     * A vortex.
     *
     * @param x where it is
     * @param y where it is
     * @param streamFunction the stream function there
     */
    record Vortex(double x, double y, double streamFunction) {}

    /**
     * Samples u, v and p. The upper corners have no value of their own: within {@link #CORNER} of one, a point takes the
     * values at that distance on its ray from the corner, and the corner itself those on the diagonal.
     *
     * @param points [n, 2], row-major, each row (x, y)
     * @return u, v and p, [n, 3], row-major
     */
    public double[] sample(double[] points) {
        if (points.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "points must be rows of (x, y), an even number of values, was " + points.length);
        }
        double[] values = new double[points.length / 2 * 3];
        for (int i = 0; i < points.length / 2; i++) {
            double x = points[2 * i];
            double y = points[2 * i + 1];
            double side = x < 0.5 ? 0.0 : 1.0;
            double distance = StrictMath.hypot(x - side, 1.0 - y);
            if (distance == 0.0) {
                double along = CORNER / StrictMath.sqrt(2.0);
                x = Math.abs(side - along);
                y = 1.0 - along;
            } else if (distance < CORNER) {
                x = side + (x - side) * CORNER / distance;
                y = 1.0 - (1.0 - y) * CORNER / distance;
            }
            values[3 * i] = u(x, y);
            values[3 * i + 1] = v(x, y);
            values[3 * i + 2] = p(x, y);
        }
        return values;
    }
}
