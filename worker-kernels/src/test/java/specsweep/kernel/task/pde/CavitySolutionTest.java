package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CavitySolutionTest {
    private static final CavitySolution SOLUTION = CavitySolution.solve(300.0, 32);

    @Test
    void theMomentumEquationsHoldInside() {
        // What is left is the difference quotients' own error and that of 32 intervals.
        double h = 1e-3;
        for (double[] at : new double[][] {{0.3, 0.4}, {0.5, 0.8}, {0.85, 0.3}, {0.15, 0.85}, {0.6, 0.15}}) {
            double x = at[0];
            double y = at[1];
            double u = SOLUTION.u(x, y);
            double v = SOLUTION.v(x, y);
            double ux = (SOLUTION.u(x + h, y) - SOLUTION.u(x - h, y)) / (2 * h);
            double uy = (SOLUTION.u(x, y + h) - SOLUTION.u(x, y - h)) / (2 * h);
            double vx = (SOLUTION.v(x + h, y) - SOLUTION.v(x - h, y)) / (2 * h);
            double vy = (SOLUTION.v(x, y + h) - SOLUTION.v(x, y - h)) / (2 * h);
            double px = (SOLUTION.p(x + h, y) - SOLUTION.p(x - h, y)) / (2 * h);
            double py = (SOLUTION.p(x, y + h) - SOLUTION.p(x, y - h)) / (2 * h);
            double laplaceU =
                    (SOLUTION.u(x + h, y) + SOLUTION.u(x - h, y) + SOLUTION.u(x, y + h) + SOLUTION.u(x, y - h) - 4 * u)
                            / (h * h);
            double laplaceV =
                    (SOLUTION.v(x + h, y) + SOLUTION.v(x - h, y) + SOLUTION.v(x, y + h) + SOLUTION.v(x, y - h) - 4 * v)
                            / (h * h);
            assertThat(ux + vy).isCloseTo(0.0, within(1e-4));
            assertThat(u * ux + v * uy + px).isCloseTo(laplaceU / 300.0, within(1e-3));
            assertThat(u * vx + v * vy + py).isCloseTo(laplaceV / 300.0, within(1e-3));
        }
    }

    @Test
    void slowFlowIsSymmetricAndItsPressureAntisymmetric() {
        CavitySolution slow = CavitySolution.solve(1.0, 24);
        for (double x : new double[] {0.1, 0.3, 0.45}) {
            for (double y : new double[] {0.2, 0.6, 0.9}) {
                // Stokes flow is; inertia adds some thousandths to velocities and about 0.1 to pressures of 10.
                assertThat(slow.u(x, y)).isCloseTo(slow.u(1.0 - x, y), within(5e-3));
                assertThat(slow.v(x, y)).isCloseTo(-slow.v(1.0 - x, y), within(5e-3));
                assertThat(slow.p(x, y)).isCloseTo(-slow.p(1.0 - x, y), within(0.3));
            }
        }
    }

    @Test
    void thePressureHasAZeroMean() {
        int n = 200;
        double mean = IntStream.range(0, n * n)
                .mapToDouble(i -> SOLUTION.p((i % n + 0.5) / n, (i / n + 0.5) / n))
                .average()
                .orElseThrow();
        double size = IntStream.range(0, n)
                .mapToDouble(i -> Math.abs(SOLUTION.p((i + 0.5) / n, 0.5)))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.0, within(1e-3 * size));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0, 199.0, 201.0, 1600.0, 2500.0})
    void newtonsMethodConvergesInTheWholeRange(double reynolds) {
        CavitySolution solution = CavitySolution.solve(reynolds, 24);
        // From Stokes flow to Re = 2500 the strength grows steadily (Ghia, Ghia and Shin, 1982, table III).
        assertThat(solution.vortex(0.3, 0.8, 0.4, 0.9, false).streamFunction()).isBetween(-0.1216, -0.0999);
    }

    @Test
    void theCornersTakeTheValuesAroundThem() {
        double near = CavitySolution.CORNER / StrictMath.sqrt(2.0);
        double[] values = SOLUTION.sample(new double[] {0.0, 1.0, near, 1.0 - near, 1.0, 1.0, 1.0 - near, 1.0 - near});
        assertThat(Arrays.copyOfRange(values, 0, 3)).containsExactly(Arrays.copyOfRange(values, 3, 6), within(1e-9));
        assertThat(Arrays.copyOfRange(values, 6, 9)).containsExactly(Arrays.copyOfRange(values, 9, 12), within(1e-9));
        // On the lid and on the wall, inside that distance, the walls' own speeds.
        double[] walls = SOLUTION.sample(new double[] {0.01, 1.0, 0.0, 0.99, 0.99, 1.0, 1.0, 0.99});
        assertThat(walls[0]).isCloseTo(1.0, within(1e-7));
        assertThat(walls[3]).isCloseTo(0.0, within(1e-7));
        assertThat(walls[6]).isCloseTo(1.0, within(1e-7));
        assertThat(walls[9]).isCloseTo(0.0, within(1e-7));
    }

    @Test
    void theSameProblemGivesTheSameBits() {
        double[] points = {0.3, 0.2, 0.9, 0.7, 0.01, 0.999};
        assertThat(CavitySolution.solve(300.0, 32).sample(points)).containsExactly(SOLUTION.sample(points));
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> CavitySolution.solve(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> CavitySolution.solve(100.0, 7)).hasMessageContaining("was 7");
        assertThatThrownBy(() -> SOLUTION.sample(new double[3])).hasMessageContaining("was 3");
        assertThatThrownBy(() -> SOLUTION.sample(new double[] {0.5, 1.5})).hasMessageContaining("was 1.5");
    }
}
