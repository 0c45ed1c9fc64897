package specsweep.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void equalRatiosAreEqualDistancesOnALogScale() {
        Scale scale = new Scale(Scale.Kind.LOG, 0.1, 1000, 40, 240);
        assertThat(scale.at(0.1)).isCloseTo(40, CLOSE);
        assertThat(scale.at(1)).isCloseTo(90, CLOSE);
        assertThat(scale.at(10)).isCloseTo(140, CLOSE);
        assertThat(scale.at(1e9)).isCloseTo(240, CLOSE);
    }

    @Test
    void stepsHaveAPlaceForZero() {
        Scale scale = Scale.steps(999, 0, 300);
        assertThat(scale.at(0)).isCloseTo(0, CLOSE);
        assertThat(scale.at(9)).isCloseTo(100, CLOSE);
        assertThat(labels(scale)).containsExactly("0", "1", "10", "100");
    }

    @Test
    void logLabelsAreDecadesOrPartsOfThemOrEveryNth() {
        assertThat(labels(new Scale(Scale.Kind.LOG, 0.05, 2000, 0, 1)))
                .containsExactly("0.1", "1", "10", "100", "1000");
        assertThat(labels(new Scale(Scale.Kind.LOG, 0.9, 60, 0, 1))).containsExactly("1", "2", "5", "10", "20", "50");
        assertThat(labels(new Scale(Scale.Kind.LOG, 1.9, 5.5, 0, 1))).containsExactly("2", "3", "4", "5");
        assertThat(labels(new Scale(Scale.Kind.LOG, 1e-13, 5, 0, 1)))
                .containsExactly("10⁻¹²", "10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1");
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0.3", "-2.31, -0.2", "0, 1234", "1e-9, 2e-9", "-5000000, 1"})
    void linearMarksAreRoundFewAndInside(double low, double high) {
        Scale scale = new Scale(Scale.Kind.LINEAR, low, high, 0, 1);
        assertThat(scale.ticks()).hasSizeBetween(2, 7).allSatisfy(tick -> {
            assertThat(tick.value()).isBetween(low - (high - low) * 1e-9, high + (high - low) * 1e-9);
            assertThat(Double.parseDouble(tick.label().replace('−', '-')))
                    .isCloseTo(tick.value(), Offset.offset((high - low) * 1e-6));
        });
    }

    @Test
    void anEmptyScaleIsRefused() {
        assertThatThrownBy(() -> new Scale(Scale.Kind.LINEAR, 1, 1, 0, 1))
                .hasMessageContaining("low must be below high");
        assertThatThrownBy(() -> new Scale(Scale.Kind.LOG, 0, 1, 0, 1)).hasMessageContaining("cannot begin at 0");
    }

    @Test
    void aScaleHasRoomAroundItsValues() {
        assertThat(Scale.log(List.of(1.0, 1.0, -3.0, Double.NaN), 0, 1).low())
                .isLessThan(1)
                .isPositive();
        assertThat(Scale.linear(List.of(2.0), 0, 1).high()).isGreaterThan(2);
        assertThat(Scale.linear(List.of(0.0), 0, 1).high()).isPositive();
    }

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream()
                .map(Scale.Tick::label)
                .filter(label -> !label.isEmpty())
                .toList();
    }
}
