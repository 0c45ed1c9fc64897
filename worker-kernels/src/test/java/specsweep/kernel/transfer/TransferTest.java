package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.net.Weights;
import specsweep.kernel.task.Bump;
import specsweep.kernel.task.Members;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.TargetFunction;
import specsweep.kernel.task.TaskFamily;

/** What a tuple trains: its conditions, their sources, and the bits. */
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
        List<Fit> fits = Fits.of(4, new Work(tuple, Condition.all()));
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
        for (Fit fit : Fits.of(1, new Work(tuple, List.of(SCRATCH, STRUCTURED, RANDOM, ALTERNATE)))) {
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
        List<Fit> alone =
                batch.stream().flatMap(work -> Fits.of(1, work).stream()).toList();
        for (int stack : new int[] {1, 2, 5, 10, 100}) {
            Fits.assertSameBits(Fits.of(stack, batch.toArray(Work[]::new)), alone);
        }
        List<Work> reversed = new ArrayList<>(batch);
        Collections.reverse(reversed);
        List<Fit> backwards = reversed.stream()
                .flatMap(work -> alone.stream().filter(fit -> fit.tuple() == work.tuple()))
                .toList();
        Fits.assertSameBits(Fits.of(3, reversed.toArray(Work[]::new)), backwards);
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
        for (Fit fit : Fits.of(1, new Work(tuple, List.of(STRUCTURED, RANDOM, ALTERNATE)))) {
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
        assertThat(Fits.of(1, new Work(tuple, USUAL)))
                .allSatisfy(fit -> assertThat(fit.functionDistance()).isCloseTo(expected, within(1e-12)));
    }

    @Test
    void aDeadSourceIsRecordedWithItsError() {
        Tuple tuple = Sketch.tuple(s -> {
            s.architecture = new Siren(30);
            s.learningRate = 1;
        });
        Fit fit = Fits.of(1, new Work(tuple, List.of(STRUCTURED))).get(0);
        assertThat(fit.status()).isEqualTo(Status.DONE);
        assertThat(fit.sourceMse()).isGreaterThan((float) tuple.protocol().deadSourceMse());
        assertThat(fit.trainMse()).hasSize(tuple.protocol().steps() + 1);
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
        Fit fit = Fits.of(1, new Work(tuple, List.of(STRUCTURED))).get(0);
        assertThat(fit.sourceSteps()).isEqualTo(reached).isBetween(1, 399);
        assertThat(fit.sourceMse()).isEqualTo((float) curve[reached]);
        Fit same =
                Fits.of(1, new Work(quick(reached, null), List.of(STRUCTURED))).get(0);
        assertThat(fit.trainMse()).containsExactly(same.trainMse());
    }

    private static Tuple quick(int sourceSteps, @Nullable Double sourceMse) {
        return Sketch.tuple(s -> {
            s.learningRate = 1e-2;
            s.sourceSteps = sourceSteps;
            s.sourceMse = sourceMse;
        });
    }

    @Test
    void fitsComeInTheOrderAskedFor() {
        List<Condition> reversed = new ArrayList<>(Condition.all());
        Collections.reverse(reversed);
        Tuple first = Sketch.tuple(s -> s.seed = 9);
        Tuple second = Sketch.tuple(s -> s.seed = 1);
        List<Fit> fits = Fits.of(3, new Work(first, reversed), new Work(second, List.of(RANDOM, SCRATCH)));
        assertThat(fits.subList(0, reversed.size())).extracting(Fit::condition).isEqualTo(reversed);
        assertThat(fits.subList(0, reversed.size())).extracting(Fit::tuple).containsOnly(first);
        assertThat(fits.subList(reversed.size(), fits.size()))
                .extracting(Fit::condition)
                .containsExactly(RANDOM, SCRATCH);
        assertThat(Fits.of(3)).isEmpty();
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
}
