package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BurgersSolutionTest {
    private static final FourierSeries STANDARD = Basdevant1986.initial();

    @Test
    void theErrorInSpaceFallsGeometricallyAtTheRateOfTheLayer() {
        double viscosity = 0.02;
        ColeHopf exact = new ColeHopf(viscosity, STANDARD);
        double[] errors = IntStream.of(128, 256)
                .mapToDouble(points -> {
                    FourierSeries slice = BurgersSolution.solve(viscosity, STANDARD, 0.6, points, 2000)
                            .at(0.6);
                    return difference(slice, exact, 0.6);
                })
                .toArray();
        // Kept modes: a third of the points, 43 more. The layer's modes fall as exp(-rate k) with rate pi^2 viscosity /
        // |u|.
        double rate = StrictMath.log(errors[0] / errors[1]) / (85.0 - 42.0);
        assertThat(errors[1]).isLessThan(1e-4 * errors[0]);
        assertThat(rate).isCloseTo(StrictMath.PI * StrictMath.PI * viscosity, within(0.08));
    }

    @Test
    void aMovingAsymmetricWaveMatchesColeHopf() {
        FourierSeries initial = FourierSeries.wave(1, -1.0, 0.3)
                .plus(FourierSeries.wave(2, 0.5, 0.1))
                .plus(new FourierSeries(new double[] {0.3}, new double[] {0.0}));
        BurgersSolution solution = BurgersSolution.solve(0.03, initial, 1.0);
        ColeHopf exact = new ColeHopf(0.03, initial);
        for (double time : new double[] {0.0, 0.01, 0.4321, 1.0}) {
            assertThat(difference(solution.at(time), exact, time)).isLessThan(1e-6);
        }
        // The mean is conserved.
        assertThat(solution.at(1.0).cosine()[0]).isCloseTo(0.3, within(1e-14));
    }

    @Test
    void theStandardSolutionStaysOddAndVanishesAtTheEnds() {
        FourierSeries slice = BurgersSolution.solve(0.02, STANDARD, 1.0).at(0.77);
        assertThat(slice.value(1.0)).isCloseTo(0.0, within(1e-12));
        assertThat(slice.value(0.3)).isCloseTo(-slice.value(-0.3), within(1e-12));
    }

    @Test
    void samplesAreTheValuesAtTheirTimes() {
        BurgersSolution solution = BurgersSolution.solve(0.05, STANDARD, 1.0);
        double[] points = {0.1, 0.7, -0.4, 0.2, 0.3, 0.7};
        assertThat(solution.sample(points))
                .containsExactly(solution.u(0.1, 0.7), solution.u(-0.4, 0.2), solution.u(0.3, 0.7));
    }

    @Test
    void theSameProblemGivesTheSameBits() {
        double first = BurgersSolution.solve(0.04, STANDARD, 0.5).u(0.3, 0.45678);
        double second = BurgersSolution.solve(0.04, STANDARD, 0.5).u(0.3, 0.45678);
        assertThat(Double.doubleToLongBits(second)).isEqualTo(Double.doubleToLongBits(first));
    }

    @Test
    void manyThreadsReadTheSameValues() {
        BurgersSolution solution = BurgersSolution.solve(0.05, STANDARD, 1.0);
        double alone = solution.u(0.2, 0.654);
        assertThat(IntStream.range(0, 64)
                        .parallel()
                        .mapToDouble(i -> solution.u(0.2, 0.654))
                        .distinct()
                        .toArray())
                .containsExactly(alone);
    }

    @Test
    void coleHopfSlopeAgreesWithDifferencesOfItsValue() {
        ColeHopf exact = new ColeHopf(0.02, STANDARD);
        double h = 1e-4;
        for (double x : new double[] {-0.5, -0.03, 0.0, 0.02, 0.6}) {
            double slope = (exact.u(x + h, 0.4) - exact.u(x - h, 0.4)) / (2.0 * h);
            assertThat(exact.slope(x, 0.4)).isCloseTo(slope, within(2e-4));
        }
    }

    @Test
    void coleHopfSatisfiesTheEquation() {
        double viscosity = 0.05;
        ColeHopf exact =
                new ColeHopf(viscosity, FourierSeries.wave(1, -1.0, 0.2).plus(FourierSeries.wave(2, 0.4, 0.0)));
        double h = 2e-4;
        double x = 0.37;
        double time = 0.3;
        double ut = (exact.u(x, time + h) - exact.u(x, time - h)) / (2.0 * h);
        double uxx = (exact.slope(x + h, time) - exact.slope(x - h, time)) / (2.0 * h);
        assertThat(ut + exact.u(x, time) * exact.slope(x, time)).isCloseTo(viscosity * uxx, within(2e-5));
    }

    @Test
    void coleHopfIsAccurateAtASmallViscosity() {
        double steepest =
                -new ColeHopf(Basdevant1986.VISCOSITY, STANDARD).slope(0.0, Basdevant1986.TIME_OF_STEEPEST_SLOPE);
        assertThat(steepest).isCloseTo(Basdevant1986.STEEPEST_SLOPE, within(1e-5));
    }

    @Test
    void phiFunctionsAreContinuousWhereTheirFormulasMeet() {
        double[] series = Etdrk4.phi(-1.0);
        double[] quotients = Etdrk4.phi(Math.nextDown(-1.0));
        assertThat(quotients).containsExactly(series, within(1e-15));
        assertThat(Etdrk4.phi(0.0)).containsExactly(1.0, 0.5, 1.0 / 6.0);
        assertThat(series[0]).isCloseTo(1.0 - StrictMath.exp(-1.0), within(1e-15));
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> BurgersSolution.solve(0.0, STANDARD, 1.0)).hasMessageContaining("was 0.0");
        assertThatThrownBy(() -> BurgersSolution.solve(1e-6, STANDARD, 1.0)).hasMessageContaining("1.0E-6");
        assertThatThrownBy(() -> BurgersSolution.solve(0.1, STANDARD, 0.0)).hasMessageContaining("duration");
        assertThatThrownBy(() -> BurgersSolution.solve(0.1, STANDARD, 1.0, 100, 10))
                .hasMessageContaining("was 100");
        assertThatThrownBy(() -> BurgersSolution.solve(0.1, STANDARD, 1.0, 64, 0))
                .hasMessageContaining("was 0");
        BurgersSolution solution = BurgersSolution.solve(0.1, STANDARD, 0.5);
        assertThatThrownBy(() -> solution.at(0.6)).hasMessageContaining("was 0.6");
        assertThatThrownBy(() -> solution.at(-0.1)).hasMessageContaining("was -0.1");
    }

    private static double difference(FourierSeries slice, ColeHopf exact, double time) {
        return IntStream.rangeClosed(0, 66)
                .mapToDouble(i -> Math.abs(slice.value(-1.0 + i * 0.03) - exact.u(-1.0 + i * 0.03, time)))
                .max()
                .orElseThrow();
    }
}
