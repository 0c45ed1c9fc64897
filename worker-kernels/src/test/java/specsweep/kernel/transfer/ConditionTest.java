package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;
import specsweep.kernel.task.Parameters;

class ConditionTest {
    private static final Source OWN = new Source.Member(3, Parameters.of("t", 0.1));

    static List<Condition> conditions() {
        return Condition.all();
    }

    static List<Architecture> architectures() {
        return ExampleArchitectures.all();
    }

    static Stream<Arguments> conditionsAndArchitectures() {
        return conditions().stream().flatMap(c -> architectures().stream().map(a -> Arguments.of(c, a)));
    }

    @Test
    void everyConditionIsRegistered() {
        assertThat(conditions().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(Condition.class.getPermittedSubclasses());
        assertThat(conditions()).extracting(Condition::name).doesNotHaveDuplicates();
    }

    /** A name may leave out the word source, as {@code random} does. */
    @ParameterizedTest
    @MethodSource("conditions")
    void theNameIsTheClassNameInKebabCaseAndFindsTheCondition(Condition condition) {
        String kebab = condition.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1");
        assertThat(condition.name()).isEqualTo(kebab.toLowerCase(Locale.ROOT).replaceAll("-source$", ""));
        assertThat(Condition.named(condition.name())).contains(condition);
        assertThat(condition.summary()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void anUnknownNameFindsNothing() {
        assertThat(Condition.named("Scratch")).isEmpty();
    }

    /** The tuple is of seed 3, from t = 0.1 to 0.2, with control seeds 500 further on. */
    @Test
    void everyConditionHasTheSourceThatTheProtocolStates() {
        Tuple tuple = Sketch.tuple();
        assertThat(new Scratch().source(tuple)).isEmpty();
        for (Condition fromTheSource : List.of(new Structured(), new NormMatched(), new Shuffled(), new HeadReset())) {
            assertThat(fromTheSource.source(tuple)).as(fromTheSource.name()).contains(OWN);
        }
        assertThat(new RandomSource().source(tuple)).contains(new Source.Series(503, 3));
        assertThat(new Alternate().source(tuple)).contains(new Source.Member(503, Parameters.of("t", 0.3)));
        Tuple stated = Sketch.tuple(s -> {
            s.alternate = Parameters.of("t", -0.4);
            s.controlSeedOffset = 7;
        });
        assertThat(new Alternate().source(stated)).contains(new Source.Member(10, Parameters.of("t", -0.4)));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void theSourceDoesNotDependOnTheTargetUnlessItIsMirroredThere(Condition condition) {
        Optional<Source> near = condition.source(Sketch.tuple());
        Optional<Source> far = condition.source(Sketch.tuple(s -> s.target = Parameters.of("t", 0.5)));
        assertThat(near.equals(far)).isEqualTo(!(condition instanceof Alternate));
    }

    @ParameterizedTest
    @MethodSource("conditionsAndArchitectures")
    void aStartIsDrawnAnewFromTheTupleAloneAndLeavesTheSourceAsItWas(Condition condition, Architecture architecture) {
        Tuple tuple = Sketch.tuple(s -> s.architecture = architecture);
        Weights trained = trained(architecture);
        float[] before = trained.values().clone();
        double[] frequenciesBefore = trained.frequencies().clone();
        Weights start = condition.start(tuple, trained);
        assertThat(start.shape()).isEqualTo(trained.shape());
        for (float value : start.values()) {
            assertThat(value).isFinite();
        }
        assertThat(condition.start(tuple, trained).values()).containsExactly(start.values());
        assertThat(condition.start(tuple, trained).frequencies()).containsExactly(start.frequencies());
        assertThat(trained.values()).containsExactly(before);
        assertThat(trained.frequencies()).containsExactly(frequenciesBefore);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void scratchStructuredRandomAndAlternateStartFromWhatWasTrained(Architecture architecture) {
        Tuple tuple = Sketch.tuple(s -> s.architecture = architecture);
        Weights trained = trained(architecture);
        for (Condition plain : List.of(new Scratch(), new Structured(), new RandomSource(), new Alternate())) {
            assertThat(plain.start(tuple, trained)).as(plain.name()).isSameAs(trained);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void normMatchedIsTheControlsFreshWeightsWithTheSourcesLayerNorms(Architecture architecture) {
        Tuple tuple = Sketch.tuple(s -> s.architecture = architecture);
        Weights trained = trained(architecture);
        Weights fresh = Weights.fresh(architecture, trained.shape(), 503);
        Weights start = new NormMatched().start(tuple, trained);
        assertThat(start.frequencies()).containsExactly(fresh.frequencies());
        eachPart(trained.shape(), (from, to) -> {
            double norm = norm(trained.values(), from, to);
            assertThat(norm(start.values(), from, to)).isCloseTo(norm, within(1e-6 * norm));
            double scale = norm / norm(fresh.values(), from, to);
            for (int i = from; i < to; i++) {
                assertThat((double) start.values()[i])
                        .isCloseTo(scale * fresh.values()[i], within(1e-6 * Math.abs(scale * fresh.values()[i])));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void shuffledKeepsWhatEachLayerIsMadeOfAndNotItsOrder(Architecture architecture) {
        Weights trained = trained(architecture);
        Weights start = new Shuffled().start(Sketch.tuple(s -> s.architecture = architecture), trained);
        Weights others = new Shuffled().start(Sketch.tuple(s -> s.seed = 4), trained);
        assertThat(start.frequencies()).containsExactly(trained.frequencies());
        eachPart(trained.shape(), (from, to) -> {
            float[] part = Arrays.copyOfRange(start.values(), from, to);
            float[] source = Arrays.copyOfRange(trained.values(), from, to);
            if (part.length > 1) {
                assertThat(part).isNotEqualTo(source);
                assertThat(part).isNotEqualTo(Arrays.copyOfRange(others.values(), from, to));
            }
            Arrays.sort(part);
            Arrays.sort(source);
            assertThat(part).containsExactly(source);
        });
    }

    /** 3 weights have 6 orders; all come, about equally often. */
    @Test
    void shuffledIsAnyPermutationWithEqualChance() {
        Weights trained = new Weights(new Shape(1, 3, 1, 1, 1), new float[] {1, 2, 3, 4, 5, 6}, new double[0]);
        int seeds = 6000;
        int[] counts = new int[400];
        Set<Integer> seen = new HashSet<>();
        for (int seed = 0; seed < seeds; seed++) {
            long own = seed;
            float[] values = new Shuffled()
                    .start(Sketch.tuple(s -> s.seed = own), trained)
                    .values();
            int order = (int) (100 * values[0] + 10 * values[1] + values[2]);
            counts[order]++;
            seen.add(order);
        }
        assertThat(seen).containsExactlyInAnyOrder(123, 132, 213, 231, 312, 321);
        // Five standard deviations of a binomial count.
        assertThat(seen).allSatisfy(order -> assertThat(counts[order]).isCloseTo(seeds / 6, within(145)));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void headResetKeepsTheSourcesHiddenLayersUnderTheControlsFreshHead(Architecture architecture) {
        Weights trained = trained(architecture);
        Weights fresh = Weights.fresh(architecture, trained.shape(), 503);
        Weights start = new HeadReset().start(Sketch.tuple(s -> s.architecture = architecture), trained);
        int head = trained.shape().weightsAt(trained.shape().depth());
        int end = trained.values().length;
        assertThat(Arrays.copyOf(start.values(), head)).containsExactly(Arrays.copyOf(trained.values(), head));
        assertThat(Arrays.copyOfRange(start.values(), head, end))
                .containsExactly(Arrays.copyOfRange(fresh.values(), head, end));
        assertThat(start.frequencies()).containsExactly(trained.frequencies());
    }

    /** Weights that are not fresh: those of another seed, at another scale. */
    private static Weights trained(Architecture architecture) {
        Shape shape = PlainProtocol.shape(Sketch.tuple(s -> s.architecture = architecture));
        Weights drawn = Weights.fresh(architecture, shape, 99);
        float[] values = drawn.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 3;
        }
        return drawn;
    }

    /** Each layer's weights, and each layer's biases. */
    private static void eachPart(Shape shape, BiConsumer<Integer, Integer> check) {
        for (int layer = 0; layer < shape.layers(); layer++) {
            check.accept(shape.weightsAt(layer), shape.biasesAt(layer));
            check.accept(shape.biasesAt(layer), shape.weightsAt(layer + 1));
        }
    }

    private static double norm(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }
}
