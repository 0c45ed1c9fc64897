package specsweep.kernel.task.pde;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Evaluates the exact solution of Burgers' equation {@code u_t + u u_x = viscosity u_xx} as an integral.
 *
 * <p>With U the integral of the initial condition u0 from 0,
 * {@code u(x, t) = integral u0(y) w(y) dy / integral w(y) dy}, where
 * {@code w(y) = exp(-U(y) / (2 viscosity) - (x - y)^2 / (4 viscosity t))} and y runs over the whole line (Hopf, 1950;
 * Cole, 1951). The slope follows by differentiating under the integral:
 * {@code u_x = <u0'> - (<u0^2> - <u0>^2) / (2 viscosity)}, where the brackets are averages with weight w.
 *
 * <p>For small viscosity w ranges over hundreds of powers of ten: it is divided by its largest value before it is summed. The
 * integral is a composite 16-point Gauss-Legendre rule, whose panels are halved until two results agree to 1e-12 of the
 * initial condition's size.
 *
 * @param viscosity the coefficient of u_xx, positive
 * @param initial u at time 0
 */
public record ColeHopf(double viscosity, FourierSeries initial) {
    private static final int NODES = 16;
    private static final double AGREEMENT = 1e-12;
    private static final int MOST_PANELS = 1 << 18;
    /** Weights below exp(-40) of the largest are beyond the interval of integration. */
    private static final double NEGLIGIBLE_EXPONENT = 40.0;

    private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(NODES);

    public ColeHopf {
        BurgersSolution.requireViscosity(viscosity);
    }

    /** The solution at a point and a time of at least 0. */
    public double u(double x, double time) {
        return time == 0.0 ? initial.value(x) : average(x, time).u();
    }

    /** The derivative of the solution in x. */
    public double slope(double x, double time) {
        return time == 0.0 ? initial.slope(x) : average(x, time).slope();
    }

    private record Average(double u, double slope) {}

    private Average average(double x, double time) {
        HeatSolution.requireTime(time);
        double size = initial.bound();
        // The weight is largest where y = x - t u0(y), and falls off at least as the Gaussian beyond.
        double reach = time * size + StrictMath.sqrt(4.0 * NEGLIGIBLE_EXPONENT * viscosity * time);
        double curvature = initial.slopeBound() / (2.0 * viscosity) + 1.0 / (2.0 * viscosity * time);
        int panels = Math.max(4, (int) Math.ceil(reach * StrictMath.sqrt(curvature)));
        Average coarse = average(x, time, reach, panels);
        while (panels < MOST_PANELS) {
            panels *= 2;
            Average fine = average(x, time, reach, panels);
            boolean agree = Math.abs(fine.u - coarse.u) <= AGREEMENT * (1.0 + size)
                    && Math.abs(fine.slope - coarse.slope) <= AGREEMENT * (1.0 + size * size / viscosity);
            if (agree) {
                return fine;
            }
            coarse = fine;
        }
        throw new IllegalStateException(
                "the Cole-Hopf integral did not settle at x = " + x + ", t = " + time + " for viscosity " + viscosity);
    }

    private Average average(double x, double time, double reach, int panels) {
        double half = reach / panels;
        double[] exponents = new double[panels * NODES];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < exponents.length; i++) {
            double y = node(x, reach, half, i);
            exponents[i] = -initial.integral(y) / (2.0 * viscosity) - (x - y) * (x - y) / (4.0 * viscosity * time);
            largest = Math.max(largest, exponents[i]);
        }
        double mass = 0.0;
        double first = 0.0;
        double second = 0.0;
        double slope = 0.0;
        for (int i = 0; i < exponents.length; i++) {
            double exponent = exponents[i] - largest;
            if (exponent < -NEGLIGIBLE_EXPONENT) {
                continue;
            }
            double weight = RULE.getWeight(i % NODES) * StrictMath.exp(exponent);
            double y = node(x, reach, half, i);
            double value = initial.value(y);
            mass += weight;
            first += weight * value;
            second += weight * value * value;
            slope += weight * initial.slope(y);
        }
        double mean = first / mass;
        return new Average(mean, slope / mass - (second / mass - mean * mean) / (2.0 * viscosity));
    }

    private static double node(double x, double reach, double half, int i) {
        return x - reach + half * (2 * (i / NODES) + 1 + RULE.getPoint(i % NODES));
    }
}
