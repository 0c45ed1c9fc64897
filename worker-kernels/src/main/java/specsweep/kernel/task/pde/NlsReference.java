package specsweep.kernel.task.pde;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/** What {@link NlsSolution} is held against. */
public final class NlsReference {
    private NlsReference() {}

    /** Solves the cases with a known solution or invariant and compares. */
    public static List<ReferenceCheck> checks() {
        double duration = StrictMath.PI / 2.0;
        SechPulse resting = new SechPulse(1.0, 1.0, 0.0, 0.0);
        SechPulse moving = new SechPulse(1.5, 1.5, -2.0, 1.0);
        NlsSolution breather = NlsSolution.onWideDomain(List.of(SechPulse.ofAmplitude(2.0)), duration);
        NlsSolution benchmark = NlsSolution.benchmark(2.0);
        String zakharov = "Zakharov and Shabat (1972)";
        String satsuma = "Satsuma and Yajima (1974), closed form of the two-soliton bound state";
        return List.of(
                new ReferenceCheck(
                        "largest difference from the resting soliton sech x, t <= pi/2",
                        0.0,
                        largestDifference(
                                NlsSolution.onWideDomain(List.of(resting), duration), NlsExact.soliton(resting)),
                        1e-7,
                        zakharov),
                new ReferenceCheck(
                        "largest difference from the soliton of amplitude 1.5 and velocity 1, t <= pi/2",
                        0.0,
                        largestDifference(
                                NlsSolution.onWideDomain(List.of(moving), duration), NlsExact.soliton(moving)),
                        1e-6,
                        zakharov),
                new ReferenceCheck(
                        "largest difference from the two-soliton state that starts as 2 sech x, t <= pi/2",
                        0.0,
                        largestDifference(breather, NlsExact::breather),
                        1e-6,
                        satsuma),
                ReferenceCheck.relative(
                        "|h(0, pi/4)| from 2 sech x, on [-15, 15]",
                        4.0,
                        breather.at(duration / 2.0).modulus(0.0),
                        1e-3,
                        satsuma),
                ReferenceCheck.relative(
                        "mass of 2 sech x, on [-15, 15]",
                        8.0,
                        breather.mass(0.0),
                        1e-10,
                        "the integral in closed form"),
                ReferenceCheck.relative(
                        "energy of 2 sech x, on [-15, 15]",
                        -28.0 / 3.0,
                        breather.energy(0.0),
                        1e-10,
                        "the integral in closed form"),
                new ReferenceCheck(
                        "largest relative change of mass, 2 sech x on [-5, 5], t <= pi/2",
                        0.0,
                        largestChange(benchmark, benchmark::mass),
                        1e-10,
                        "the equation keeps it"),
                new ReferenceCheck(
                        "largest relative change of energy, 2 sech x on [-5, 5], t <= pi/2",
                        0.0,
                        largestChange(benchmark, benchmark::energy),
                        1e-6,
                        "the equation keeps it"));
    }

    /** Measures the order of the time stepping, against the closed form of the two-soliton state and by the energy. */
    public static List<Convergence> convergence() {
        double duration = StrictMath.PI / 2.0;
        IntFunction<NlsSolution> solve =
                steps -> NlsSolution.solve(List.of(SechPulse.ofAmplitude(2.0)), 15.0, duration, 512, steps);
        int least = NlsSolution.stableSteps(15.0, duration, 512);
        int[] steps = {least, 2 * least};
        return List.of(
                Convergence.measured(
                        "h from 2 sech x on [-15, 15], t <= pi/2, 512 points, against the closed form",
                        "steps",
                        steps,
                        n -> largestDifference(solve.apply(n), NlsExact::breather),
                        3.7,
                        4.3,
                        "Yoshida (1990): order four"),
                Convergence.measured(
                        "energy of 2 sech x on [-15, 15] at t = pi/4, 512 points, against its start",
                        "steps",
                        steps,
                        n -> {
                            NlsSolution solution = solve.apply(n);
                            return Math.abs(solution.energy(duration / 2.0) - solution.energy(0.0));
                        },
                        3.7,
                        4.3,
                        "Yoshida (1990): order four"));
    }

    private static double largestDifference(NlsSolution solution, NlsExact exact) {
        double largest = 0.0;
        for (int i = 1; i <= 4; i++) {
            double time = solution.duration() * i / 4.0;
            NlsSlice slice = solution.at(time);
            for (double x = -5.0; x <= 5.0; x += 0.0625) {
                double[] got = slice.value(x);
                double[] expected = exact.value(x, time);
                largest = Math.max(largest, StrictMath.hypot(got[0] - expected[0], got[1] - expected[1]));
            }
        }
        return largest;
    }

    private static double largestChange(NlsSolution solution, DoubleUnaryOperator invariant) {
        double initial = invariant.applyAsDouble(0.0);
        double largest = 0.0;
        for (int i = 1; i <= 32; i++) {
            double change = invariant.applyAsDouble(solution.duration() * i / 32.0) - initial;
            largest = Math.max(largest, Math.abs(change / initial));
        }
        return largest;
    }
}
