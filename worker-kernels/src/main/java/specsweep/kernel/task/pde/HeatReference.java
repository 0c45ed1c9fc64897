package specsweep.kernel.task.pde;

import java.util.List;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** What {@link HeatSolution} is held against. */
public final class HeatReference {
    private HeatReference() {}

    /**
     * Compares the closed form with the convolution of the initial condition with the heat kernel,
     * {@code u(x, t) = integral of u(x + s sqrt(4 diffusivity t), 0) exp(-s^2) ds / sqrt(pi)}, and with the decay of
     * the Bessel-coefficient series of {@code exp(4 cos(pi x))}.
     */
    public static List<ReferenceCheck> checks() {
        FourierSeries threeWaves = FourierSeries.wave(1, 1.0, 0.25)
                .plus(FourierSeries.wave(3, -0.5, 0.1))
                .plus(FourierSeries.wave(6, 0.25, 0.0));
        double kernelError = 0.0;
        for (double diffusivity : new double[] {0.01, 0.1}) {
            HeatSolution solution = new HeatSolution(diffusivity, threeWaves);
            for (int i = 0; i <= 20; i++) {
                double x = -1.0 + 0.1 * i;
                for (double time : new double[] {0.05, 0.5, 1.0}) {
                    double exact = kernelConvolution(threeWaves, x, diffusivity * time);
                    kernelError = Math.max(kernelError, Math.abs(solution.u(x, time) - exact));
                }
            }
        }
        double[] samples = new double[64];
        for (int j = 0; j < samples.length; j++) {
            samples[j] = StrictMath.exp(4.0 * StrictMath.cos(StrictMath.PI * (-1.0 + 2.0 * j / samples.length)));
        }
        HeatSolution bump = new HeatSolution(0.05, FourierSeries.interpolating(samples));
        double besselError = 0.0;
        for (int i = 0; i <= 20; i++) {
            double x = -1.0 + 0.1 * i;
            besselError = Math.max(besselError, Math.abs(bump.u(x, 0.7) - besselSeries(x, 0.05 * 0.7)));
        }
        return List.of(
                new ReferenceCheck(
                        "largest difference from the heat-kernel convolution, diffusivity 0.01 and 0.1, t <= 1",
                        0.0,
                        kernelError,
                        1e-10,
                        "heat kernel, by composite Gauss-Legendre quadrature"),
                new ReferenceCheck(
                        "largest difference from the exact series of exp(4 cos(pi x)), diffusivity 0.05, t = 0.7",
                        0.0,
                        besselError,
                        1e-10,
                        "Abramowitz and Stegun (1964), 9.6.34: exp(z cos a) = I_0(z) + 2 sum I_k(z) cos(k a)"));
    }

    /** The solver sums the series itself: there is no resolution that an order could be measured by. */
    public static List<Convergence> convergence() {
        return List.of();
    }

    private static double kernelConvolution(FourierSeries initial, double x, double spread) {
        double scale = StrictMath.sqrt(4.0 * spread);
        double sum = 0.0;
        GaussIntegratorFactory rules = new GaussIntegratorFactory();
        for (int panel = -14; panel < 14; panel++) {
            GaussIntegrator rule = rules.legendre(20, 0.5 * panel, 0.5 * (panel + 1));
            sum += rule.integrate(s -> initial.value(x + scale * s) * StrictMath.exp(-s * s));
        }
        return sum / StrictMath.sqrt(StrictMath.PI);
    }

    private static double besselSeries(double x, double spread) {
        double sum = 0.0;
        for (int k = 0; k <= 40; k++) {
            // I_k(4) = sum over m of 2^(2m + k) / (m! (m + k)!)
            double term = 1.0;
            for (int j = 1; j <= k; j++) {
                term *= 2.0 / j;
            }
            double bessel = 0.0;
            for (int m = 0; m < 40; m++) {
                bessel += term;
                term *= 4.0 / ((m + 1.0) * (m + 1.0 + k));
            }
            double angle = k * StrictMath.PI;
            sum += (k == 0 ? 1.0 : 2.0) * bessel * StrictMath.exp(-angle * angle * spread) * StrictMath.cos(angle * x);
        }
        return sum;
    }
}
