package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.random.Stream;

/** Mini-batches: which points a step takes, what it learns from them, and what is measured. */
class BatchesTest {
    private static final Adam ADAM = new Adam(1e-3, 0.9, 0.999, 1e-8);
    private static final int POINTS = 65;
    private static final int SIZE = 24;

    static java.util.stream.Stream<Architecture> architectures() {
        return ExampleArchitectures.all().stream();
    }

    @Test
    void everyEpochTakesEveryPointOnceInItsOwnOrder() {
        Batches batches = new Batches(SIZE, Stream.seed(1));
        int[] first = batches.permutation(0, POINTS);
        int[] second = batches.permutation(1, POINTS);

        assertThat(Arrays.stream(first).sorted())
                .containsExactly(IntStream.range(0, POINTS).boxed().toArray(Integer[]::new));
        assertThat(Arrays.stream(second).sorted())
                .containsExactly(IntStream.range(0, POINTS).boxed().toArray(Integer[]::new));
        assertThat(first).isNotEqualTo(second).isEqualTo(new Batches(7, Stream.seed(1)).permutation(0, POINTS));
        assertThat(first).isNotEqualTo(new Batches(SIZE, Stream.seed(2)).permutation(0, POINTS));
    }

    @Test
    void everyPlaceOfAPermutationIsEquallyLikely() {
        int[] places = new int[5];
        for (int epoch = 0; epoch < 5000; epoch++) {
            places[
                    IntStream.of(new Batches(1, Stream.seed(3)).permutation(epoch, 5))
                            .boxed()
                            .toList()
                            .indexOf(0)]++;
        }
        // 1000 expected, standard deviation 28
        assertThat(places).satisfies(all -> assertThat(Arrays.stream(all)).allMatch(n -> Math.abs(n - 1000) < 5 * 28));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aStepTakesTheGradientOfItsBatchAlone(Architecture architecture) {
        Problem problem = problem(architecture);
        Batches batches = new Batches(SIZE, Stream.seed(4));
        List<Integer> order = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            Arrays.stream(batches.permutation(epoch, POINTS)).forEach(order::add);
        }
        NativeEnvironment environment = NativeEnvironment.prepare();
        try (Samples all = problem.samples();
                MiniBatch miniBatch = new MiniBatch(batches, all);
                MlpKernel kernel = MlpKernel.of(environment, problem.shape(), architecture.activation(), POINTS)) {
            // The third batch spans two epochs.
            for (int step = 0; step < 4; step++) {
                Problem rows = rows(problem, order.subList(step * SIZE, (step + 1) * SIZE));
                float[] ofBatch = new float[problem.shape().parameters()];
                float[] ofRows = new float[problem.shape().parameters()];
                float[] parameters = kernel.toKernelOrder(problem.weights().values());
                double loss = kernel.lossAndGradient(parameters, miniBatch.at(step), ofBatch);
                try (Samples samples = rows.samples()) {
                    assertThat(kernel.lossAndGradient(parameters, samples, ofRows))
                            .isEqualTo(loss);
                }
                ofBatch = kernel.toShapeOrder(ofBatch);
                ofRows = kernel.toShapeOrder(ofRows);
                ReferenceMlp.LossAndGradient exact = rows.reference()
                        .lossAndGradient(Problem.widen(problem.weights().values()), rows.data());
                assertThat(ofBatch).isEqualTo(ofRows);
                assertThat(loss).isCloseTo(exact.mse(), within(1e-4 * exact.mse()));
                assertThat(distance(Problem.widen(ofBatch), exact.gradient()))
                        .isLessThan(1e-4 * distance(new double[ofBatch.length], exact.gradient()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void whatIsLearntDoesNotDependOnTheStack(Architecture architecture) {
        Problem problem = problem(architecture);
        try (Trainer trainer = new Trainer();
                Samples samples = problem.samples()) {
            List<Job> jobs = List.of(
                    job(problem, samples, new Batches(SIZE, Stream.seed(5)), new int[] {0, 9, 40}, null),
                    job(problem, samples, null, new int[] {0, 9, 40}, null),
                    job(problem, samples, new Batches(7, Stream.seed(6)), new int[] {0, 9, 40}, null));
            List<Outcome> together = trainer.train(jobs, architecture.activation(), () -> false);
            for (int i = 0; i < jobs.size(); i++) {
                Outcome alone = trainer.train(List.of(jobs.get(i)), architecture.activation(), () -> false)
                        .get(0);
                assertThat(together.get(i).weights().values())
                        .isEqualTo(alone.weights().values());
                assertThat(together.get(i).trainMse()).isEqualTo(alone.trainMse());
            }
            assertThat(together.get(0).trainMse()[40])
                    .isLessThan(0.9f * together.get(0).trainMse()[0]);
            assertThat(together.get(0).trainMse()).isNotEqualTo(together.get(2).trainMse());
        }
    }

    @Test
    void trainingMseIsOfAllPointsAtCheckpointsAndLogLinearBetween() {
        Architecture architecture = ExampleArchitectures.all().get(0);
        Problem problem = problem(architecture);
        int[] every = IntStream.rangeClosed(0, 40).toArray();
        try (Trainer trainer = new Trainer();
                Samples samples = problem.samples()) {
            Batches batches = new Batches(SIZE, Stream.seed(7));
            Outcome dense = train(trainer, architecture, job(problem, samples, batches, every, null));
            Outcome sparse = train(trainer, architecture, job(problem, samples, batches, new int[] {0, 10, 30}, null));

            assertThat(dense.weights().values()).isEqualTo(sparse.weights().values());
            assertThat(sparse.trainMse()).hasSize(41);
            for (int step : new int[] {0, 10, 30, 40}) {
                assertThat(sparse.trainMse()[step]).as("step %d", step).isEqualTo(dense.trainMse()[step]);
            }
            double exact =
                    problem.reference().loss(Problem.widen(dense.weights().values()), problem.data());
            assertThat((double) dense.trainMse()[40]).isCloseTo(exact, within(1e-4 * exact));
            double from = Math.log(sparse.trainMse()[10]);
            double to = Math.log(sparse.trainMse()[30]);
            assertThat(Math.log(sparse.trainMse()[15])).isCloseTo(from + (to - from) / 4, within(1e-6));
            assertThat(sparse.trainMse()[15]).isNotEqualTo(dense.trainMse()[15]);
        }
    }

    @Test
    void anErrorToStopAtIsLookedForAtCheckpoints() {
        Architecture architecture = ExampleArchitectures.all().get(0);
        Problem problem = problem(architecture);
        int[] every = IntStream.rangeClosed(0, 40).toArray();
        try (Trainer trainer = new Trainer();
                Samples samples = problem.samples()) {
            Batches batches = new Batches(SIZE, Stream.seed(7));
            float[] curve = train(trainer, architecture, job(problem, samples, batches, every, null))
                    .trainMse();
            double wanted = curve[12];
            int first = IntStream.range(0, 41)
                    .filter(step -> curve[step] <= wanted)
                    .findFirst()
                    .orElseThrow();
            int next = IntStream.iterate(0, step -> step + 5)
                    .filter(step -> curve[step] <= wanted)
                    .findFirst()
                    .orElseThrow();
            int[] byFive = IntStream.rangeClosed(0, 8).map(k -> 5 * k).toArray();

            assertThat(train(trainer, architecture, job(problem, samples, batches, every, wanted))
                            .steps())
                    .isEqualTo(first);
            assertThat(train(trainer, architecture, job(problem, samples, batches, byFive, wanted))
                            .steps())
                    .isEqualTo(next);
        }
    }

    @Test
    void aDivergedTrainingSaysWhereAndKeepsWhatWasMeasured() {
        Architecture architecture = ExampleArchitectures.all().get(0);
        Problem problem = problem(architecture);
        try (Trainer trainer = new Trainer();
                Samples samples = problem.samples()) {
            Job job = new Job(
                    problem.weights(),
                    samples,
                    null,
                    new int[] {0, 30},
                    new Adam(1e30, 0.9, 0.999, 1e-8),
                    40,
                    null,
                    Long.MAX_VALUE,
                    new Batches(SIZE, Stream.seed(8)));
            Outcome outcome = train(trainer, architecture, job);

            assertThat(outcome.end()).isEqualTo(Outcome.End.DIVERGED);
            assertThat(outcome.endStep()).isBetween(1, 29);
            assertThat(outcome.trainMse()).hasSize(1);
        }
    }

    private static Problem problem(Architecture architecture) {
        return Problem.draw(architecture, new Problem.Sizes(2, 32, 2, 2, POINTS), 1e-4, Stream.seed(9));
    }

    private static Job job(
            Problem problem, Samples samples, @Nullable Batches batches, int[] checkpoints, @Nullable Double stopAt) {
        return new Job(problem.weights(), samples, null, checkpoints, ADAM, 40, stopAt, Long.MAX_VALUE, batches);
    }

    private static Outcome train(Trainer trainer, Architecture architecture, Job job) {
        return trainer.train(List.of(job), architecture.activation(), () -> false)
                .get(0);
    }

    private static Problem rows(Problem problem, List<Integer> rows) {
        int width = problem.shape().features();
        int outputs = problem.shape().outputs();
        float[] features = new float[rows.size() * width];
        float[] targets = new float[rows.size() * outputs];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(problem.features(), rows.get(i) * width, features, i * width, width);
            System.arraycopy(problem.targets(), rows.get(i) * outputs, targets, i * outputs, outputs);
        }
        return new Problem(problem.architecture(), problem.weights(), rows.size(), features, targets);
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }
}
