package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CavityTest {
    private static final Cavity CAVITY = new Cavity();

    @Test
    void samplesOnTheWholeGridAreFiniteAndKeepToTheWalls() {
        double[] points = CAVITY.domain().trainingPoints(33 * 33);
        double[] values = CAVITY.member(Parameters.of("re", 50)).sample(points);
        assertThat(values).hasSize(3 * 33 * 33);
        assertThat(Arrays.stream(values)).allMatch(Double::isFinite);
        for (int i = 0; i < 33 * 33; i++) {
            double x = points[2 * i];
            double y = points[2 * i + 1];
            boolean corner = y == 1.0 && (x == 0.0 || x == 1.0);
            if (!corner && (x == 0.0 || x == 1.0 || y == 0.0 || y == 1.0)) {
                assertThat(values[3 * i]).isCloseTo(y == 1.0 ? 1.0 : 0.0, within(1e-7));
                assertThat(values[3 * i + 1]).isCloseTo(0.0, within(1e-7));
            }
        }
    }

    @Test
    void aReynoldsNumberOutOfRangeIsRefusedBeforeAnythingIsSolved() {
        assertThatThrownBy(() -> CAVITY.member(Parameters.of("re", 0.5)))
                .hasMessage("re must be from 1 to 2500, was 0.5");
        assertThatThrownBy(() -> CAVITY.member(Parameters.of("re", 3000)))
                .hasMessage("re must be from 1 to 2500, was 3000");
    }
}
