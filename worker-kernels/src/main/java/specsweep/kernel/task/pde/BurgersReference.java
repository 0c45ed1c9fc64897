package specsweep.kernel.task.pde;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What {@link BurgersSolution} is held against. */
public final class BurgersReference {
    private static final double VISCOSITY = 0.05;
    private static final double TIME = 0.6;

    private BurgersReference() {}

    /** Solves the published cases and compares them with the Cole-Hopf integral and with Basdevant et al. (1986). */
    public static List<ReferenceCheck> checks() {
        List<ReferenceCheck> checks = new ArrayList<>();
        FourierSeries standard = Basdevant1986.initial();
        FourierSeries alternate = FourierSeries.wave(1, -1.0, 0.3).plus(FourierSeries.wave(2, 0.5, 0.1));
        checks.add(coleHopfCheck("-sin(pi x)", standard, 0.1 / StrictMath.PI));
        checks.add(coleHopfCheck("-sin(pi x)", standard, Basdevant1986.VISCOSITY));
        checks.add(coleHopfCheck("two waves", alternate, 0.02));

        BurgersSolution solution = BurgersSolution.solve(Basdevant1986.VISCOSITY, standard, 0.55);
        double low = 0.45;
        double high = 0.55;
        while (high - low > 1e-6) {
            double third = (high - low) / 3.0;
            if (Math.abs(solution.at(low + third).slope(0.0))
                    < Math.abs(solution.at(high - third).slope(0.0))) {
                low += third;
            } else {
                high -= third;
            }
        }
        double steepest = Math.abs(solution.at(low).slope(0.0));
        checks.add(ReferenceCheck.relative(
                "largest |u_x|, viscosity 0.01/pi",
                Basdevant1986.STEEPEST_SLOPE,
                steepest,
                1e-3,
                Basdevant1986.CITATION));
        checks.add(ReferenceCheck.relative(
                "pi times the time of the largest |u_x|, viscosity 0.01/pi",
                StrictMath.PI * Basdevant1986.TIME_OF_STEEPEST_SLOPE,
                StrictMath.PI * low,
                1e-3,
                Basdevant1986.CITATION));
        return List.copyOf(checks);
    }

    private static ReferenceCheck coleHopfCheck(String name, FourierSeries initial, double viscosity) {
        BurgersSolution solution = BurgersSolution.solve(viscosity, initial, 1.0);
        ColeHopf exact = new ColeHopf(viscosity, initial);
        double error = 0.0;
        for (double time : new double[] {0.1, 0.3, 0.5105, 0.75, 1.0}) {
            FourierSeries slice = solution.at(time);
            for (int i = 0; i < 67; i++) {
                double x = -1.0 + i * 0.03;
                error = Math.max(error, Math.abs(slice.value(x) - exact.u(x, time)));
            }
        }
        return new ReferenceCheck(
                "largest difference from the Cole-Hopf integral, " + name + ", viscosity " + (float) viscosity
                        + ", t <= 1",
                0.0,
                error,
                1e-6,
                "Hopf (1950) and Cole (1951), by quadrature");
    }

    /** Measures the order of the time stepping, against the Cole-Hopf integral. */
    public static List<Convergence> convergence() {
        ColeHopf exact = new ColeHopf(VISCOSITY, Basdevant1986.initial());
        double[] expected = grid().map(x -> exact.u(x, TIME)).toArray();
        return List.of(Convergence.measured(
                "u at t = 0.6 from -sin(pi x), viscosity 0.05, 256 points, against the Cole-Hopf integral",
                "steps",
                new int[] {50, 100, 200},
                steps -> {
                    FourierSeries slice = BurgersSolution.solve(VISCOSITY, Basdevant1986.initial(), TIME, 256, steps)
                            .at(TIME);
                    double[] got = grid().map(slice::value).toArray();
                    return IntStream.range(0, got.length)
                            .mapToDouble(i -> Math.abs(got[i] - expected[i]))
                            .max()
                            .orElseThrow();
                },
                3.7,
                4.3,
                "Cox and Matthews (2002): order four"));
    }

    private static java.util.stream.DoubleStream grid() {
        return IntStream.rangeClosed(0, 100).mapToDouble(i -> -1.0 + i * 0.02);
    }
}
