package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.net.ReferenceMlp.LossAndGradient;
import specsweep.kernel.net.ReferenceMlp.ReferenceAdam;
import specsweep.kernel.random.Stream;

/**
 * Holds the float engine against the double reference.
 *
 * <p>How far apart the two may be depends on the network: a SIREN multiplies every rounding error by omega0, a gradient
 * near its minimum is a small difference of large numbers. That conditioning is measured, not guessed: the reference is
 * evaluated once more with every parameter moved by one float epsilon, up or down at random, and the engine may be at most
 * {@code MULTIPLE} times as far from the exact result as that (plus as many epsilons of the result itself, since a single
 * number can happen not to move). It is thus held to be the exact result for weights that differ in their last bits: what a
 * backward stable algorithm gives. The largest ratio seen is 2.9.
 */
class MlpKernelTest {
    private static final double MULTIPLE = 6;
    private static final double FLOAT_EPSILON = 0x1p-24;
    private static final double KINK_MARGIN = 1e-4;

    static java.util.stream.Stream<Arguments> networks() {
        List<Problem.Sizes> sizes = List.of(
                new Problem.Sizes(1, 7, 1, 1, 1),
                new Problem.Sizes(2, 7, 5, 3, 1000),
                new Problem.Sizes(1, 32, 3, 1, 17),
                new Problem.Sizes(1, 64, 3, 1, 256),
                new Problem.Sizes(1, 64, 2, 1, 255),
                new Problem.Sizes(1, 64, 1, 1, 1),
                new Problem.Sizes(1, 64, 3, 2, 4097),
                new Problem.Sizes(2, 64, 3, 3, 1000),
                new Problem.Sizes(2, 24, 2, 3, 4096),
                new Problem.Sizes(1, 20, 3, 1, 4097),
                new Problem.Sizes(2, 100, 3, 1, 255),
                new Problem.Sizes(1, 128, 2, 3, 256),
                new Problem.Sizes(1, 128, 3, 2, 600),
                new Problem.Sizes(2, 192, 2, 40, 131),
                new Problem.Sizes(1, 256, 3, 1, 17),
                new Problem.Sizes(1, 256, 2, 1, 200),
                new Problem.Sizes(1, 300, 2, 40, 50),
                new Problem.Sizes(2, 256, 1, 2, 257));
        return ExampleArchitectures.all().stream()
                .flatMap(architecture -> sizes.stream().map(s -> Arguments.of(architecture, s)))
                .flatMap(problem -> Arrays.stream(Engine.values())
                        .filter(engine -> engine.takes((Problem.Sizes) problem.get()[1]))
                        .map(engine -> Arguments.of(problem.get()[0], problem.get()[1], engine)));
    }

    /** A kind of kernel. */
    enum Engine {
        BLAS,
        VECTORS;

        boolean takes(Problem.Sizes sizes) {
            return this == BLAS || sizes.width() % VectorProducts.PANEL == 0;
        }

        MlpKernel kernel(Problem problem, int tile) {
            Shape shape = problem.shape();
            return this == VECTORS
                    ? new VectorKernel(shape, problem.architecture().activation(), tile)
                    : new BlasKernel(shape, problem.architecture().activation(), tile, BLAS_HERE);
        }

        MlpKernel kernel(Problem problem) {
            int widest = Math.max(problem.shape().width(), problem.shape().features());
            return kernel(
                    problem,
                    this == VECTORS
                            ? VectorKernel.tilePoints(problem.count())
                            : BLAS_HERE.tilePoints(problem.count(), widest));
        }
    }

    private static final Blas BLAS_HERE = new Blas(NativeEnvironment.prepare());

    @ParameterizedTest
    @MethodSource("networks")
    void lossAndGradientMatchTheReferenceToFloatAccuracy(
            Architecture architecture, Problem.Sizes sizes, Engine engine) {
        Problem problem = Problem.draw(architecture, sizes, KINK_MARGIN, Stream.seed(1));
        Shape shape = problem.shape();
        ReferenceMlp reference = problem.reference();
        ReferenceMlp.Data data = problem.data();
        double[] values = Problem.widen(problem.weights().values());
        LossAndGradient exact = reference.lossAndGradient(values, data);
        LossAndGradient moved = reference.lossAndGradient(lastBitsMoved(values, Stream.seed(2)), data);

        float[] gradient = new float[values.length];
        try (Samples samples = problem.samples();
                MlpKernel kernel = engine.kernel(problem)) {
            float[] parameters = kernel.toKernelOrder(problem.weights().values());
            double mse = kernel.lossAndGradient(parameters, samples, gradient);
            assertThat(mse).isCloseTo(exact.mse(), within(tolerance(moved.mse() - exact.mse(), exact.mse())));
            assertThat(kernel.loss(parameters, samples)).isEqualTo(mse);
            gradient = kernel.toShapeOrder(gradient);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            int from = shape.weightsAt(layer);
            int to = shape.weightsAt(layer + 1);
            double shift = 0;
            double size = 0;
            for (int i = from; i < to; i++) {
                shift = Math.max(shift, Math.abs(moved.gradient()[i] - exact.gradient()[i]));
                size = Math.max(size, Math.abs(exact.gradient()[i]));
            }
            assertThat(size).as("gradient of layer %d", layer).isPositive();
            for (int i = from; i < to; i++) {
                assertThat((double) gradient[i])
                        .as("gradient of layer %d, parameter %d", layer, i)
                        .isCloseTo(exact.gradient()[i], within(tolerance(shift, size)));
            }
        }
    }

    private static double tolerance(double shift, double size) {
        return MULTIPLE * (Math.abs(shift) + FLOAT_EPSILON * Math.abs(size));
    }

    private static double[] lastBitsMoved(double[] values, Stream stream) {
        double[] moved = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = values[i] * (1 + FLOAT_EPSILON * (stream.nextInt(2) == 0 ? 1 : -1));
        }
        return moved;
    }

    /** One width is trained by BLAS and two by vectors where the processor has them, of which one in an order of their own. */
    static java.util.stream.Stream<Arguments> trajectories() {
        return ExampleArchitectures.all().stream()
                .flatMap(architecture ->
                        java.util.stream.Stream.of(48, 64, 128).map(w -> Arguments.of(architecture, w)));
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void severalAdamStepsFollowTheReferencesTrajectory(Architecture architecture, int width) {
        int steps = 20;
        Problem problem =
                Problem.draw(architecture, new Problem.Sizes(1, width, 3, 1, 65), KINK_MARGIN, Stream.seed(3));
        Adam adam = new Adam(3e-4, 0.9, 0.999, 1e-8);
        Trajectory exact = Trajectory.of(problem, adam, steps, Stream.seed(4), false);
        Trajectory moved = Trajectory.of(problem, adam, steps, Stream.seed(4), true);

        Outcome outcome;
        try (Trainer trainer = new Trainer();
                Samples samples = problem.samples()) {
            Job job = new Job(problem.weights(), samples, null, new int[0], adam, steps, null, Long.MAX_VALUE);
            outcome = trainer.train(List.of(job), architecture.activation(), () -> false)
                    .get(0);
        }
        for (int step = 0; step <= steps; step++) {
            double shift = 0;
            // A curve can cross its neighbour: how far they have come apart so far is what counts.
            for (int before = 0; before <= step; before++) {
                shift = Math.max(shift, Math.abs(moved.mse[before] - exact.mse[before]));
            }
            assertThat((double) outcome.trainMse()[step])
                    .as("MSE after %d steps", step)
                    .isCloseTo(exact.mse[step], within(tolerance(shift, exact.mse[step])));
        }
        assertThat(exact.mse[steps]).isLessThan(0.99 * exact.mse[0]);
        double[] learnt = Problem.widen(outcome.weights().values());
        assertThat(distance(learnt, exact.parameters))
                .isLessThan(MULTIPLE * distance(moved.parameters, exact.parameters));
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }

    /** A training by the reference, where asked with the last bits of the parameters moved at every step. */
    private static final class Trajectory {
        final double[] mse;
        final double[] parameters;

        private Trajectory(double[] mse, double[] parameters) {
            this.mse = mse;
            this.parameters = parameters;
        }

        static Trajectory of(Problem problem, Adam adam, int steps, Stream stream, boolean moved) {
            double[] parameters = Problem.widen(problem.weights().values());
            double[] mse = new double[steps + 1];
            // The engine's constants are floats.
            Adam rounded =
                    new Adam(adam.learningRate(), (float) adam.beta1(), (float) adam.beta2(), (float) adam.epsilon());
            ReferenceAdam optimiser = new ReferenceAdam(rounded, parameters.length);
            for (int step = 0; step <= steps; step++) {
                parameters = moved ? lastBitsMoved(parameters, stream) : parameters;
                LossAndGradient at = problem.reference().lossAndGradient(parameters, problem.data());
                mse[step] = at.mse();
                if (step < steps) {
                    optimiser.step(parameters, at.gradient());
                }
            }
            return new Trajectory(mse, parameters);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tilesDoNotChangeTheLossBeyondFloatAccuracy(Engine engine) {
        Architecture architecture = ExampleArchitectures.all().get(0);
        Problem problem = Problem.draw(architecture, new Problem.Sizes(2, 64, 2, 2, 257), KINK_MARGIN, Stream.seed(5));
        double exact = problem.reference().loss(Problem.widen(problem.weights().values()), problem.data());
        for (int tile : List.of(1, 2, 16, 100, 256, 257)) {
            try (Samples samples = problem.samples();
                    MlpKernel kernel = engine.kernel(problem, tile)) {
                assertThat(kernel.loss(kernel.toKernelOrder(problem.weights().values()), samples))
                        .as("in tiles of %d points", tile)
                        .isCloseTo(exact, within(1e-6 * exact));
            }
        }
    }
}
