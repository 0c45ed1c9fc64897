package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import specsweep.kernel.random.Distribution;
import specsweep.kernel.random.Stream;

class RandomSeriesTest {
    private static final Domain LINE = Domain.interval("x", -1, 1);
    private static final int SAMPLES = 64;

    @Test
    void itsHarmonicsArePiTimesOneToSixAndItHasNoMean() {
        RandomSeries series = RandomSeries.draw(LINE, 1, Stream.seed(1));
        double[] points = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            points[i] = -1 + 2.0 * i / SAMPLES;
        }
        double[] values = series.sample(points);
        // Over a whole period sines and cosines are orthogonal on the grid.
        for (int k = 0; k < SAMPLES / 2; k++) {
            double cosine = 0;
            double sine = 0;
            for (int i = 0; i < SAMPLES; i++) {
                cosine += 2.0 / SAMPLES * values[i] * Math.cos(Math.PI * k * points[i]);
                sine += 2.0 / SAMPLES * values[i] * Math.sin(Math.PI * k * points[i]);
            }
            boolean harmonic = k >= 1 && k <= 6;
            assertThat(cosine)
                    .as("cosine %d", k)
                    .isCloseTo(harmonic ? series.coefficients()[2 * k - 2] : 0, within(1e-12));
            assertThat(sine).as("sine %d", k).isCloseTo(harmonic ? series.coefficients()[2 * k - 1] : 0, within(1e-12));
        }
    }

    @Test
    void itsCoefficientsAreStandardNormal() {
        DoubleStream coefficients = LongStream.range(0, 2000)
                .mapToObj(seed -> RandomSeries.draw(LINE, 1, Stream.seed(seed)))
                .flatMapToDouble(series -> DoubleStream.of(series.coefficients()));
        assertThat(Distribution.normal(1).discrepancy(coefficients)).isLessThan(Distribution.CRITICAL);
    }

    @Test
    void inThePlaneItIsTheSumOfOneSeriesAlongEachCoordinateOfTheUnitBox() {
        Domain plane = new Domain(List.of("x", "t"), List.of(-5.0, 0.0), List.of(5.0, 2.0));
        RandomSeries series = RandomSeries.draw(plane, 2, Stream.seed(2));
        double[] at = series.sample(new double[] {-2.5, 1.5});
        for (int output = 0; output < 2; output++) {
            double expected = along(series, output, 0, -0.5) + along(series, output, 1, 0.5);
            assertThat(at[output]).as("output %d", output).isCloseTo(expected, within(1e-12));
        }
        assertThat(series.coefficients()).hasSize(2 * 2 * 6 * 2).doesNotHaveDuplicates();
    }

    private static double along(RandomSeries series, int output, int coordinate, double x) {
        double sum = 0;
        for (int k = 1; k <= 6; k++) {
            int at = ((output * 2 + coordinate) * 6 + k - 1) * 2;
            sum += series.coefficients()[at] * Math.cos(Math.PI * k * x)
                    + series.coefficients()[at + 1] * Math.sin(Math.PI * k * x);
        }
        return sum;
    }
}
