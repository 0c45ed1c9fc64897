package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
    private static final Domain LINE = Domain.interval("x", -1, 1);
    private static final Domain PLANE = new Domain(List.of("x", "t"), List.of(-1.0, 0.0), List.of(1.0, 3.0));

    @Test
    void aTrainingGridIsEquallySpacedWithBothEnds() {
        double[] points = LINE.trainingPoints(256);
        assertThat(points).hasSize(256).startsWith(-1.0).endsWith(1.0);
        for (int i = 1; i < points.length; i++) {
            assertThat(points[i] - points[i - 1]).isCloseTo(2.0 / 255, within(1e-15));
        }
    }

    @Test
    void heldOutPointsAreTheMidpoints() {
        double[] training = LINE.trainingPoints(256);
        double[] heldOut = LINE.heldOutPoints(256);
        assertThat(heldOut).hasSize(255);
        for (int i = 0; i < heldOut.length; i++) {
            assertThat(heldOut[i]).isCloseTo((training[i] + training[i + 1]) / 2, within(1e-15));
        }
    }

    @Test
    void inThePlaneTheLastCoordinateVariesFastestAndHeldOutPointsAreTheCellsCentres() {
        assertThat(PLANE.trainingPoints(9))
                .containsExactly(-1, 0, -1, 1.5, -1, 3, 0, 0, 0, 1.5, 0, 3, 1, 0, 1, 1.5, 1, 3);
        assertThat(PLANE.heldOutPoints(9)).containsExactly(-0.5, 0.75, -0.5, 2.25, 0.5, 0.75, 0.5, 2.25);
    }

    @Test
    void normalisedPointsLieInTheUnitBox() {
        assertThat(PLANE.normalise(new double[] {-1, 0, 1, 3, 0, 1.5, 0.5, 0.75}))
                .containsExactly(-1, -1, 1, 1, 0, 0, 0.5, -0.5);
        assertThat(LINE.normalise(LINE.trainingPoints(17))).containsExactly(LINE.trainingPoints(17));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyPowerIsAGridAndItsNeighboursAreNot(int dimensions) {
        Domain box = new Domain(
                List.of("x", "y", "z").subList(0, dimensions),
                List.of(0.0, 0.0, 0.0).subList(0, dimensions),
                List.of(1.0, 1.0, 1.0).subList(0, dimensions));
        for (int m = 2; m <= 200; m++) {
            int points = (int) Math.round(Math.pow(m, dimensions));
            assertThat(box.pointsPerCoordinate(points)).isEqualTo(m);
            if (dimensions > 1) {
                assertThatThrownBy(() -> box.pointsPerCoordinate(points + 1))
                        .hasMessageContaining("was " + (points + 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"255, 256", "257, 256", "240, 225", "3, 4", "1, 4", "0, 4", "-4, 4"})
    void theMessageNamesAGridThatWouldDo(int points, int example) {
        assertThatThrownBy(() -> PLANE.pointsPerCoordinate(points))
                .hasMessage("points must be m^2 with m at least 2 (for example " + example + "), was " + points);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -4})
    void aLineNeedsTwoPoints(int points) {
        assertThatThrownBy(() -> LINE.pointsPerCoordinate(points))
                .hasMessage("points must be at least 2, was " + points);
    }

    @Test
    void badBoxesAreNamed() {
        assertThatThrownBy(() -> Domain.interval("x", 1, 1))
                .hasMessage("low must be below high in x, were 1.0 and 1.0");
        assertThatThrownBy(() -> Domain.interval("x", Double.NaN, 1)).hasMessageContaining("were NaN and 1.0");
        assertThatThrownBy(() -> new Domain(List.of("x", "t"), List.of(0.0), List.of(1.0, 1.0)))
                .hasMessage("a domain needs a low and a high for each of [x, t]");
        assertThatThrownBy(() -> new Domain(List.of(), List.of(), List.of())).hasMessageContaining("each of []");
    }
}
