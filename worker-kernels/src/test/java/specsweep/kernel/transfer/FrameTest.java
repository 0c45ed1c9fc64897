package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.random.Stream;
import specsweep.kernel.task.Members;
import specsweep.kernel.task.RandomSeries;
import specsweep.kernel.task.TargetFunction;
import specsweep.kernel.task.TaskFamily;

class FrameTest {
    private static final double[] POINTS = {-1, 0, 1};

    static List<TaskFamily> families() {
        return TaskFamily.all();
    }

    @Test
    void aFunctionIsShiftedByTheSourcesMeanAndScaledByItsRms() {
        // Values -1, 2, 5: mean 2, RMS sqrt(6).
        Frame frame = Frame.of(TargetFunction.ofOneCoordinate(x -> 3 * x + 2), POINTS, 1);
        double[] target = frame.standardise(TargetFunction.ofOneCoordinate(x -> x), new double[] {2, 8});
        assertThat(target[0]).isCloseTo(0, within(1e-15));
        assertThat(target[1]).isCloseTo(6 / Math.sqrt(6), within(1e-15));
    }

    @Test
    void everyOutputHasAFrameOfItsOwn() {
        TargetFunction two = points -> new double[] {0, 10, 2, 10, 4, 40};
        // Mean 2 and RMS sqrt(8/3); mean 20 and RMS sqrt(200).
        double[] values = Frame.of(two, POINTS, 2).standardise(two, POINTS);
        double[] expected = {
            -2 / Math.sqrt(8 / 3.0),
            -10 / Math.sqrt(200),
            0,
            -10 / Math.sqrt(200),
            2 / Math.sqrt(8 / 3.0),
            20 / Math.sqrt(200)
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(1e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void aSourceAndARandomSeriesHaveMeanZeroAndUnitRmsOnTheirGrid(TaskFamily family) {
        double[] points = family.domain()
                .trainingPoints((int) Math.pow(16, family.domain().dimensions()));
        TargetFunction source = family.member(Members.source(family));
        TargetFunction series = RandomSeries.draw(family.domain(), family.outputs(), Stream.seed(1));
        for (TargetFunction function : List.of(source, series)) {
            double[] values = Frame.of(function, points, family.outputs()).standardise(function, points);
            double count = (double) values.length / family.outputs();
            for (int output = 0; output < family.outputs(); output++) {
                double sum = 0;
                double squares = 0;
                for (int i = output; i < values.length; i += family.outputs()) {
                    sum += values[i];
                    squares += values[i] * values[i];
                }
                assertThat(sum / count).as("mean").isCloseTo(0, within(1e-12));
                assertThat(squares / count).as("mean square").isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void theMeanSquareDifferenceIsOverAllPointsAndOutputs() {
        assertThat(Frame.meanSquareDifference(new double[] {1, 2, 3, 4}, new double[] {1, 0, 3, 8}))
                .isEqualTo((4 + 16) / 4.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1e-300, 1e9})
    void aConstantHasNoScale(double constant) {
        assertThatThrownBy(() -> Frame.of(TargetFunction.ofOneCoordinate(x -> constant), POINTS, 1))
                .hasMessage("the function is constant on the training grid and cannot be standardised");
        assertThatThrownBy(() -> Frame.of(points -> new double[] {1, constant, 2, constant, 3, constant}, POINTS, 2))
                .hasMessageContaining("constant");
    }

    @Test
    void roundingIsNotTakenForVariation() {
        assertThatThrownBy(() -> Frame.of(TargetFunction.ofOneCoordinate(x -> 1e6 + x * 1e-6), POINTS, 1))
                .hasMessageContaining("constant");
        double[] small = Frame.of(TargetFunction.ofOneCoordinate(x -> x * 1e-100), POINTS, 1)
                .standardise(TargetFunction.ofOneCoordinate(x -> x * 1e-100), POINTS);
        assertThat(small[2]).isCloseTo(Math.sqrt(1.5), within(1e-12));
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        Frame frame = Frame.of(TargetFunction.ofOneCoordinate(x -> x), POINTS, 1);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            TargetFunction function = TargetFunction.ofOneCoordinate(x -> x == 0 ? bad : x);
            assertThatThrownBy(() -> Frame.of(function, POINTS, 1))
                    .hasMessage("the function is not finite on the training grid");
            assertThatThrownBy(() -> frame.standardise(function, POINTS))
                    .hasMessage("the function is not finite on the grid");
        }
        // Finite, but no float: a network could not be trained on it, nor its distance written.
        assertThatThrownBy(() -> frame.standardise(TargetFunction.ofOneCoordinate(x -> 1e200 * x), POINTS))
                .hasMessage("the function is not finite on the grid");
    }
}
