package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.net.NativeMemory;
import specsweep.kernel.net.Weights;
import specsweep.kernel.task.Bump;
import specsweep.kernel.task.Gabor;
import specsweep.kernel.task.Heat;
import specsweep.kernel.task.Members;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.TargetFunction;
import specsweep.kernel.task.TaskFamily;

class TransferTest {
    private static final Condition SCRATCH = new Scratch();
    private static final Condition STRUCTURED = new Structured();
    private static final Condition RANDOM = new RandomSource();
    private static final Condition ALTERNATE = new Alternate();
    private static final List<Condition> USUAL = List.of(SCRATCH, STRUCTURED, RANDOM);

    static List<Architecture> architectures() {
        return ExampleArchitectures.all();
    }

    /** Every architecture on a line, and every family with one architecture. */
    static Stream<Arguments> architecturesAndFamilies() {
        Architecture last = architectures().get(architectures().size() - 1);
        return Stream.concat(
                architectures().stream().map(a -> Arguments.of(a, new Bump())),
                TaskFamily.all().stream().map(f -> Arguments.of(last, f)));
    }

    @ParameterizedTest
    @MethodSource("architecturesAndFamilies")
    void everyConditionHasTheBitsOfTheProtocolInPlainWords(Architecture architecture, TaskFamily family) {
        Tuple tuple = of(architecture, family, 3);
        PlainProtocol<Weights> plain = new PlainProtocol<>(tuple, new EngineTraining(tuple));
        List<Fit> fits = fits(4, new Work(tuple, Condition.all()));
        assertThat(fits).extracting(Fit::condition).isEqualTo(Condition.all());
        for (Fit fit : fits) {
            Optional<PlainProtocol.Learnt<Weights>> source =
                    fit.condition().source(tuple).map(plain::source);
            Weights from = source.map(PlainProtocol.Learnt::weights).orElse(plain.fresh(tuple.seed()));
            Weights start = fit.condition().start(tuple, from);
            PlainProtocol.Learnt<Weights> expected = plain.fit(start.frequencies(), start);
            assertThat(fit.status()).as(fit.condition().name()).isEqualTo(Status.DONE);
            assertThat(EngineTraining.wide(fit.trainMse()))
                    .as("training curve of %s", fit.condition().name())
                    .containsExactly(expected.trainMse());
            assertThat(EngineTraining.wide(fit.heldOutMse()))
                    .as("held-out curve of %s", fit.condition().name())
                    .containsExactly(expected.heldOutMse());
            assertThat(fit.checkpointSteps())
                    .containsExactly(Checkpoints.upTo(tuple.protocol().steps()));
            assertThat(fit.sourceSteps())
                    .isEqualTo(source.isPresent() ? tuple.protocol().sourceSteps() : null);
            assertThat(fit.sourceMse())
                    .isEqualTo(source.map(s -> (float) s.trainMse()[s.trainMse().length - 1])
                            .orElse(null));
        }
    }

    /** The same for the conditions that start from their trained source as it is, told without their own code. */
    @ParameterizedTest
    @MethodSource("architectures")
    void scratchStructuredRandomAndAlternateAreWhatTheProtocolSays(Architecture architecture) {
        Tuple tuple = of(architecture, new Bump(), 3);
        PlainProtocol<Weights> plain = new PlainProtocol<>(tuple, new EngineTraining(tuple));
        for (Fit fit : fits(1, new Work(tuple, List.of(SCRATCH, STRUCTURED, RANDOM, ALTERNATE)))) {
            assertThat(EngineTraining.wide(fit.trainMse()))
                    .as(fit.condition().name())
                    .containsExactly(plain.fit(fit.condition()).trainMse());
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void bitsDoNotDependOnTheStackTheBatchOrTheOrder(Architecture architecture) {
        List<Work> batch = new ArrayList<>();
        for (long seed = 0; seed < 2; seed++) {
            for (double target : new double[] {0.15, 0.3}) {
                long own = seed;
                batch.add(new Work(
                        Sketch.tuple(s -> {
                            s.architecture = architecture;
                            s.seed = own;
                            s.target = Parameters.of("t", target);
                        }),
                        Condition.all()));
            }
        }
        List<Fit> alone = batch.stream().flatMap(work -> fits(1, work).stream()).toList();
        for (int stack : new int[] {1, 2, 5, 10, 100}) {
            assertSameBits(fits(stack, batch.toArray(Work[]::new)), alone);
        }
        List<Work> reversed = new ArrayList<>(batch);
        Collections.reverse(reversed);
        List<Fit> backwards = reversed.stream()
                .flatMap(work -> alone.stream().filter(fit -> fit.tuple() == work.tuple()))
                .toList();
        assertSameBits(fits(3, reversed.toArray(Work[]::new)), backwards);
    }

    @Test
    void aSourceIsTrainedOnceHoweverManyTargetsAndConditionsStartFromIt() {
        int[] polls = {0};
        List<Work> batch = Stream.of(0.15, 0.2, 0.3)
                .map(t -> Sketch.tuple(s -> s.target = Parameters.of("t", t)))
                .map(tuple -> new Work(tuple, List.of(SCRATCH, STRUCTURED, RANDOM, new HeadReset(), new Shuffled())))
                .toList();
        try (Transfer transfer = new Transfer(1, () -> {
            polls[0]++;
            return false;
        })) {
            transfer.fits(batch);
        }
        Protocol protocol = Sketch.tuple().protocol();
        // A training asks before each step and before its last measurement.
        int sources = 2 * (protocol.sourceSteps() + 1);
        int fits = 3 * 5 * (protocol.steps() + 1);
        assertThat(polls[0]).isEqualTo(sources + fits);
    }

    /**
     * A start is within its source's error of the function that it was trained on; hence the triangle inequality for RMS
     * distances. So a gain at K = 0 says how near the functions are, and nothing of reuse.
     */
    @ParameterizedTest
    @MethodSource("architectures")
    void atStepZeroAWarmStartErrsByItsFunctionsDistanceGiveOrTakeItsSourcesError(Architecture architecture) {
        Tuple tuple = Sketch.tuple(s -> {
            s.architecture = architecture;
            s.width = 24;
            s.sourceSteps = 1500;
            s.learningRate = architecture instanceof Siren ? 1e-3 : 3e-3;
            s.steps = 1;
        });
        double[] points =
                tuple.family().domain().trainingPoints(tuple.protocol().points());
        Frame frame = Frame.of(tuple.family().member(tuple.source()), points, 1);
        double[] target = frame.standardise(tuple.family().member(tuple.target()), points);
        for (Fit fit : fits(1, new Work(tuple, List.of(STRUCTURED, RANDOM, ALTERNATE)))) {
            Source source = fit.condition().source(tuple).orElseThrow();
            TargetFunction function = source.function(tuple);
            Frame own = source instanceof Source.Series ? Frame.of(function, points, 1) : frame;
            double distance = Frame.meanSquareDifference(own.standardise(function, points), target);
            double error = Math.sqrt(Objects.requireNonNull(fit.sourceMse()));
            assertThat(error)
                    .as("error of the source of %s", fit.condition().name())
                    .isLessThan(0.2);
            assertThat(Math.sqrt(fit.trainMse()[0]))
                    .as("first error of %s", fit.condition().name())
                    .isCloseTo(Math.sqrt(distance), within(error + 1e-5));
        }
    }

    @Test
    void theFunctionDistanceIsOfStandardisedValuesAndTheSameForEveryCondition() {
        Tuple tuple = Sketch.tuple();
        double[] x = tuple.family().domain().trainingPoints(tuple.protocol().points());
        double[] source = tuple.family().member(tuple.source()).sample(x);
        double[] target = tuple.family().member(tuple.target()).sample(x);
        double mean = 0;
        double square = 0;
        double difference = 0;
        for (int i = 0; i < x.length; i++) {
            mean += source[i] / x.length;
            square += source[i] * source[i] / x.length;
            difference += (source[i] - target[i]) * (source[i] - target[i]) / x.length;
        }
        double expected = difference / (square - mean * mean);
        assertThat(fits(1, new Work(tuple, USUAL)))
                .allSatisfy(fit -> assertThat(fit.functionDistance()).isCloseTo(expected, within(1e-12)));
    }

    @Test
    void aDeadSourceIsRecordedWithItsError() {
        Tuple tuple = Sketch.tuple(s -> {
            s.architecture = new Siren(30);
            s.learningRate = 1;
        });
        Fit fit = fits(1, new Work(tuple, List.of(STRUCTURED))).get(0);
        assertThat(fit.status()).isEqualTo(Status.DONE);
        assertThat(fit.sourceMse()).isGreaterThan((float) tuple.protocol().deadSourceMse());
        assertThat(fit.trainMse()).hasSize(tuple.protocol().steps() + 1);
    }

    @Test
    void aDivergedSourceIsTheCauseOfItsFitsEnd() {
        Tuple tuple = Sketch.tuple(s -> s.learningRate = 1e30);
        List<Fit> fits = fits(2, new Work(tuple, USUAL));
        assertThat(fits).extracting(Fit::status).containsOnly(Status.DIVERGED);
        assertThat(fits.get(0).cause()).isEqualTo("the loss was not finite at step 1");
        assertThat(fits.get(0).trainMse()).hasSize(1);
        assertThat(fits.get(0).heldOutMse()).hasSize(1);
        assertThat(fits.get(0).checkpointSteps()).containsExactly(0);
        for (Fit warm : fits.subList(1, 3)) {
            assertThat(warm.cause()).isEqualTo("its source ended diverged: the loss was not finite at step 1");
            assertThat(warm.trainMse()).isEmpty();
            assertThat(warm.checkpointSteps()).isEmpty();
            assertThat(warm.sourceMse()).isNull();
            assertThat(warm.functionDistance()).isPositive();
        }
    }

    @Test
    void aSourceStopsAtTheErrorAskedForAndItsFitsStartThere() {
        double asked = 0.3;
        Tuple capped = quick(400, null);
        Tuple tuple = quick(400, asked);
        double[] curve = new PlainProtocol<>(capped, new EngineTraining(capped))
                .source(capped.seed(), capped.source())
                .trainMse();
        int reached = 0;
        while (curve[reached] > asked) {
            reached++;
        }
        Fit fit = fits(1, new Work(tuple, List.of(STRUCTURED))).get(0);
        assertThat(fit.sourceSteps()).isEqualTo(reached).isBetween(1, 399);
        assertThat(fit.sourceMse()).isEqualTo((float) curve[reached]);
        Fit same = fits(1, new Work(quick(reached, null), List.of(STRUCTURED))).get(0);
        assertThat(fit.trainMse()).containsExactly(same.trainMse());
    }

    private static Tuple quick(int sourceSteps, @Nullable Double sourceMse) {
        return Sketch.tuple(s -> {
            s.learningRate = 1e-2;
            s.sourceSteps = sourceSteps;
            s.sourceMse = sourceMse;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void aTupleThatFailsTellsWhyAndDoesNotDisturbTheOthers(int stack) {
        Work good = new Work(Sketch.tuple(), USUAL);
        Work other = new Work(Sketch.tuple(s -> s.seed = 4), USUAL);
        Work constant = new Work(
                Sketch.tuple(s -> {
                    s.family = new Gabor();
                    s.source = Parameters.of("a", 0, "b", 0);
                    s.target = Parameters.of("a", 0, "b", 2);
                }),
                USUAL);
        Work negative = new Work(heat(-1, 0.1), USUAL);
        Work diverging = new Work(Sketch.tuple(s -> s.learningRate = 1e30), USUAL);
        List<Fit> fits = fits(stack, constant, good, negative, diverging, other);
        assertThat(fits.subList(0, 3)).allSatisfy(fit -> {
            assertThat(fit.status()).isEqualTo(Status.FAILED);
            assertThat(fit.cause())
                    .isEqualTo("IllegalArgumentException: the function is constant on the training grid and cannot be"
                            + " standardised");
            assertThat(fit.functionDistance()).isNull();
            assertThat(fit.trainMse()).isEmpty();
        });
        assertThat(fits.subList(6, 9))
                .extracting(Fit::cause)
                .containsOnly("IllegalArgumentException: nu must be positive, was -1");
        assertThat(fits.subList(9, 12)).extracting(Fit::status).containsOnly(Status.DIVERGED);
        assertSameBits(fits.subList(3, 6), fits(1, good));
        assertSameBits(fits.subList(12, 15), fits(1, other));
    }

    @Test
    void aTupleThatFindsNoMemoryFailsAlone() {
        Work good = new Work(Sketch.tuple(), USUAL);
        // Its grid alone is 16 GB, which no array of this heap can have.
        Work huge = new Work(Sketch.tuple(s -> s.points = 2_000_000_000), USUAL);
        List<Fit> fits = fits(2, huge, good);
        assertThat(fits.subList(0, 3)).allSatisfy(fit -> {
            assertThat(fit.status()).isEqualTo(Status.FAILED);
            assertThat(fit.cause()).startsWith("OutOfMemoryError: ");
        });
        assertSameBits(fits.subList(3, 6), fits(1, good));
    }

    @Test
    void aControlThatCannotBeTrainedFailsAlone() {
        // Mirrored at the target, the source's nu would be -0.1.
        Tuple tuple = heat(0.3, 0.1);
        List<Fit> fits = fits(2, new Work(tuple, List.of(STRUCTURED, ALTERNATE, SCRATCH)));
        assertThat(fits).extracting(Fit::status).containsExactly(Status.DONE, Status.FAILED, Status.DONE);
        assertThat(fits.get(1).cause())
                .isEqualTo("its source ended failed: IllegalArgumentException: nu must be positive, was -0.1");
        assertSameBits(List.of(fits.get(0), fits.get(2)), fits(1, new Work(tuple, List.of(STRUCTURED, SCRATCH))));
    }

    /** The clock goes on by a second whenever it is read; a step reads it three times, and so takes two seconds. */
    @Test
    void theDeadlineIsTheTuplesAndCountsItsSources() {
        int steps = 30;
        int sourceSteps = 40;
        // Scratch, a source and most of the fit from it.
        double enough = 2.0 * (steps + sourceSteps + 20);
        List<Fit> fits = timed(List.of(SCRATCH, STRUCTURED, RANDOM), enough, 0.15);
        assertThat(fits).extracting(Fit::status).containsExactly(Status.DONE, Status.TIMED_OUT, Status.TIMED_OUT);
        assertThat(fits.get(2).cause()).matches("its source ended timed-out: deadline passed at step \\d+");
        assertThat(timed(List.of(SCRATCH, STRUCTURED), enough + 40, 0.15))
                .extracting(Fit::status)
                .containsOnly(Status.DONE);
    }

    @Test
    void timeIsNotCountedTwiceNorForAnotherTuple() {
        // A source takes 81 seconds, a fit 59 until its last step: each tuple needs 140, and no more.
        assertThat(timed(List.of(STRUCTURED), 140, 0.15, 0.2, 0.3))
                .extracting(Fit::status)
                .containsOnly(Status.DONE);
        List<Fit> late = timed(List.of(STRUCTURED), 139, 0.15, 0.2, 0.3);
        assertThat(late).extracting(Fit::status).containsOnly(Status.TIMED_OUT);
        for (Fit fit : late) {
            assertThat(fit.cause()).isEqualTo("deadline passed at step 29");
            assertThat(fit.trainMse()).as("the curve till then").hasSize(30);
            assertThat(fit.sourceSteps()).isEqualTo(40);
        }
    }

    private static List<Fit> timed(List<Condition> conditions, double deadlineSeconds, double... targets) {
        long[] now = {0};
        List<Work> batch = new ArrayList<>();
        for (double target : targets) {
            Tuple tuple = Sketch.tuple(s -> {
                s.target = Parameters.of("t", target);
                s.deadlineSeconds = deadlineSeconds;
            });
            batch.add(new Work(tuple, conditions));
        }
        try (Transfer transfer = new Transfer(1, () -> false, () -> now[0] += 1_000_000_000L)) {
            return transfer.fits(batch);
        }
    }

    @Test
    void anInterruptionEndsTheBatchAndLeavesNothingBehind() {
        Work work = new Work(Sketch.tuple(), USUAL);
        List<Fit> undisturbed = fits(1, work);
        int[] polls = {0};
        int during = Sketch.tuple().protocol().sourceSteps() + 20;
        long before = NativeMemory.heldFloats();
        try (Transfer transfer = new Transfer(1, () -> ++polls[0] == during)) {
            assertThatThrownBy(() -> transfer.fits(List.of(work))).isInstanceOf(CancellationException.class);
            assertThat(polls[0]).isEqualTo(during);
            assertSameBits(transfer.fits(List.of(work)), undisturbed);
            assertThat(NativeMemory.heldFloats()).as("the kernel's buffers").isGreaterThan(before);
        }
        assertThat(NativeMemory.heldFloats()).isEqualTo(before);
    }

    @Test
    void fitsComeInTheOrderAskedFor() {
        List<Condition> reversed = new ArrayList<>(Condition.all());
        Collections.reverse(reversed);
        Tuple first = Sketch.tuple(s -> s.seed = 9);
        Tuple second = Sketch.tuple(s -> s.seed = 1);
        List<Fit> fits = fits(3, new Work(first, reversed), new Work(second, List.of(RANDOM, SCRATCH)));
        assertThat(fits.subList(0, reversed.size())).extracting(Fit::condition).isEqualTo(reversed);
        assertThat(fits.subList(0, reversed.size())).extracting(Fit::tuple).containsOnly(first);
        assertThat(fits.subList(reversed.size(), fits.size()))
                .extracting(Fit::condition)
                .containsExactly(RANDOM, SCRATCH);
        assertThat(fits(3)).isEmpty();
    }

    @Test
    void aStackNeedsAPlaceForOne() {
        assertThatThrownBy(() -> new Transfer(0, () -> false)).hasMessage("stack size must be at least 1, was 0");
    }

    private static Tuple of(Architecture architecture, TaskFamily family, long seed) {
        return Sketch.tuple(s -> {
            s.architecture = architecture;
            s.seed = seed;
            s.family = family;
            s.source = Members.source(family);
            s.target = Members.target(family);
            s.points = (int) Math.pow(
                    family.domain().dimensions() == 1 ? 33 : 6, family.domain().dimensions());
        });
    }

    private static Tuple heat(double source, double target) {
        return Sketch.tuple(s -> {
            s.family = new Heat();
            s.source = Parameters.of("nu", source, "s", 0);
            s.target = Parameters.of("nu", target, "s", 0);
            s.points = 36;
        });
    }

    private static List<Fit> fits(int stack, Work... batch) {
        try (Transfer transfer = new Transfer(stack, () -> false)) {
            return transfer.fits(List.of(batch));
        }
    }

    private static void assertSameBits(List<Fit> fits, List<Fit> expected) {
        assertThat(fits).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(fits.get(i))
                    .as(
                            "%s of %s",
                            expected.get(i).condition().name(), expected.get(i).tuple())
                    .usingRecursiveComparison()
                    .ignoringFields("wallMillis", "tuple")
                    .isEqualTo(expected.get(i));
        }
    }
}
