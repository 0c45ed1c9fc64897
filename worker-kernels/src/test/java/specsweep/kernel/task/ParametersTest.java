package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.random.Stream;

class ParametersTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "2.0, 2",
        "-2.25, -2.25",
        "0.0, 0",
        "-0.0, 0",
        "100, 100",
        "1e15, 1000000000000000",
        "1e16, 1e+16",
        "0.0001, 0.0001",
        "0.00012, 0.00012",
        "1e-8, 1e-8",
        "1.5e-8, 1.5e-8",
        // Double.toString wrote a digit too many of these before JDK 19.
        "2e23, 2e+23",
        "8.41e21, 8.41e+21",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "4.9e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308"
    })
    void aDecimalIsTheShortestThatReadsBack(double value, String decimal) {
        assertThat(Parameters.decimal(value)).isEqualTo(decimal);
    }

    @Test
    void everyDoubleReadsBackFromItsDecimalAndNoShorterOneWould() {
        Stream stream = Stream.seed(1);
        for (int i = 0; i < 1000; i++) {
            double value = Double.longBitsToDouble(stream.nextLong());
            if (Double.isFinite(value)) {
                String decimal = Parameters.decimal(value);
                assertThat(Double.parseDouble(decimal)).isEqualTo(value);
                BigDecimal exact = new BigDecimal(decimal);
                int digits = exact.stripTrailingZeros().precision();
                assertThat(digits).isLessThanOrEqualTo(new BigDecimal(Double.toString(value)).precision());
                assertThat(Parameters.decimal(Double.parseDouble(decimal))).isEqualTo(decimal);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(double value) {
        assertThatThrownBy(() -> Parameters.decimal(value)).hasMessage("value must be finite, was " + value);
        assertThatThrownBy(() -> Parameters.of("t", value)).hasMessage("t must be finite, was " + value);
        assertThatThrownBy(() -> Parameters.of("a", 1, "b", value)).hasMessage("b must be finite, was " + value);
    }

    @Test
    void theTextNamesEveryValueInOrder() {
        assertThat(Parameters.of("t", 0.1)).hasToString("t=0.1");
        assertThat(Parameters.of("a", -0.1, "b", 2)).hasToString("a=-0.1,b=2");
    }

    @Test
    void valuesAreFoundByName() {
        Parameters parameters = Parameters.of("a", -0.1, "b", 2);
        assertThat(parameters.get("a")).isEqualTo(-0.1);
        assertThat(parameters.get("b")).isEqualTo(2);
        assertThatThrownBy(() -> parameters.get("t")).hasMessage("no parameter t among [a, b]");
        assertThatThrownBy(() -> new Parameters(List.of("a", "b"), List.of(1.0)))
                .hasMessage("as many values as names are needed, were [1.0] for [a, b]");
    }

    @Test
    void distanceIsEuclidean() {
        Parameters origin = Parameters.of("a", 1, "b", 2);
        assertThat(origin.distance(Parameters.of("a", 4, "b", -2))).isEqualTo(5);
        assertThat(origin.distance(origin)).isZero();
        assertThat(Parameters.of("t", 0.1).distance(Parameters.of("t", 0.3))).isCloseTo(0.2, within(1e-15));
        assertThatThrownBy(() -> origin.distance(Parameters.of("b", 2, "a", 1)))
                .hasMessage("parameters [b, a] cannot be compared with [a, b]");
    }

    /** In binary, 2 * 0.15 - 0.1 is 0.19999999999999998, another tuple than 0.2. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.15, 0.2", "0.1, 0.2, 0.3", "-0.1, 0, 0.1", "0.3, 0.1, -0.1", "0.01, 0.51, 1.01"})
    void mirroringIsDoneInDecimals(double value, double centre, double mirrored) {
        assertThat(Parameters.of("t", value).mirroredAt(Parameters.of("t", centre)))
                .isEqualTo(Parameters.of("t", mirrored));
    }

    @Test
    void mirroringKeepsTheDistanceInEveryParameterAndUndoesItself() {
        Parameters value = Parameters.of("a", -0.1, "b", 2);
        Parameters centre = Parameters.of("a", 0, "b", 2.25);
        Parameters mirrored = value.mirroredAt(centre);
        assertThat(mirrored).isEqualTo(Parameters.of("a", 0.1, "b", 2.5));
        assertThat(mirrored.distance(centre)).isEqualTo(value.distance(centre));
        assertThat(mirrored.mirroredAt(centre)).isEqualTo(value);
        assertThatThrownBy(() -> value.mirroredAt(Parameters.of("t", 1)))
                .hasMessage("parameters [t] cannot be compared with [a, b]");
    }
}
