package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import specsweep.kernel.arch.FourierMlp;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.random.Stream;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.Table;
import specsweep.kernel.task.TableSnapshot;
import specsweep.kernel.task.TaskFamily;

/** Fits on the user's own data: every snapshot on its own points, in the frame of the source, whatever the stack. */
class TableTransferTest {
    private static final Parameters FIRST = Parameters.of("a", 1);
    private static final Parameters SECOND = Parameters.of("a", 2);
    private static final Parameters THIRD = Parameters.of("a", 3);

    /** Three snapshots of two outputs; the first two at the same 40 points, the third at 30 others. */
    private static final Table TABLE = new Table(
            "data.csv",
            "0123",
            List.of("x", "y"),
            List.of("u", "v"),
            List.of("a"),
            List.of(snapshot(FIRST, 1, 40), snapshot(SECOND, 1, 40), snapshot(THIRD, 2, 30)));

    private static TableSnapshot snapshot(Parameters at, long seed, int count) {
        Stream stream = Stream.seed(seed);
        double[] points = new double[2 * count];
        double[] values = new double[2 * count];
        for (int i = 0; i < points.length; i += 2) {
            points[i] = stream.nextUniform(0, 10);
            points[i + 1] = stream.nextUniform(0, 1);
            values[i] = 100 + 7 * StrictMath.sin(at.get("a") * points[i] / 3);
            values[i + 1] = at.get("a") * points[i + 1] * points[i + 1];
        }
        return new TableSnapshot(at, 2, points, 2, values);
    }

    @Test
    void everyConditionTrainsOnEverySnapshotsOwnPoints() {
        Tuple same = tuple(FIRST, SECOND, 32, null);
        Tuple other = tuple(SECOND, THIRD, 24, null);
        List<Condition> conditions = List.of(new Scratch(), new Structured(), new RandomSource(), new Alternate());
        List<Fit> fits =
                Fits.of(1, new Work(same, conditions), new Work(other, List.of(new Scratch(), new Structured())));

        assertThat(fits).allSatisfy(fit -> {
            assertThat(fit.cause()).isNull();
            assertThat(fit.status()).isEqualTo(Status.DONE);
            assertThat(fit.trainMse()[30]).isLessThan(fit.trainMse()[0]);
        });
        assertThat(fits.get(0).functionDistance()).isCloseTo(distance(), within(1e-9));
        assertThat(fits.get(5).functionDistance()).isNull();
    }

    @Test
    void theStackChangesNothing() {
        Tuple one = tuple(FIRST, SECOND, 32, 8);
        Tuple two = tuple(FIRST, THIRD, 24, 8);
        List<Condition> conditions = List.of(new Scratch(), new Structured(), new RandomSource());
        List<Fit> alone = new ArrayList<>(Fits.of(1, new Work(one, conditions)));
        alone.addAll(Fits.of(1, new Work(two, conditions)));
        List<Fit> together = Fits.of(3, new Work(one, conditions), new Work(two, conditions));

        for (int i = 0; i < alone.size(); i++) {
            assertThat(together.get(i).trainMse()).isEqualTo(alone.get(i).trainMse());
            assertThat(together.get(i).heldOutMse()).isEqualTo(alone.get(i).heldOutMse());
            assertThat(together.get(i).status()).isEqualTo(Status.DONE);
        }
    }

    /** Frozen frequencies are one array for all targets of a source, and snapshots can have equally many points. */
    @Test
    void fourierFeaturesOfOneSnapshotAreNotTakenForAnothers() {
        Table table = new Table(
                "data.csv",
                "0123",
                List.of("x", "y"),
                List.of("u", "v"),
                List.of("a"),
                List.of(snapshot(FIRST, 1, 40), snapshot(SECOND, 2, 40), snapshot(THIRD, 3, 40)));
        Tuple one = tuple(new FourierMlp(1, 8), table, FIRST, SECOND, 32, null);
        Tuple two = tuple(new FourierMlp(1, 8), table, FIRST, THIRD, 32, null);
        List<Condition> structured = List.of(new Structured());
        Fit alone = Fits.of(1, new Work(two, structured)).get(0);
        Fit together =
                Fits.of(1, new Work(one, structured), new Work(two, structured)).get(1);

        assertThat(together.trainMse()).isEqualTo(alone.trainMse());
        assertThat(together.heldOutMse()).isEqualTo(alone.heldOutMse());
    }

    @Test
    void pointsAreThoseOfTheTarget() {
        assertThatThrownBy(() -> tuple(FIRST, THIRD, 32, null))
                .hasMessage("points must be 24, those of the target a=3, was 32");
    }

    @Test
    void theTextOfATupleHoldsItsDataAndItsBatchSizeOnlyWhereItHasThem() {
        Tuple tuple = tuple(FIRST, SECOND, 32, 8);
        assertThat(tuple.canonical())
                .contains(";family=table;source=a=1;source_data=" + TABLE.fingerprint(FIRST)
                        + ";batch_size=8;source_steps=")
                .endsWith(";steps=30;data=" + TABLE.fingerprint(FIRST, SECOND, THIRD))
                .doesNotContain("points");
        assertThat(tuple.data()).isEqualTo(TABLE.fingerprint(FIRST, SECOND, THIRD));
        // Targets with other points share their source.
        assertThat(tuple(FIRST, THIRD, 24, 8).sourceKey()).isEqualTo(tuple.sourceKey());

        Tuple bump = new Tuple(
                new Siren(30),
                8,
                1,
                0,
                new specsweep.kernel.task.Bump(),
                Parameters.of("t", 0.1),
                Parameters.of("t", 0.2),
                protocol(16, null));
        assertThat(bump.canonical())
                .contains(";source=t=0.1;points=16;source_steps=")
                .doesNotContain("data");
        assertThat(bump.data()).isEmpty();
    }

    private static double distance() {
        double[] points = TABLE.trainingPoints(FIRST, 0);
        double[] source = TABLE.member(FIRST).sample(points);
        double[] target = TABLE.member(SECOND).sample(points);
        double[] mean = new double[2];
        double[] square = new double[2];
        for (int i = 0; i < source.length; i++) {
            mean[i % 2] += source[i] / 32;
            square[i % 2] += source[i] * source[i] / 32;
        }
        double sum = 0;
        for (int i = 0; i < source.length; i++) {
            double variance = square[i % 2] - mean[i % 2] * mean[i % 2];
            sum += (source[i] - target[i]) * (source[i] - target[i]) / variance;
        }
        return sum / source.length;
    }

    private static Tuple tuple(Parameters source, Parameters target, int points, @Nullable Integer batch) {
        return tuple(new Siren(5), TABLE, source, target, points, batch);
    }

    private static Tuple tuple(
            specsweep.kernel.arch.Architecture architecture,
            TaskFamily family,
            Parameters source,
            Parameters target,
            int points,
            @Nullable Integer batch) {
        return new Tuple(architecture, 16, 2, 3, family, source, target, protocol(points, batch));
    }

    private static Protocol protocol(int points, @Nullable Integer batch) {
        return new Protocol(points, batch, 40, null, 30, 1e-3, 0.9, 0.999, 1e-8, 500, 0.5, null);
    }
}
