package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.random.Stream;

class TrainerTest {
    private static final int STEPS = 8;
    /** Two tiles, the second one shorter. */
    private static final Problem.Sizes SIZES = new Problem.Sizes(1, 64, 2, 1, 301);

    private static final Problem.Sizes SMALL = new Problem.Sizes(2, 16, 2, 3, 40);
    private static final int[] CHECKPOINTS = {0, 3, 8};
    private static final Adam ADAM = new Adam(1e-3, 0.9, 0.999, 1e-8);
    private static final Adam EXPLOSIVE = new Adam(1e30, 0.9, 0.999, 1e-8);
    private static final Architecture RELU = new ReluMlp();

    private final Trainer trainer = new Trainer();
    private final List<Samples> opened = new ArrayList<>();

    @AfterEach
    void close() {
        trainer.close();
        opened.forEach(Samples::close);
    }

    static List<Architecture> architectures() {
        return ExampleArchitectures.all();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aNetworksBitsDoNotDependOnItsStack(Architecture architecture) {
        List<Job> jobs = IntStream.range(0, 10)
                .mapToObj(seed -> job(architecture, SIZES, seed))
                .toList();
        List<Outcome> alone = inStacksOf(1, jobs, architecture);
        assertThat(alone).extracting(Outcome::end).containsOnly(Outcome.End.COMPLETED);
        for (int stack : new int[] {2, 5, 10}) {
            assertSameBits(inStacksOf(stack, jobs, architecture), alone);
        }
        List<Job> reversed = new ArrayList<>(jobs);
        Collections.reverse(reversed);
        List<Outcome> backwards = inStacksOf(10, reversed, architecture);
        Collections.reverse(backwards);
        assertSameBits(backwards, alone);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void companionsThatDivergeStopOrTimeOutDoNotTouchTheOthers(Architecture architecture) {
        Job first = job(architecture, SIZES, 0);
        Job last = job(architecture, SIZES, 1);
        Weights notANumber = first.start();
        notANumber = new Weights(notANumber.shape(), notANumber.values().clone(), notANumber.frequencies());
        Arrays.fill(notANumber.values(), Float.NaN);
        List<Outcome> mixed = train(
                architecture,
                with(first, EXPLOSIVE, STEPS, null, Long.MAX_VALUE),
                first,
                new Job(notANumber, first.train(), first.heldOut(), CHECKPOINTS, ADAM, STEPS, null, Long.MAX_VALUE),
                with(last, ADAM, STEPS, 1e9, Long.MAX_VALUE),
                with(last, ADAM, STEPS, null, 0),
                with(last, ADAM, 2 * STEPS, null, Long.MAX_VALUE),
                last);
        assertThat(mixed)
                .extracting(Outcome::end)
                .containsExactly(
                        Outcome.End.DIVERGED,
                        Outcome.End.COMPLETED,
                        Outcome.End.DIVERGED,
                        Outcome.End.COMPLETED,
                        Outcome.End.TIMED_OUT,
                        Outcome.End.COMPLETED,
                        Outcome.End.COMPLETED);
        assertSameBits(
                List.of(mixed.get(1), mixed.get(6)),
                List.of(
                        train(architecture, first).get(0),
                        train(architecture, last).get(0)));
    }

    /**
     * From the tenth on no step may allocate a byte of heap, be it compiled or not; three in three hundred are forgiven,
     * since the JVM does allocate once when it throws compiled code away. Outside the heap there is only the process's
     * resident memory to go by, which the JIT compiler moves too: one buffer a step would be 30 MB.
     */
    @ParameterizedTest
    @MethodSource("architectures")
    void aStepAllocatesNothing(Architecture architecture) {
        int steps = 300;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] heap = new long[steps + 2];
        long[] resident = new long[steps + 2];
        int[] polls = {0};
        BooleanSupplier reading = () -> {
            resident[polls[0]] = polls[0] % 100 == 50 ? Pointer.physicalBytes() : 0;
            heap[polls[0]++] = threads.getCurrentThreadAllocatedBytes();
            return false;
        };
        assertThat(Pointer.physicalBytes()).isPositive();
        int[] everyStep = IntStream.rangeClosed(0, steps).toArray();
        Job drawn = job(architecture, SIZES, 0);
        Job job = new Job(
                drawn.start(), drawn.train(), drawn.heldOut(), everyStep, ADAM, steps, 1e-30, Long.MAX_VALUE / 2);
        trainer.train(List.of(job, job, job), architecture.activation(), reading);
        assertThat(polls[0]).isEqualTo(steps + 1);
        assertThat(IntStream.rangeClosed(11, steps).filter(poll -> heap[poll] != heap[poll - 1]))
                .as("steps that allocated")
                .hasSizeLessThanOrEqualTo(3);
        assertThat(resident[250] - resident[50]).as("growth of resident memory").isLessThan(10_000_000);
    }

    @Test
    void whatWasClosedIsFreed() {
        long before = Floats.held();
        try (Trainer other = new Trainer()) {
            for (Problem.Sizes sizes : List.of(SMALL, SIZES, SMALL)) {
                other.train(List.of(job(RELU, sizes, 0)), RELU.activation(), () -> false);
            }
            assertThat(Floats.held()).isGreaterThan(before);
        }
        opened.forEach(Samples::close);
        opened.forEach(Samples::close);
        assertThat(Floats.held()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aLossThatIsNotFiniteEndsTheTrainingWithTheCurveBeforeIt(Architecture architecture) {
        Job job = job(architecture, SMALL, 2);
        Outcome outcome = train(architecture, with(job, EXPLOSIVE, STEPS, null, Long.MAX_VALUE))
                .get(0);
        assertThat(outcome.end()).isEqualTo(Outcome.End.DIVERGED);
        assertThat(outcome.trainMse()).hasSizeBetween(1, STEPS);
        assertThat(outcome.heldOutMse()).hasSizeBetween(1, CHECKPOINTS.length);
        assertFinite(outcome);
        assertThat(outcome.trainMse()[0])
                .isEqualTo(train(architecture, job).get(0).trainMse()[0]);
    }

    @Test
    void aStartThatIsNotANumberLeavesEmptyCurves() {
        Job job = job(RELU, SMALL, 3);
        job.start().values()[5] = Float.NaN;
        Outcome outcome = train(RELU, job).get(0);
        assertThat(outcome.end()).isEqualTo(Outcome.End.DIVERGED);
        assertThat(outcome.steps()).isZero();
        assertThat(outcome.trainMse()).isEmpty();
        assertThat(outcome.heldOutMse()).isEmpty();
    }

    @Test
    void aHeldOutLossThatIsNotFiniteEndsTheTrainingToo() {
        Job job = job(RELU, SMALL, 3);
        Samples train = job.train();
        Samples beyond = open(new Samples(1, new float[] {3e38f, 3e38f}, new float[3]));
        Outcome outcome = train(
                        RELU, new Job(job.start(), train, beyond, new int[] {2}, ADAM, STEPS, null, Long.MAX_VALUE))
                .get(0);
        assertThat(outcome.end()).isEqualTo(Outcome.End.DIVERGED);
        assertThat(outcome.trainMse()).hasSize(2);
        assertThat(outcome.heldOutMse()).isEmpty();
        assertFinite(outcome);
    }

    @Test
    void timeThatRunsOutKeepsWhatWasLearntTillThen() {
        Job job = job(RELU, SMALL, 4);
        int many = 2_000_000;
        Outcome outcome = train(RELU, with(job, ADAM, many, null, 30_000_000)).get(0);
        assertThat(outcome.end()).isEqualTo(Outcome.End.TIMED_OUT);
        assertThat(outcome.steps()).isLessThan(many);
        assertThat(outcome.wallNanos()).isGreaterThanOrEqualTo(30_000_000);
        assertSameBits(List.of(outcome), train(RELU, with(job, ADAM, outcome.steps(), null, Long.MAX_VALUE)));
    }

    @Test
    void noTimeAtAllStillMeasuresTheStart() {
        Job job = job(RELU, SMALL, 4);
        Outcome outcome = train(RELU, with(job, ADAM, STEPS, null, 0)).get(0);
        assertThat(outcome.end()).isEqualTo(Outcome.End.TIMED_OUT);
        assertThat(outcome.trainMse()).hasSize(1);
        assertThat(outcome.weights().values()).containsExactly(job.start().values());
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void trainingStopsAtTheFirstStepThatReachesTheErrorAskedFor(Architecture architecture) {
        Job job = job(architecture, SMALL, 5);
        float[] curve = train(architecture, job).get(0).trainMse();
        double asked = (curve[4] + curve[5]) / 2.0;
        int reached = 0;
        while (curve[reached] > asked) {
            reached++;
        }
        Outcome stopped = train(architecture, with(job, ADAM, STEPS, asked, Long.MAX_VALUE))
                .get(0);
        assertThat(stopped.steps()).isEqualTo(reached).isPositive();
        assertSameBits(List.of(stopped), train(architecture, with(job, ADAM, reached, null, Long.MAX_VALUE)));
        assertThat(train(architecture, with(job, ADAM, STEPS, 1e-30, Long.MAX_VALUE))
                        .get(0)
                        .steps())
                .isEqualTo(STEPS);
        assertThat(train(architecture, with(job, ADAM, STEPS, 1e9, Long.MAX_VALUE))
                        .get(0)
                        .steps())
                .isZero();
    }

    @Test
    void heldOutPointsAreMeasuredAtTheCheckpointsOnly() {
        Job job = job(RELU, SMALL, 6);
        Outcome outcome = train(RELU, job).get(0);
        assertThat(outcome.heldOutMse()).hasSize(CHECKPOINTS.length);
        for (int i = 0; i < CHECKPOINTS.length; i++) {
            Weights then = train(RELU, with(job, ADAM, CHECKPOINTS[i], null, Long.MAX_VALUE))
                    .get(0)
                    .weights();
            Samples heldOut = java.util.Objects.requireNonNull(job.heldOut());
            Job measured = new Job(then, heldOut, null, new int[0], ADAM, 0, null, Long.MAX_VALUE);
            assertThat(train(RELU, measured).get(0).trainMse()).containsExactly(outcome.heldOutMse()[i]);
        }
        Job unmeasured = new Job(job.start(), job.train(), null, CHECKPOINTS, ADAM, STEPS, null, Long.MAX_VALUE);
        assertThat(train(RELU, unmeasured).get(0).heldOutMse()).isEmpty();
    }

    @Test
    void aJobsStartIsCopied() {
        Job job = job(RELU, SMALL, 7);
        float[] before = job.start().values().clone();
        Outcome outcome = train(RELU, job).get(0);
        assertThat(job.start().values()).containsExactly(before);
        assertThat(outcome.weights().values()).isNotEqualTo(before);
        assertThat(outcome.weights().frequencies()).isSameAs(job.start().frequencies());
    }

    @Test
    void anInterruptionIsSeenBetweenStepsAndLeavesTheTrainerUsable() {
        Job job = job(RELU, SMALL, 8);
        List<Outcome> undisturbed = train(RELU, job);
        int[] polls = {0};
        assertThatThrownBy(() -> trainer.train(List.of(job), RELU.activation(), () -> ++polls[0] == 5))
                .isInstanceOf(CancellationException.class)
                .hasMessage("training was interrupted");
        assertThat(polls[0]).isEqualTo(5);
        assertSameBits(train(RELU, job), undisturbed);
    }

    @Test
    void aStackOfDifferentSizesIsRefused() {
        Job small = job(RELU, SMALL, 9);
        Job large = job(RELU, SIZES, 9);
        assertThatThrownBy(() -> train(RELU, small, large))
                .hasMessageContaining("width=16")
                .hasMessageContaining("width=64")
                .hasMessageContaining("on 40 and 301");
        assertThat(trainer.train(List.of(), RELU.activation(), () -> false)).isEmpty();
    }

    private Job job(Architecture architecture, Problem.Sizes sizes, long seed) {
        Problem problem = Problem.draw(architecture, sizes, 0, Stream.seed(seed));
        return new Job(
                problem.weights(),
                open(problem.samples()),
                open(problem.first(17).samples()),
                CHECKPOINTS,
                ADAM,
                STEPS,
                null,
                Long.MAX_VALUE);
    }

    private static Job with(Job job, Adam adam, int steps, @Nullable Double stopAtMse, long budgetNanos) {
        return new Job(job.start(), job.train(), job.heldOut(), job.checkpoints(), adam, steps, stopAtMse, budgetNanos);
    }

    private Samples open(Samples samples) {
        opened.add(samples);
        return samples;
    }

    private List<Outcome> train(Architecture architecture, Job... jobs) {
        return trainer.train(List.of(jobs), architecture.activation(), () -> false);
    }

    private List<Outcome> inStacksOf(int size, List<Job> jobs, Architecture architecture) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += size) {
            List<Job> stack = jobs.subList(from, from + size);
            outcomes.addAll(trainer.train(stack, architecture.activation(), () -> false));
        }
        return outcomes;
    }

    private static void assertSameBits(List<Outcome> outcomes, List<Outcome> expected) {
        assertThat(outcomes).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(outcomes.get(i).trainMse())
                    .as("curve of %d", i)
                    .containsExactly(expected.get(i).trainMse());
            assertThat(outcomes.get(i).heldOutMse())
                    .as("held-out curve of %d", i)
                    .containsExactly(expected.get(i).heldOutMse());
            assertThat(outcomes.get(i).weights().values())
                    .as("weights of %d", i)
                    .containsExactly(expected.get(i).weights().values());
        }
    }

    private static void assertFinite(Outcome outcome) {
        assertThat(IntStream.range(0, outcome.trainMse().length)).allMatch(i -> Float.isFinite(outcome.trainMse()[i]));
        assertThat(IntStream.range(0, outcome.heldOutMse().length))
                .allMatch(i -> Float.isFinite(outcome.heldOutMse()[i]));
    }
}
