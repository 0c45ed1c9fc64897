package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeatSolutionTest {
    @Test
    void aSingleWaveDecaysExponentially() {
        HeatSolution solution = new HeatSolution(0.02, FourierSeries.wave(2, 3.0, 0.0));
        double decay = StrictMath.exp(-0.02 * 4.0 * StrictMath.PI * StrictMath.PI * 0.5);
        assertThat(solution.u(0.25, 0.5)).isCloseTo(3.0 * decay, within(1e-14));
    }

    @Test
    void theMeanStays() {
        FourierSeries initial = new FourierSeries(new double[] {0.7, 1.0}, new double[2]);
        assertThat(new HeatSolution(1.0, initial).at(100.0).value(0.1)).isCloseTo(0.7, within(1e-14));
    }

    @Test
    void samplesFollowTheOrderOfTheRows() {
        HeatSolution solution = new HeatSolution(0.1, FourierSeries.wave(1, 1.0, 0.3));
        double[] points = {0.1, 0.5, -0.2, 0.0, 0.9, 0.5, 0.4, 0.25};
        assertThat(solution.sample(points))
                .containsExactly(
                        solution.u(0.1, 0.5), solution.u(-0.2, 0.0), solution.u(0.9, 0.5), solution.u(0.4, 0.25));
    }

    @Test
    void badArgumentsAreNamed() {
        FourierSeries wave = FourierSeries.wave(1, 1.0, 0.0);
        assertThatThrownBy(() -> new HeatSolution(-0.1, wave)).hasMessageContaining("was -0.1");
        assertThatThrownBy(() -> new HeatSolution(0.1, wave).at(-1.0)).hasMessageContaining("was -1.0");
        assertThatThrownBy(() -> new HeatSolution(0.1, wave).sample(new double[] {0.0, Double.NaN}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new HeatSolution(0.1, wave).sample(new double[3]))
                .hasMessageContaining("was 3");
    }
}
