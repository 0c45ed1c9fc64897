package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.diagnostic.Diagnostic;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;
import specsweep.kernel.task.Bump;
import specsweep.kernel.task.Chirp;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.TaskFamily;

/** What is measured is the very start that is fine-tuned, against the function that it was trained on. */
class MeasuredStartsTest {
    private static final Siren SIREN = new Siren(30);

    private static Tuple tuple(TaskFamily family, double source, @Nullable Double sourceMse, int sourceSteps) {
        Protocol protocol = new Protocol(24, sourceSteps, sourceMse, 3, 1e-3, 0.9, 0.999, 1e-8, 500, 0.5, null);
        return new Tuple(
                SIREN, 10, 2, 4, family, Parameters.of("t", source), Parameters.of("t", source + 0.1), protocol);
    }

    private static Results results(Work... work) {
        try (Transfer transfer = new Transfer(2, () -> false)) {
            return transfer.results(List.of(work));
        }
    }

    private static @Nullable Double value(Results results, Condition condition, String diagnostic) {
        return results.measured().stream()
                .filter(start -> start.condition().equals(condition))
                .flatMap(start -> start.measurements().stream())
                .filter(measurement -> measurement.diagnostic().name().equals(diagnostic))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static double known(Results results, Condition condition, String diagnostic) {
        return Objects.requireNonNull(value(results, condition, diagnostic));
    }

    @Test
    void everyConditionIsMeasuredAtTheStartOfItsFit() {
        Results results = results(new Work(tuple(new Bump(), 0.1, null, 20), Condition.all(), Condition.all()));

        assertThat(results.measured()).extracting(Measured::condition).containsExactlyElementsOf(Condition.all());
        for (Fit fit : results.fits()) {
            assertThat(known(results, fit.condition(), "start-distance"))
                    .as(fit.condition().name())
                    .isCloseTo(fit.trainMse()[0], within(1e-5 * fit.trainMse()[0]));
        }
        for (Measured start : results.measured()) {
            assertThat(start.cause()).isNull();
            assertThat(start.measurements())
                    .extracting(m -> m.diagnostic().name())
                    .containsExactlyElementsOf(
                            Diagnostic.all().stream().map(Diagnostic::name).toList());
        }
    }

    @Test
    void anAblationComesFromTheTuplesSourceAndAControlFromItsOwn() {
        Results results = results(new Work(tuple(new Bump(), 0.1, null, 20), Condition.all(), Condition.all()));
        double between = Objects.requireNonNull(results.fits().get(0).functionDistance());

        assertThat(value(results, new Scratch(), "function-distance")).isNull();
        assertThat(value(results, new Scratch(), "gradient-cosine")).isNull();
        for (Condition condition : List.of(new Structured(), new NormMatched(), new Shuffled(), new HeadReset())) {
            assertThat(known(results, condition, "function-distance")).isEqualTo(between);
        }
        // Mirrored at the target, on a bump about as far; a random series has nothing to do with the target.
        assertThat(known(results, new Alternate(), "function-distance")).isCloseTo(between, within(0.1 * between));
        assertThat(known(results, new RandomSource(), "function-distance")).isGreaterThan(2 * between);
    }

    @Test
    void weightsAreComparedWithTheTuplesOwnFreshOnes() {
        Tuple tuple = tuple(new Bump(), 0.1, null, 20);
        Results results = results(new Work(tuple, List.of(), List.of(new Scratch(), new NormMatched())));
        Shape shape = new Shape(1, 1, 10, 2, 1);
        double norm = 0;
        for (float weight : Weights.fresh(SIREN, shape, 4).values()) {
            norm += (double) weight * weight;
        }

        assertThat(value(results, new Scratch(), "weight-distance")).isZero();
        assertThat(known(results, new NormMatched(), "weight-distance"))
                .isCloseTo(
                        known(results, new NormMatched(), "relative-weight-distance") * Math.sqrt(norm), within(1e-9));
        assertThat(results.fits()).isEmpty();
    }

    @Test
    void measuringChangesNoFit() {
        Tuple tuple = tuple(new Bump(), 0.1, null, 20);
        List<Fit> measured =
                results(new Work(tuple, Condition.all(), Condition.all())).fits();
        List<Fit> plain = results(new Work(tuple, Condition.all())).fits();

        assertThat(measured).hasSameSizeAs(plain);
        for (int i = 0; i < plain.size(); i++) {
            assertThat(measured.get(i).trainMse()).isEqualTo(plain.get(i).trainMse());
            assertThat(measured.get(i).heldOutMse()).isEqualTo(plain.get(i).heldOutMse());
        }
    }

    @Test
    void aStartThatCannotBeHadSaysWhy() {
        // This chirp is constant.
        Results results = results(new Work(tuple(new Chirp(), -1.5, null, 5), List.of(), Condition.all()));

        assertThat(results.measured()).hasSize(Condition.all().size()).allSatisfy(start -> {
            assertThat(start.cause()).contains("constant on the training grid");
            assertThat(start.measurements())
                    .hasSameSizeAs(Diagnostic.all())
                    .allSatisfy(measurement -> assertThat(measurement.value()).isNull());
        });
    }

    @Test
    void anInterruptedMeasurementEndsTheBatch() {
        Work work = new Work(tuple(new Bump(), 0.1, null, 20), List.of(), List.of(new Scratch()));
        try (Transfer transfer = new Transfer(1, () -> true)) {
            assertThatThrownBy(() -> transfer.results(List.of(work))).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void aSourceTrainedToAnErrorStopsAtTheFirstStepThatReachesIt() {
        double wanted = 0.2;
        List<Condition> conditions = List.of(new Scratch(), new Structured(), new RandomSource());
        for (Fit fit : results(new Work(tuple(new Bump(), 0.1, wanted, 2000), conditions))
                .fits()) {
            if (fit.sourceSteps() == null || fit.sourceMse() == null) {
                assertThat(fit.condition()).isEqualTo(new Scratch());
                continue;
            }
            assertThat(fit.sourceMse()).isLessThanOrEqualTo((float) wanted);
            assertThat(fit.sourceSteps()).isBetween(2, 1999);
            // One step fewer does not reach it, and the same number of steps without an error to stop at ends alike.
            Fit shorter = fitAfter(fit.condition(), fit.sourceSteps() - 1);
            Fit fixed = fitAfter(fit.condition(), fit.sourceSteps());
            assertThat(shorter.sourceMse()).isGreaterThan((float) wanted);
            assertThat(fixed.sourceMse()).isEqualTo(fit.sourceMse());
            assertThat(fixed.trainMse()).isEqualTo(fit.trainMse());
        }
    }

    private static Fit fitAfter(Condition condition, int sourceSteps) {
        return results(new Work(tuple(new Bump(), 0.1, null, sourceSteps), List.of(condition)))
                .fits()
                .get(0);
    }

    @Test
    void aSourceThatNeverReachesItsErrorStopsAtTheCap() {
        Fit fit = results(new Work(tuple(new Bump(), 0.1, 1e-12, 7), List.of(new Structured())))
                .fits()
                .get(0);

        assertThat(fit.sourceSteps()).isEqualTo(7);
        assertThat(fit.sourceMse()).isGreaterThan(1e-12f);
        assertThat(fit.status()).isEqualTo(Status.DONE);
    }
}
