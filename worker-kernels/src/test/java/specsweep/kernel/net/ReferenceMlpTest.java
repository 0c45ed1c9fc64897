package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Activation;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;

class ReferenceMlpTest {
    private static final double TOLERANCE = 1e-5;
    /** Truncation is of the order of h^2, rounding of 1e-16 / h: both are far below the tolerance. */
    private static final double STEP = 1e-6;
    /** No pre-activation moves this far when one parameter moves by STEP; the test checks that none did cross. */
    private static final double KINK_MARGIN = 1e-3;

    private static final int POINTS = 5;
    private static final int PARAMETERS_CHECKED = 160;

    static Stream<Arguments> architecturesAndDepths() {
        return ExampleArchitectures.all().stream()
                .flatMap(architecture -> Stream.of(1, 2, 3, 5).map(depth -> Arguments.of(architecture, depth)));
    }

    @ParameterizedTest
    @MethodSource("architecturesAndDepths")
    void gradientMatchesCentralDifferences(Architecture architecture, int depth) {
        for (int width : List.of(1, 5, 16, 33)) {
            for (int coordinates : List.of(1, 2)) {
                for (int outputs : List.of(1, 3)) {
                    checkGradient(architecture, new Problem.Sizes(coordinates, width, depth, outputs, POINTS));
                }
            }
        }
    }

    private static void checkGradient(Architecture architecture, Problem.Sizes sizes) {
        Problem problem = alive(architecture, sizes);
        ReferenceMlp reference = problem.reference();
        ReferenceMlp.Data data = problem.data();
        double[] values = Problem.widen(problem.weights().values());
        ReferenceMlp.LossAndGradient exact = reference.lossAndGradient(values, data);
        assertThat(exact.mse()).isEqualTo(reference.loss(values, data));
        double largest = 0;
        for (double g : exact.gradient()) {
            largest = Math.max(largest, Math.abs(g));
        }
        int parameters = values.length;
        int checked = Math.min(parameters, PARAMETERS_CHECKED);
        for (int k = 0; k < checked; k++) {
            int i = (int) ((long) k * parameters / checked);
            double[] direction = new double[parameters];
            direction[i] = 1;
            double expected = centralDifference(problem, reference, data, values, direction);
            // Components a thousand times below the largest drown in the rounding of the loss: they are held to its
            // scale.
            double scale = Math.max(Math.abs(exact.gradient()[i]), 1e-3 * largest);
            assertThat(exact.gradient()[i])
                    .as("parameter %d of %s %s", i, architecture, sizes)
                    .isCloseTo(expected, within(TOLERANCE * scale));
        }
        // Along the gradient itself every parameter has its part.
        double norm = norm(exact.gradient());
        double[] along = new double[parameters];
        for (int i = 0; i < parameters; i++) {
            along[i] = exact.gradient()[i] / norm;
        }
        assertThat(norm)
                .as("slope along the gradient of %s %s", architecture, sizes)
                .isCloseTo(centralDifference(problem, reference, data, values, along), within(TOLERANCE * norm));
    }

    /** Draws until something reaches the first layer: narrow ReLU networks are often dead from the start. */
    private static Problem alive(Architecture architecture, Problem.Sizes sizes) {
        for (int seed = 0; seed < 1000; seed++) {
            Problem problem = Problem.draw(architecture, sizes, KINK_MARGIN, specsweep.kernel.random.Stream.seed(seed));
            double[] gradient = problem.reference()
                    .lossAndGradient(Problem.widen(problem.weights().values()), problem.data())
                    .gradient();
            for (int i = 0; i < problem.shape().biasesAt(0); i++) {
                if (Math.abs(gradient[i]) > 1e-3) {
                    return problem;
                }
            }
        }
        throw new AssertionError("every network of " + architecture + " " + sizes + " is dead");
    }

    private static double centralDifference(
            Problem problem, ReferenceMlp reference, ReferenceMlp.Data data, double[] values, double[] direction) {
        double[] forward = moved(values, direction, STEP);
        double[] backward = moved(values, direction, -STEP);
        if (Problem.hasKink(problem.architecture().activation())) {
            for (int point = 0; point < data.count(); point++) {
                double[] before = reference.preActivations(backward, data, point);
                double[] after = reference.preActivations(forward, data, point);
                for (int unit = 0; unit < before.length; unit++) {
                    assertThat(before[unit] > 0)
                            .as("unit %d stays on its side of the kink", unit)
                            .isEqualTo(after[unit] > 0);
                }
            }
        }
        return (reference.loss(forward, data) - reference.loss(backward, data)) / (2 * STEP);
    }

    private static double[] moved(double[] values, double[] direction, double by) {
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by * direction[i];
        }
        return moved;
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Test
    void lossAndGradientOfAHandComputedNetworkAreThoseOnPaper() {
        // One ReLU unit: h = max(0, 2x + 1), y = 3h - 1. At x = 1: h = 3, y = 8; at x = -1: h = 0, y = -1.
        ReferenceMlp network = new ReferenceMlp(new Shape(1, 1, 1, 1, 1), new Activation.Relu());
        double[] values = {2, 1, 3, -1};
        ReferenceMlp.Data data = new ReferenceMlp.Data(2, new double[] {1, -1}, new double[] {6, 1});
        // Residuals 2 and -2, loss (4 + 4) / 2; each residual's weight in the gradient is 2 r / 2.
        ReferenceMlp.LossAndGradient result = network.lossAndGradient(values, data);
        assertThat(result.mse()).isEqualTo(4.0);
        assertThat(result.gradient()).containsExactly(2 * 3 * 1, 2 * 3, 2 * 3, 2 - 2);
    }

    @Test
    void firstAdamStepMovesEachParameterByTheLearningRateAgainstItsGradient() {
        var adam = new ReferenceMlp.ReferenceAdam(new Adam(0.1, 0.9, 0.999, 1e-300), 3);
        double[] parameters = {1, 1, 1};
        adam.step(parameters, new double[] {1e-3, -5, 0});
        assertThat(parameters[0]).isCloseTo(0.9, within(1e-12));
        assertThat(parameters[1]).isCloseTo(1.1, within(1e-12));
        assertThat(parameters[2]).isEqualTo(1.0);
    }
}
