package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.net.NativeMemory;
import specsweep.kernel.task.Gabor;
import specsweep.kernel.task.Heat;
import specsweep.kernel.task.Parameters;

/** What goes wrong with a tuple or its time, what its fits tell of it, and that the others do not notice. */
class TransferFaultsTest {
    private static final Condition SCRATCH = new Scratch();
    private static final Condition STRUCTURED = new Structured();
    private static final Condition RANDOM = new RandomSource();
    private static final Condition ALTERNATE = new Alternate();
    private static final List<Condition> USUAL = List.of(SCRATCH, STRUCTURED, RANDOM);

    @Test
    void aDivergedSourceIsTheCauseOfItsFitsEnd() {
        Tuple tuple = Sketch.tuple(s -> s.learningRate = 1e30);
        List<Fit> fits = Fits.of(2, new Work(tuple, USUAL));
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
        List<Fit> fits = Fits.of(stack, constant, good, negative, diverging, other);
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
        Fits.assertSameBits(fits.subList(3, 6), Fits.of(1, good));
        Fits.assertSameBits(fits.subList(12, 15), Fits.of(1, other));
    }

    @Test
    void aTupleThatFindsNoMemoryFailsAlone() {
        Work good = new Work(Sketch.tuple(), USUAL);
        // Its grid alone is 16 GB, which no array of this heap can have.
        Work huge = new Work(Sketch.tuple(s -> s.points = 2_000_000_000), USUAL);
        List<Fit> fits = Fits.of(2, huge, good);
        assertThat(fits.subList(0, 3)).allSatisfy(fit -> {
            assertThat(fit.status()).isEqualTo(Status.FAILED);
            assertThat(fit.cause()).startsWith("OutOfMemoryError: ");
        });
        Fits.assertSameBits(fits.subList(3, 6), Fits.of(1, good));
    }

    @Test
    void aControlThatCannotBeTrainedFailsAlone() {
        // Mirrored at the target, the source's nu would be -0.1.
        Tuple tuple = heat(0.3, 0.1);
        List<Fit> fits = Fits.of(2, new Work(tuple, List.of(STRUCTURED, ALTERNATE, SCRATCH)));
        assertThat(fits).extracting(Fit::status).containsExactly(Status.DONE, Status.FAILED, Status.DONE);
        assertThat(fits.get(1).cause())
                .isEqualTo("its source ended failed: IllegalArgumentException: nu must be positive, was -0.1");
        Fits.assertSameBits(
                List.of(fits.get(0), fits.get(2)), Fits.of(1, new Work(tuple, List.of(STRUCTURED, SCRATCH))));
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
        List<Fit> undisturbed = Fits.of(1, work);
        int[] polls = {0};
        int during = Sketch.tuple().protocol().sourceSteps() + 20;
        long before = NativeMemory.heldFloats();
        try (Transfer transfer = new Transfer(1, () -> ++polls[0] == during)) {
            assertThatThrownBy(() -> transfer.fits(List.of(work))).isInstanceOf(CancellationException.class);
            assertThat(polls[0]).isEqualTo(during);
            Fits.assertSameBits(transfer.fits(List.of(work)), undisturbed);
            assertThat(NativeMemory.heldFloats()).as("the kernel's buffers").isGreaterThan(before);
        }
        assertThat(NativeMemory.heldFloats()).isEqualTo(before);
    }

    private static Tuple heat(double source, double target) {
        return Sketch.tuple(s -> {
            s.family = new Heat();
            s.source = Parameters.of("nu", source, "s", 0);
            s.target = Parameters.of("nu", target, "s", 0);
            s.points = 36;
        });
    }
}
