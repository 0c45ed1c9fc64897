package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SplineBasisTest {
    private static final SplineBasis BASIS = new SplineBasis(11);

    @Test
    void theFunctionsSumToOneEverywhere() {
        for (double x : new double[] {0.0, 1e-9, 0.123, 0.5, BASIS.breakPoint(4), 0.999, 1.0}) {
            double[][] derivatives = BASIS.derivatives(BASIS.interval(x), x, 2);
            assertThat(Arrays.stream(derivatives[0]).sum()).isCloseTo(1.0, within(1e-14));
            assertThat(Arrays.stream(derivatives[1]).sum()).isCloseTo(0.0, within(1e-11));
        }
    }

    @Test
    void polynomialsOfDegreeFiveAreReproducedWithTheirDerivatives() {
        TensorSpline spline =
                TensorSpline.interpolating(BASIS, (x, y) -> StrictMath.pow(x, 5) * (1.0 - y * y * y) + x * y);
        double x = 0.37;
        double y = 0.81;
        double[][] at = spline.at(x, y, 3);
        assertThat(at[0][0]).isCloseTo(StrictMath.pow(x, 5) * (1 - y * y * y) + x * y, within(1e-13));
        assertThat(at[1][0]).isCloseTo(5 * StrictMath.pow(x, 4) * (1 - y * y * y) + y, within(1e-12));
        assertThat(at[1][1]).isCloseTo(-15 * StrictMath.pow(x, 4) * y * y + 1, within(1e-10));
        assertThat(at[2][1]).isCloseTo(-60 * StrictMath.pow(x, 3) * y * y, within(1e-8));
        assertThat(at[0][3]).isCloseTo(-6 * StrictMath.pow(x, 5), within(1e-7));
        assertThat(spline.value(1.0, 1.0)).isCloseTo(1.0, within(1e-13));
    }

    @Test
    void interpolationHasOrderSix() {
        Convergence convergence = Convergence.measured(
                "sin 9x",
                "intervals",
                new int[] {32, 64},
                intervals -> {
                    SplineBasis basis = new SplineBasis(intervals);
                    double[] values = Arrays.stream(basis.nodes())
                            .map(x -> StrictMath.sin(9 * x))
                            .toArray();
                    double[] coefficients = basis.interpolating(values);
                    double error = 0.0;
                    for (double x = 0.0; x <= 1.0; x += 0.001) {
                        int interval = basis.interval(x);
                        double[] functions = basis.derivatives(interval, x, 0)[0];
                        double value = 0.0;
                        for (int i = 0; i < functions.length; i++) {
                            value += functions[i] * coefficients[interval + i];
                        }
                        error = Math.max(error, Math.abs(value - StrictMath.sin(9 * x)));
                    }
                    return error;
                },
                5.5,
                6.8,
                "de Boor (1978)");
        assertThat(convergence.check().passes()).as(convergence.toString()).isTrue();
    }

    @Test
    void breakPointsRiseAndAreSymmetric() {
        for (int i = 0; i < 11; i++) {
            assertThat(BASIS.breakPoint(i + 1)).isGreaterThan(BASIS.breakPoint(i));
            assertThat(BASIS.breakPoint(i) + BASIS.breakPoint(11 - i)).isEqualTo(1.0);
        }
        assertThat(BASIS.breakPoint(1)).isLessThan(0.3 / 11);
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> new SplineBasis(7)).hasMessageContaining("was 7");
        assertThatThrownBy(() -> new SplineBasis(129)).hasMessageContaining("was 129");
        assertThatThrownBy(() -> BASIS.interval(-0.1)).hasMessageContaining("was -0.1");
        assertThatThrownBy(() -> BASIS.interval(Double.NaN)).hasMessageContaining("NaN");
    }
}
