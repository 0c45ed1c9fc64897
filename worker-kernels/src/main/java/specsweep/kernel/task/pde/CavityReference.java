package specsweep.kernel.task.pde;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** What {@link CavitySolution} is held against. */
public final class CavityReference {
    /** How far Ghia's tables are from seven-digit values: see {@link Ghia1982}. */
    private static final double GHIA_U = 0.01;

    private static final double GHIA_V = 0.02;
    private static final double GHIA_SPACING = 1.0 / 128.0;

    private static final int[] INTERVALS = {16, 24, 32};
    private static final int FINE_INTERVALS = 48;

    private CavityReference() {}

    /** Solves at Re = 100, 400 and 1000 and compares with the published tables. */
    public static List<ReferenceCheck> checks() {
        List<ReferenceCheck> checks = new ArrayList<>();
        for (int table = 0; table < Ghia1982.REYNOLDS.length; table++) {
            CavitySolution solution = CavitySolution.solve(Ghia1982.REYNOLDS[table]);
            addGhia(checks, table, solution);
            if (Ghia1982.REYNOLDS[table] == 100) {
                addExtrema(checks, solution);
            }
            if (Ghia1982.REYNOLDS[table] == 1000) {
                addBotellaPeyret(checks, solution);
            }
        }
        return List.copyOf(checks);
    }

    /** Measures the orders of velocity and pressure at Re = 100, away from the walls. */
    public static List<Convergence> convergence() {
        CavitySolution fine = CavitySolution.solve(100.0, FINE_INTERVALS);
        Map<Integer, CavitySolution> coarse = new HashMap<>();
        for (int intervals : INTERVALS) {
            coarse.put(intervals, CavitySolution.solve(100.0, intervals));
        }
        return List.of(
                Convergence.measured(
                        "RMS error of u and v inside, Re = 100, against " + FINE_INTERVALS + " intervals",
                        "intervals",
                        INTERVALS,
                        intervals -> rms(Objects.requireNonNull(coarse.get(intervals)), fine, 0, 2),
                        5.0,
                        7.5,
                        "slopes of splines of degree five: at least order five"),
                Convergence.measured(
                        "RMS error of p inside, Re = 100, against " + FINE_INTERVALS + " intervals",
                        "intervals",
                        INTERVALS,
                        intervals -> rms(Objects.requireNonNull(coarse.get(intervals)), fine, 2, 3),
                        2.5,
                        7.5,
                        "third derivatives of splines of degree five: order three"));
    }

    private static double rms(CavitySolution one, CavitySolution other, int firstOutput, int endOutput) {
        double[] points = new double[2 * 19 * 19];
        for (int i = 0; i < 19; i++) {
            for (int j = 0; j < 19; j++) {
                points[2 * (i * 19 + j)] = (i + 1) / 20.0;
                points[2 * (i * 19 + j) + 1] = (j + 1) / 20.0;
            }
        }
        double[] got = one.sample(points);
        double[] expected = other.sample(points);
        double squares = 0.0;
        for (int row = 0; row < 19 * 19; row++) {
            for (int output = firstOutput; output < endOutput; output++) {
                double difference = got[3 * row + output] - expected[3 * row + output];
                squares += difference * difference;
            }
        }
        return StrictMath.sqrt(squares / (19 * 19 * (endOutput - firstOutput)));
    }

    private static void addGhia(List<ReferenceCheck> checks, int table, CavitySolution solution) {
        int reynolds = Ghia1982.REYNOLDS[table];
        String at = ", Re = " + reynolds;
        double largestU = 0.0;
        double largestV = 0.0;
        for (int i = 0; i < Ghia1982.Y.length; i++) {
            largestU = Math.max(largestU, Math.abs(solution.u(0.5, Ghia1982.Y[i]) - Ghia1982.U[table][i]));
            if (!Ghia1982.isMisprinted(reynolds, i)) {
                largestV = Math.max(largestV, Math.abs(solution.v(Ghia1982.X[i], 0.5) - Ghia1982.V[table][i]));
            }
        }
        checks.add(new ReferenceCheck(
                "largest difference from 17 values of u on x = 0.5" + at,
                0.0,
                largestU,
                GHIA_U,
                Ghia1982.CITATION + ", table I"));
        checks.add(new ReferenceCheck(
                "largest difference from " + (reynolds == 400 ? 16 : 17) + " values of v on y = 0.5" + at,
                0.0,
                largestV,
                GHIA_V,
                Ghia1982.CITATION + ", table II" + (reynolds == 400 ? ", without the misprint at x = 0.9063" : "")));
        addVortex(checks, "primary vortex" + at, primary(solution), Ghia1982.PRIMARY[table], 0.01);
        addVortex(checks, "lower left vortex" + at, lowerLeft(solution), Ghia1982.LOWER_LEFT[table], 0.05);
        addVortex(checks, "lower right vortex" + at, lowerRight(solution), Ghia1982.LOWER_RIGHT[table], 0.05);
    }

    private static void addVortex(
            List<ReferenceCheck> checks, String name, CavitySolution.Vortex got, double[] expected, double fraction) {
        double distance = Math.max(Math.abs(got.x() - expected[0]), Math.abs(got.y() - expected[1]));
        checks.add(new ReferenceCheck(
                "centre of the " + name + ", distance in x or y", 0.0, distance, GHIA_SPACING, Ghia1982.CITATION));
        checks.add(ReferenceCheck.relative(
                "stream function of the " + name, expected[2], got.streamFunction(), fraction, Ghia1982.CITATION));
    }

    private static void addExtrema(List<ReferenceCheck> checks, CavitySolution solution) {
        double[] expected = BotellaPeyret1998.EXTREMA_100;
        DoubleUnaryOperator u = y -> solution.u(0.5, y);
        DoubleUnaryOperator v = x -> solution.v(x, 0.5);
        addExact(checks, "least u on x = 0.5, Re = 100", expected[0], least(u, 0.3, 0.6), 1e-6);
        addExact(
                checks,
                "greatest v on y = 0.5, Re = 100",
                expected[1],
                -least(x -> -v.applyAsDouble(x), 0.1, 0.4),
                1e-6);
        addExact(checks, "least v on y = 0.5, Re = 100", expected[2], least(v, 0.7, 0.95), 1e-6);
    }

    private static void addBotellaPeyret(List<ReferenceCheck> checks, CavitySolution solution) {
        CavitySolution.Vortex primary = primary(solution);
        addExact(
                checks,
                "least stream function, Re = 1000",
                BotellaPeyret1998.STREAM_FUNCTION,
                primary.streamFunction(),
                1e-6);
        addExact(checks, "x of the least stream function, Re = 1000", BotellaPeyret1998.VORTEX_X, primary.x(), 1e-4);
        addExact(checks, "y of the least stream function, Re = 1000", BotellaPeyret1998.VORTEX_Y, primary.y(), 1e-4);
        addExact(
                checks,
                "vorticity at the least stream function, Re = 1000",
                BotellaPeyret1998.VORTEX_VORTICITY,
                solution.vorticity(primary.x(), primary.y()),
                1e-4);
        addExact(
                checks,
                "greatest stream function on the lower left, Re = 1000",
                BotellaPeyret1998.LOWER_LEFT[2],
                lowerLeft(solution).streamFunction(),
                1e-7);
        addExact(
                checks,
                "greatest stream function on the lower right, Re = 1000",
                BotellaPeyret1998.LOWER_RIGHT[2],
                lowerRight(solution).streamFunction(),
                1e-7);
        double u = 0.0;
        double v = 0.0;
        double p = 0.0;
        double centre = solution.p(0.5, 0.5);
        for (double[] row : BotellaPeyret1998.VERTICAL) {
            u = Math.max(u, Math.abs(solution.u(0.5, row[0]) - row[1]));
            p = Math.max(p, Math.abs(solution.p(0.5, row[0]) - centre - row[2]));
        }
        for (double[] row : BotellaPeyret1998.HORIZONTAL) {
            v = Math.max(v, Math.abs(solution.v(row[0], 0.5) - row[1]));
            p = Math.max(p, Math.abs(solution.p(row[0], 0.5) - centre - row[2]));
        }
        addExact(checks, "largest difference from 17 spectral values of u on x = 0.5, Re = 1000", 0.0, u, 1e-5);
        addExact(checks, "largest difference from 17 spectral values of v on y = 0.5, Re = 1000", 0.0, v, 1e-5);
        addExact(checks, "largest difference from 34 values of p less p(0.5, 0.5), Re = 1000", 0.0, p, 1e-5);
    }

    private static void addExact(
            List<ReferenceCheck> checks, String quantity, double expected, double got, double tolerance) {
        checks.add(new ReferenceCheck(quantity, expected, got, tolerance, BotellaPeyret1998.CITATION));
    }

    private static CavitySolution.Vortex primary(CavitySolution solution) {
        return solution.vortex(0.3, 0.8, 0.4, 0.9, false);
    }

    private static CavitySolution.Vortex lowerLeft(CavitySolution solution) {
        return solution.vortex(0.0, 0.2, 0.0, 0.2, true);
    }

    private static CavitySolution.Vortex lowerRight(CavitySolution solution) {
        return solution.vortex(0.75, 1.0, 0.0, 0.25, true);
    }

    /** The least value of a function with one minimum in an interval. */
    private static double least(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        while (high - low > 1e-7) {
            double third = (high - low) / 3.0;
            if (function.applyAsDouble(low + third) < function.applyAsDouble(high - third)) {
                high -= third;
            } else {
                low += third;
            }
        }
        return function.applyAsDouble(low);
    }
}
