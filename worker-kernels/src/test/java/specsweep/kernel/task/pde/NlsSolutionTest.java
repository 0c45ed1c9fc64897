package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class NlsSolutionTest {
    private static final double HALF_PI = StrictMath.PI / 2.0;
    private static final List<SechPulse> DOUBLE_SECH = List.of(SechPulse.ofAmplitude(2.0));

    @Test
    void theErrorInSpaceFallsGeometrically() {
        double coarse = breatherError(NlsSolution.solve(DOUBLE_SECH, 15.0, HALF_PI, 128, 3000));
        double middle = breatherError(NlsSolution.solve(DOUBLE_SECH, 15.0, HALF_PI, 256, 3000));
        double fine = breatherError(NlsSolution.solve(DOUBLE_SECH, 15.0, HALF_PI, 512, 3000));
        assertThat(middle).isLessThan(0.05 * coarse);
        assertThat(fine).isLessThan(0.001 * middle);
    }

    @Test
    void theBenchmarkIsResolvedInSpiteOfItsKink() {
        NlsSolution benchmark = NlsSolution.benchmark(2.0);
        NlsSolution finer =
                NlsSolution.solve(DOUBLE_SECH, 5.0, HALF_PI, 512, NlsSolution.stableSteps(5.0, HALF_PI, 512));
        for (double time : new double[] {0.3, 0.8, HALF_PI}) {
            NlsSlice got = benchmark.at(time);
            NlsSlice expected = finer.at(time);
            for (double x = -5.0; x <= 5.0; x += 0.1) {
                assertThat(got.value(x)).containsExactly(expected.value(x), within(1e-4));
            }
        }
    }

    @Test
    void valuesAreTheGridsAtTheGridsPoints() {
        NlsSlice start = NlsSolution.benchmark(1.5).at(0.0);
        for (int j = 0; j < 256; j += 7) {
            double x = -5.0 + 10.0 * j / 256;
            assertThat(start.value(x)[0]).isCloseTo(1.5 / StrictMath.cosh(x), within(1e-12));
            assertThat(start.value(x)[1]).isCloseTo(0.0, within(1e-12));
        }
    }

    @Test
    void samplesAreRealAndImaginaryPartsInTheOrderOfTheRows() {
        NlsSolution solution = NlsSolution.solve(DOUBLE_SECH, 15.0, HALF_PI, 256, 400);
        double[] points = {0.3, 0.5, -1.0, 0.25};
        double[] first = solution.at(0.5).value(0.3);
        double[] second = solution.at(0.25).value(-1.0);
        assertThat(solution.sample(points)).containsExactly(first[0], first[1], second[0], second[1]);
    }

    @Test
    void theSameProblemGivesTheSameBits() {
        assertThat(NlsSolution.benchmark(1.7).at(1.2345).value(0.3))
                .containsExactly(NlsSolution.benchmark(1.7).at(1.2345).value(0.3));
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> NlsSolution.solve(List.of(), 5.0, 1.0, 64, 1000))
                .hasMessageContaining("pulse");
        assertThatThrownBy(() -> NlsSolution.solve(DOUBLE_SECH, 0.0, 1.0, 64, 1000))
                .hasMessageContaining("was 0.0");
        assertThatThrownBy(() -> NlsSolution.solve(DOUBLE_SECH, 5.0, 1.0, 100, 1000))
                .hasMessageContaining("was 100");
        assertThatThrownBy(() -> NlsSolution.solve(DOUBLE_SECH, 5.0, 1.0, 256, 100))
                .hasMessageContaining("was 100");
        assertThatThrownBy(() -> new SechPulse(1.0, 0.0, 0.0, 0.0)).hasMessageContaining("was 0.0");
        assertThatThrownBy(() -> NlsSolution.benchmark(Double.NaN)).hasMessageContaining("NaN");
        NlsSolution solution = NlsSolution.solve(DOUBLE_SECH, 15.0, 1.0, 128, 200);
        assertThatThrownBy(() -> solution.at(1.5)).hasMessageContaining("was 1.5");
    }

    private static double breatherError(NlsSolution solution) {
        return difference(solution.at(1.0), x -> NlsExact.breather(x, 1.0));
    }

    private static double difference(NlsSlice slice, DoubleFunction<double[]> exact) {
        double error = 0.0;
        for (double x = -4.0; x <= 4.0; x += 0.05) {
            double[] got = slice.value(x);
            double[] expected = exact.apply(x);
            error = Math.max(error, StrictMath.hypot(got[0] - expected[0], got[1] - expected[1]));
        }
        return error;
    }
}
