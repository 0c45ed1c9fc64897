package specsweep.kernel.task.pde;

/**
 * The published steepest slope of Burgers' equation with {@code u(x, 0) = -sin(pi x)} and viscosity 0.01/pi.
 *
 * <p>C. Basdevant, M. Deville, P. Haldenwang, J. M. Lacroix, J. Ouazzani, R. Peyret, P. Orlandi and A. T. Patera, "Spectral
 * and finite difference solutions of the Burgers equation", Computers and Fluids 14 (1986), 23-41: the analytical values of
 * table 1.
 */
public final class Basdevant1986 {
    public static final double VISCOSITY = 0.01 / StrictMath.PI;

    /** The largest absolute value of u_x, over all x and t; it is at x = 0. */
    public static final double STEEPEST_SLOPE = 152.00516;

    /** When the slope is steepest. */
    public static final double TIME_OF_STEEPEST_SLOPE = 1.6037 / StrictMath.PI;

    public static final String CITATION = "Basdevant et al. (1986), Computers and Fluids 14, table 1";

    private Basdevant1986() {}

    /** {@code -sin(pi x)}. */
    public static FourierSeries initial() {
        return FourierSeries.wave(1, -1.0, 0.0);
    }
}
