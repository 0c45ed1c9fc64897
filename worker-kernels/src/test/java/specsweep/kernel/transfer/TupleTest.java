package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.FourierMlp;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.task.Chirp;
import specsweep.kernel.task.Gabor;
import specsweep.kernel.task.Heat;
import specsweep.kernel.task.Parameters;

class TupleTest {

    /**
     * A change of a tuple.
     *
     * @param what the component of {@link Tuple} or {@link Protocol} that it changes
     * @param apply the change
     */
    record Change(String what, Consumer<Sketch> apply) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Every component that numbers depend on. */
    static List<Change> changesOfNumbers() {
        return List.of(
                new Change("architecture", s -> s.architecture = new Siren(30)),
                new Change("architecture", s -> s.architecture = new Siren(31)),
                new Change("architecture", s -> s.architecture = new FourierMlp(30, 8)),
                new Change("architecture", s -> s.architecture = new FourierMlp(30, 9)),
                new Change("width", s -> s.width = 9),
                new Change("depth", s -> s.depth = 3),
                new Change("seed", s -> s.seed = 4),
                new Change("family", s -> s.family = new Chirp()),
                new Change("source", s -> s.source = Parameters.of("t", 0.1000001)),
                new Change("target", s -> s.target = Parameters.of("t", 0.2000001)),
                new Change("alternate", s -> s.alternate = Parameters.of("t", 0.3)),
                new Change("points", s -> s.points = 34),
                new Change("batchSize", s -> s.batchSize = 16),
                new Change("batchSize", s -> s.batchSize = 17),
                new Change("sourceSteps", s -> s.sourceSteps = 41),
                new Change("sourceMse", s -> s.sourceMse = 1e-4),
                new Change("sourceMse", s -> s.sourceMse = 1e-3),
                new Change("steps", s -> s.steps = 31),
                new Change("learningRate", s -> s.learningRate = 0.002),
                new Change("beta1", s -> s.beta1 = 0.8),
                new Change("beta2", s -> s.beta2 = 0.99),
                new Change("epsilon", s -> s.epsilon = 1e-7),
                new Change("controlSeedOffset", s -> s.controlSeedOffset = 501));
    }

    /** What is decided about numbers afterwards, or stops a training without changing it. */
    static List<Change> changesOfNoNumber() {
        return List.of(
                new Change("deadSourceMse", s -> s.deadSourceMse = 0.6),
                new Change("deadlineSeconds", s -> s.deadlineSeconds = 10.0));
    }

    @Test
    void theIdIsTheSha256OfTheCanonicalLine() {
        Tuple tuple = Sketch.tuple(s -> s.architecture = new FourierMlp(2.5, 8));
        assertThat(tuple.canonical())
                .isEqualTo("protocol_version=1;architecture=fourier-mlp;bandwidth=2.5;frequencies=8"
                        + ";initialisation=he-normal;width=8;depth=2;seed=3;family=bump;source=t=0.1;points=33"
                        + ";source_steps=40;learning_rate=0.001;beta1=0.9;beta2=0.999;epsilon=1e-8"
                        + ";control_seed_offset=500;target=t=0.2;steps=30");
        assertThat(tuple.id()).isEqualTo("7c134350586bb3f207052548ce519007744df103636ca2d3bcea6246fa584bc7");
        assertThat(Sketch.tuple(s -> {
                            s.sourceMse = 1e-4;
                            s.family = new Gabor();
                            s.source = Parameters.of("a", -0.1, "b", 2);
                            s.target = Parameters.of("a", 0, "b", 2.25);
                            s.alternate = Parameters.of("a", 0.5, "b", 1);
                        })
                        .canonical())
                .isEqualTo("protocol_version=1;architecture=relu-mlp;initialisation=he-normal;width=8;depth=2;seed=3"
                        + ";family=gabor;source=a=-0.1,b=2;points=33;source_steps=40;source_mse=0.0001"
                        + ";learning_rate=0.001;beta1=0.9;beta2=0.999;epsilon=1e-8;control_seed_offset=500"
                        + ";target=a=0,b=2.25;steps=30;alternate=a=0.5,b=1");
    }

    @Test
    void theIdChangesWithEverythingThatChangesNumbers() {
        Set<String> ids = new HashSet<>(Set.of(Sketch.tuple().id()));
        for (Change change : changesOfNumbers()) {
            assertThat(ids.add(Sketch.tuple(change.apply()).id()))
                    .as(change.what())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("changesOfNoNumber")
    void theIdDoesNotChangeWithWhatChangesNoNumber(Change change) {
        assertThat(Sketch.tuple(change.apply())).isNotEqualTo(Sketch.tuple());
        assertThat(Sketch.tuple(change.apply()).id()).isEqualTo(Sketch.tuple().id());
    }

    /** A new component is placed in one of the two lists before it can be forgotten in the id. */
    @Test
    void everyComponentIsInOneOfTheLists() {
        assertThat(Stream.concat(changesOfNumbers().stream(), changesOfNoNumber().stream())
                        .map(Change::what)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Tuple.class.getRecordComponents(), Protocol.class.getRecordComponents())
                                .flatMap(Arrays::stream)
                                .map(RecordComponent::getName)
                                .filter(name -> !name.equals("protocol"))
                                .toList());
    }

    @Test
    void tuplesShareTheirSourcesWhateverTheirTargetsAndTheirSteps() {
        List<String> ofTheTarget = List.of("target", "alternate", "steps");
        for (Change change : changesOfNumbers()) {
            assertThat(Sketch.tuple(change.apply())
                            .sourceKey()
                            .equals(Sketch.tuple().sourceKey()))
                    .as(change.what())
                    .isEqualTo(ofTheTarget.contains(change.what()));
        }
    }

    @Test
    void equalTuplesHaveEqualIds() {
        assertThat(Sketch.tuple()).isEqualTo(Sketch.tuple());
        assertThat(Sketch.tuple().id()).isEqualTo(Sketch.tuple().id()).matches("[0-9a-f]{64}");
    }

    static Stream<Change> mistakes() {
        return Stream.of(
                new Change("width must be at least 1, was 0", s -> s.width = 0),
                new Change("depth must be at least 1, was -1", s -> s.depth = -1),
                new Change("seed must not be negative, was -1", s -> s.seed = -1),
                new Change("source of gabor needs [a, b], was t=0.1", s -> s.family = new Gabor()),
                new Change("target of bump needs [t], was a=1", s -> s.target = Parameters.of("a", 1)),
                new Change("alternate of bump needs [t], was a=1", s -> s.alternate = Parameters.of("a", 1)),
                new Change("points must be m^2 with m at least 2 (for example 36), was 33", s -> {
                    s.family = new Heat();
                    s.source = Parameters.of("nu", 0.1, "s", 0);
                    s.target = Parameters.of("nu", 0.2, "s", 0);
                }),
                new Change("points must be at least 2, was 1", s -> s.points = 1),
                new Change(
                        "batch_size must be at least 1 and below the 33 training points, was 33; none takes them all",
                        s -> s.batchSize = 33),
                new Change("source_steps must be at least 1, was 0", s -> s.sourceSteps = 0),
                new Change("source_mse must be positive and finite, was 0.0", s -> s.sourceMse = 0.0),
                new Change("steps must be at least 1, was 0", s -> s.steps = 0),
                new Change("learning_rate must be positive and finite, was -0.1", s -> s.learningRate = -0.1),
                new Change("learning_rate must be positive and finite, was NaN", s -> s.learningRate = Double.NaN),
                new Change("beta1 must be in [0, 1), was 1.0", s -> s.beta1 = 1),
                new Change("beta2 must be in [0, 1), was -0.1", s -> s.beta2 = -0.1),
                new Change(
                        "epsilon must be positive and finite, was Infinity", s -> s.epsilon = Double.POSITIVE_INFINITY),
                new Change(
                        "control_seed_offset must not be 0: a control needs its own weights",
                        s -> s.controlSeedOffset = 0),
                new Change("dead_source_mse must be positive and finite, was 0.0", s -> s.deadSourceMse = 0),
                new Change("deadline_s must be positive and finite, was -1.0", s -> s.deadlineSeconds = -1.0));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsAnsweredWithItsNameAndItsValue(Change mistake) {
        assertThatThrownBy(() -> Sketch.tuple(mistake.apply()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(mistake.what());
    }

    @Test
    void anAlternateThatIsNotStatedIsAbsent() {
        Tuple tuple = Sketch.tuple();
        assertThat(tuple.alternate()).isNull();
        assertThat(new Tuple(new ReluMlp(), 8, 2, 3, tuple.family(), tuple.source(), tuple.target(), tuple.protocol()))
                .isEqualTo(tuple);
    }

    @Test
    void workWithoutConditionsIsRefused() {
        assertThatThrownBy(() -> new Work(Sketch.tuple(), List.of()))
                .hasMessage("a tuple without conditions has nothing to train or to measure");
    }
}
