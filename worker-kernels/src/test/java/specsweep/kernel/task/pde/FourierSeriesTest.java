package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FourierSeriesTest {
    private static final FourierSeries SERIES =
            new FourierSeries(new double[] {0.5, 1.0, 0.0, -0.25}, new double[] {0.0, 2.0, -1.0, 0.125});

    @Test
    void valueIsTheSumOfItsTerms() {
        double x = 0.3;
        double expected = 0.5
                + StrictMath.cos(StrictMath.PI * x)
                + 2.0 * StrictMath.sin(StrictMath.PI * x)
                - StrictMath.sin(2.0 * StrictMath.PI * x)
                - 0.25 * StrictMath.cos(3.0 * StrictMath.PI * x)
                + 0.125 * StrictMath.sin(3.0 * StrictMath.PI * x);
        assertThat(SERIES.value(x)).isCloseTo(expected, within(1e-14));
        assertThat(SERIES.value(x + 2.0)).isCloseTo(expected, within(1e-13));
    }

    @Test
    void slopeAndIntegralAgreeWithCentralDifferences() {
        double h = 1e-5;
        for (double x = -1.0; x <= 1.0; x += 0.17) {
            double slope = (SERIES.value(x + h) - SERIES.value(x - h)) / (2.0 * h);
            double value = (SERIES.integral(x + h) - SERIES.integral(x - h)) / (2.0 * h);
            assertThat(SERIES.slope(x)).isCloseTo(slope, within(1e-7));
            assertThat(SERIES.value(x)).isCloseTo(value, within(1e-8));
        }
        assertThat(SERIES.integral(0.0)).isZero();
    }

    @Test
    void waveIsASineShiftedToTheRight() {
        FourierSeries wave = FourierSeries.wave(3, -1.5, 0.2);
        assertThat(wave.value(0.7)).isCloseTo(-1.5 * StrictMath.sin(3.0 * StrictMath.PI * 0.5), within(1e-14));
        assertThat(wave.bound()).isCloseTo(1.5, within(1e-14));
        assertThat(wave.slopeBound()).isCloseTo(4.5 * StrictMath.PI, within(1e-13));
    }

    @Test
    void interpolationTakesTheGivenValues() {
        double[] values = {0.3, -1.0, 2.0, 0.7, 0.0, 4.0, -0.2, 1.1};
        FourierSeries series = FourierSeries.interpolating(values);
        for (int j = 0; j < values.length; j++) {
            assertThat(series.value(-1.0 + 2.0 * j / values.length)).isCloseTo(values[j], within(1e-13));
        }
    }

    @Test
    void interpolationErrorFallsGeometrically() {
        // exp(cos pi x) is entire: its error falls faster than any fixed rate.
        double previous = interpolationError(4);
        for (int n : new int[] {8, 16}) {
            double error = interpolationError(n);
            assertThat(error).isLessThan(0.02 * previous);
            previous = error;
        }
        assertThat(interpolationError(32)).isLessThan(1e-14);
    }

    private static double interpolationError(int n) {
        double[] values = new double[n];
        for (int j = 0; j < n; j++) {
            values[j] = bump(-1.0 + 2.0 * j / n);
        }
        FourierSeries series = FourierSeries.interpolating(values);
        double error = 0.0;
        for (double x = -1.0; x < 1.0; x += 0.013) {
            error = Math.max(error, Math.abs(series.value(x) - bump(x)));
        }
        return error;
    }

    private static double bump(double x) {
        return StrictMath.exp(StrictMath.cos(StrictMath.PI * x));
    }

    @Test
    void aSeriesCannotBeChangedThroughItsArrays() {
        double[] cosine = {1.0, 2.0};
        FourierSeries series = new FourierSeries(cosine, new double[2]);
        cosine[1] = 7.0;
        series.cosine()[0] = 7.0;
        assertThat(series.cosine()).containsExactly(1.0, 2.0);
    }

    @Test
    void badCoefficientsAreNamed() {
        assertThatThrownBy(() -> new FourierSeries(new double[2], new double[3]))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> new FourierSeries(new double[1], new double[] {1.0}))
                .hasMessageContaining("sine[0] must be 0, was 1.0");
        assertThatThrownBy(() -> new FourierSeries(new double[] {Double.NaN}, new double[1]))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> FourierSeries.wave(0, 1.0, 0.0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> FourierSeries.interpolating(new double[12])).hasMessageContaining("was 12");
    }
}
