package specsweep.kernel.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.net.Adam;
import specsweep.kernel.net.Job;
import specsweep.kernel.net.Samples;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Trainer;
import specsweep.kernel.net.Weights;

class DiagnosticsTest {

    static List<Example> examples() {
        return Example.all();
    }

    static List<Diagnostic> diagnostics() {
        return Diagnostic.all();
    }

    @Test
    void everyDiagnosticIsRegistered() {
        assertThat(diagnostics().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(Diagnostic.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("diagnostics")
    void theNameIsTheClassNameInKebabCase(Diagnostic diagnostic) {
        String kebab = diagnostic.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1");
        assertThat(diagnostic.name()).isEqualTo(kebab.toLowerCase(Locale.ROOT));
        assertThat(diagnostic.summary()).isNotBlank().doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyDiagnosticIsMeasuredInOrder(Example example) {
        List<Measurement> measured = Diagnostics.measure(example.snapshot());
        assertThat(measured).extracting(Measurement::diagnostic).isEqualTo(diagnostics());
        assertThat(measured).extracting(Measurement::value).doesNotContainNull();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSameSnapshotGivesTheSameBits(Example example) {
        assertThat(Diagnostics.measure(example.snapshot())).isEqualTo(Diagnostics.measure(example.snapshot()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void measuringLeavesTheSnapshotAsItWas(Example example) {
        Snapshot snapshot = example.snapshot();
        float[] weights = snapshot.start().values().clone();
        float[] features = snapshot.features().clone();
        double[] target = snapshot.targetValues().clone();
        Diagnostics.measure(snapshot);
        assertThat(snapshot.start().values()).isEqualTo(weights);
        assertThat(snapshot.features()).isEqualTo(features);
        assertThat(snapshot.targetValues()).isEqualTo(target);
    }

    @Test
    void freshWeightsHaveNoSourceToCompareWith() {
        Example example = examples().get(0);
        Snapshot fresh = example.towards(example.snapshot().targetValues()).snapshot();
        assertThat(Diagnostics.measure(fresh))
                .filteredOn(measurement -> measurement.value() == null)
                .extracting(Measurement::diagnostic)
                .containsExactly(new FunctionDistance(), new GradientCosine());
    }

    @Test
    void weightsThatAreNotFiniteLeaveOnlyWhatDoesNotNeedThem() {
        Example example = examples().get(0);
        Arrays.fill(example.snapshot().start().values(), Float.NaN);
        assertThat(Diagnostics.measure(example.snapshot()))
                .filteredOn(measurement -> measurement.value() != null)
                .extracting(Measurement::diagnostic)
                .containsExactly(new FunctionDistance());
    }

    /** The engine's first loss, in float32 and by another route. */
    @ParameterizedTest
    @MethodSource("examples")
    void startDistanceIsTheLossThatTrainingBeginsWith(Example example) {
        Snapshot snapshot = example.snapshot();
        float[] targets = new float[snapshot.targetValues().length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) snapshot.targetValues()[i];
        }
        try (Trainer trainer = new Trainer();
                Samples samples = new Samples(snapshot.points(), snapshot.features(), targets)) {
            Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8);
            Job job = new Job(snapshot.start(), samples, null, new int[0], adam, 0, null, Long.MAX_VALUE);
            float loss = trainer.train(List.of(job), snapshot.activation(), () -> false)
                    .get(0)
                    .trainMse()[0];
            assertThat((float) example.measure(new StartDistance()))
                    .isCloseTo(loss, org.assertj.core.api.Assertions.within(1e-4f * loss));
        }
    }

    @Test
    void aSnapshotSaysWhatIsWrongWithIt() {
        Shape shape = new Shape(1, 1, 2, 1, 1);
        Weights weights = Weights.fresh(new ReluMlp(), shape, 1);
        Weights wider = Weights.fresh(new ReluMlp(), new Shape(1, 1, 3, 1, 1), 1);
        float[] features = {0, 1};
        var relu = new ReluMlp().activation();
        assertThatThrownBy(() -> new Snapshot(relu, weights, wider, features, new double[2]))
                .hasMessageContaining("one shape")
                .hasMessageContaining("width=3");
        assertThatThrownBy(() -> new Snapshot(relu, weights, weights, new float[0], new double[2]))
                .hasMessageContaining("1 features, was given 0");
        assertThatThrownBy(() -> new Snapshot(relu, weights, weights, features, new double[3]))
                .hasMessage("target needs 2 values, was given 3");
        assertThatThrownBy(() -> new Snapshot(relu, weights, weights, features, new double[2], new double[1]))
                .hasMessage("source needs 2 values, was given 1");
    }

    @Test
    void aMeasurementIsFiniteOrAbsent() {
        assertThatThrownBy(() -> new Measurement(new TargetCka(), Double.NaN))
                .hasMessage("target-cka must be finite or absent, was NaN");
    }
}
