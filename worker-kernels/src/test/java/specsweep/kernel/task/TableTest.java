package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import specsweep.kernel.random.Stream;

/** The user's own data as a family: where its points are, which are held out, and what makes it other data. */
class TableTest {
    private static final List<String> COORDINATES = List.of("x", "t");
    private static final List<String> VALUES = List.of("u", "v");
    private static final List<String> PARAMETERS = List.of("nu");
    private static final double[] POINTS = points(1, 53);

    @Test
    void aFifthOfThePointsIsHeldOutAndNoPointIsLost() {
        TableSnapshot snapshot = snapshot(0.1, POINTS);
        assertThat(snapshot.count()).isEqualTo(53);
        assertThat(snapshot.heldOutPoints()).hasSize(2 * 10);
        assertThat(snapshot.trainingPoints()).hasSize(2 * 43);

        List<List<Double>> both = new ArrayList<>(rows(snapshot.trainingPoints()));
        both.addAll(rows(snapshot.heldOutPoints()));
        assertThat(both).containsExactlyInAnyOrderElementsOf(rows(POINTS));
    }

    @Test
    void snapshotsAtTheSamePointsHoldOutTheSameOnes() {
        assertThat(snapshot(0.1, POINTS).heldOutPoints())
                .isEqualTo(snapshot(0.2, POINTS).heldOutPoints())
                .isNotEqualTo(snapshot(0.1, points(2, 53)).heldOutPoints());
    }

    /** Held-out points lie all over, not in one corner: their mean is near that of all. */
    @Test
    void heldOutPointsAreSpreadLikeTheOthers() {
        double[] heldOut = snapshot(0.1, points(3, 2000)).heldOutPoints();
        // uniform on [-1, 1]: standard deviation 0.58, of the mean of 400 points 0.029
        for (int c = 0; c < 2; c++) {
            int coordinate = c;
            assertThat(rows(heldOut).stream()
                            .mapToDouble(row -> row.get(coordinate))
                            .average()
                            .orElseThrow())
                    .isBetween(-0.12, 0.12);
        }
    }

    @Test
    void theOrderOfRowsMeansNothing() {
        double[] backwards = reversed(POINTS);
        Table one = table(snapshot(0.1, POINTS), snapshot(0.2, POINTS));
        Table other = table(snapshot(0.2, backwards), snapshot(0.1, backwards));

        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(other.trainingPoints(at(0.1), 0)).isEqualTo(one.trainingPoints(at(0.1), 0));
    }

    @Test
    void valuesAreThoseOfTheDataAndNowhereElse() {
        TableSnapshot snapshot = snapshot(0.1, POINTS);
        for (double[] points : List.of(snapshot.trainingPoints(), snapshot.heldOutPoints(), reversed(POINTS))) {
            assertThat(snapshot.sample(points)).isEqualTo(values(0.1, points));
        }
        assertThat(snapshot.sample(new double[0])).isEmpty();
        assertThatThrownBy(() -> snapshot.sample(new double[] {POINTS[0], 2}))
                .hasMessage("the snapshot nu=0.1 has no point at [" + POINTS[0] + ", 2.0]");
    }

    @Test
    void theDomainIsTheBoxOfAllSnapshots() {
        double[] wider = POINTS.clone();
        wider[0] = -3;
        wider[1] = 7;
        Domain domain = table(snapshot(0.1, POINTS), snapshot(0.2, wider)).domain();
        assertThat(domain.coordinates()).isEqualTo(COORDINATES);
        assertThat(domain.low().get(0)).isEqualTo(-3);
        assertThat(domain.high().get(1)).isEqualTo(7);
        assertThat(domain.low().get(1))
                .isEqualTo(rows(wider).stream().mapToDouble(r -> r.get(1)).min().orElseThrow());
    }

    @Test
    void aSnapshotThatIsNotThereNamesTheNearest() {
        Table table = table(snapshot(0.1, POINTS), snapshot(0.2, POINTS), snapshot(0.4, POINTS), snapshot(9, POINTS));
        assertThatThrownBy(() -> table.member(at(0.3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data.csv has no snapshot nu=0.3; the nearest are nu=0.2 | nu=0.4 | nu=0.1");
        assertThat(table.inPlaceOf(at(0.1), at(0.2))).contains(at(0.4));
        assertThat(table(snapshot(0.1, POINTS), snapshot(0.2, POINTS)).inPlaceOf(at(0.1), at(0.2)))
                .isEmpty();
    }

    @Test
    void aSnapshotInsideTheBoxLeavesTheOthersWhatTheyAreAndOneOutsideDoesNot() {
        Table two = table(snapshot(0.1, POINTS), snapshot(0.2, POINTS));
        Table three = table(snapshot(0.1, POINTS), snapshot(0.2, POINTS), snapshot(0.3, reversed(POINTS)));
        double[] wider = POINTS.clone();
        wider[0] = -3;
        Table outside = table(snapshot(0.1, POINTS), snapshot(0.2, POINTS), snapshot(0.3, wider));

        assertThat(two.fingerprint(at(0.1), at(0.2), at(0.3)))
                .isNotEqualTo(three.fingerprint(at(0.1), at(0.2), at(0.3)));
        assertThat(two.fingerprint(at(0.1), at(0.2))).isEqualTo(three.fingerprint(at(0.1), at(0.2)));
        assertThat(two.fingerprint(at(0.1), at(0.2))).isNotEqualTo(outside.fingerprint(at(0.1), at(0.2)));
        assertThat(two.fingerprint(at(0.1), at(0.2))).isNotEqualTo(two.fingerprint(at(0.2), at(0.1)));
        assertThat(new Bump().fingerprint()).isEmpty();
    }

    @Test
    void oneChangedNumberIsOtherData() {
        Table table = table(snapshot(0.1, POINTS), snapshot(0.2, POINTS));
        double[] values = values(0.2, POINTS);
        values[17] = Math.nextUp(values[17]);
        Table changed = table(snapshot(0.1, POINTS), new TableSnapshot(at(0.2), 2, POINTS, 2, values));

        assertThat(changed).isNotEqualTo(table);
        assertThat(changed.fingerprint(at(0.1))).isEqualTo(table.fingerprint(at(0.1)));
        assertThat(changed.fingerprint(at(0.1), at(0.2))).isNotEqualTo(table.fingerprint(at(0.1), at(0.2)));
    }

    @Test
    void itTravelsToAnotherProcessWhole() throws IOException, ClassNotFoundException {
        Table table = table(snapshot(0.1, POINTS), snapshot(0.2, POINTS));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(table);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Table arrived = (Table) in.readObject();
            assertThat(arrived).isEqualTo(table);
            assertThat(arrived.fingerprint(at(0.2))).isEqualTo(table.fingerprint(at(0.2)));
            assertThat(arrived.member(at(0.2)).sample(POINTS)).isEqualTo(values(0.2, POINTS));
        }
    }

    @Test
    void whatIsNoFamilyIsRefused() {
        assertThatThrownBy(() -> snapshot(0.1, points(1, 9)))
                .hasMessage("the snapshot nu=0.1 must have at least 10 points, had 9");
        double[] twice = POINTS.clone();
        System.arraycopy(twice, 0, twice, 2, 2);
        assertThatThrownBy(() -> snapshot(0.1, twice)).hasMessageContaining("must have each point once, had");
        double[] broken = POINTS.clone();
        broken[3] = Double.NaN;
        assertThatThrownBy(() -> snapshot(0.1, broken)).hasMessageContaining("must have finite numbers, had NaN");
        assertThatThrownBy(() -> table(snapshot(0.1, POINTS)))
                .hasMessage("a table must have at least 2 snapshots, had 1");
        assertThatThrownBy(() -> table(snapshot(0.1, POINTS), snapshot(0.1, POINTS)))
                .hasMessageContaining("each snapshot once");
    }

    @Test
    void aConstantSnapshotCannotBeASource() {
        double[] values = values(0.2, POINTS);
        for (int i = 1; i < values.length; i += 2) {
            values[i] = 0.25;
        }
        Table table = table(snapshot(0.1, POINTS), new TableSnapshot(at(0.2), 2, POINTS, 2, values));
        table.requireSource(at(0.1));
        assertThatThrownBy(() -> table.requireSource(at(0.2)))
                .hasMessage(
                        "v is constant in the snapshot nu=0.2 of data.csv, so that nothing can be standardised by it");
    }

    private static Table table(TableSnapshot... snapshots) {
        return new Table("data.csv", "0123", COORDINATES, VALUES, PARAMETERS, List.of(snapshots));
    }

    private static TableSnapshot snapshot(double nu, double[] points) {
        return new TableSnapshot(at(nu), 2, points, 2, values(nu, points));
    }

    private static Parameters at(double nu) {
        return Parameters.of("nu", nu);
    }

    private static double[] points(long seed, int count) {
        Stream stream = Stream.seed(seed);
        double[] points = new double[2 * count];
        for (int i = 0; i < points.length; i++) {
            points[i] = stream.nextUniform(-1, 1);
        }
        return points;
    }

    private static double[] values(double nu, double[] points) {
        double[] values = new double[points.length];
        for (int i = 0; i < points.length; i += 2) {
            values[i] = nu * points[i] + points[i + 1];
            values[i + 1] = points[i] * points[i + 1] - nu;
        }
        return values;
    }

    private static double[] reversed(double[] points) {
        double[] reversed = new double[points.length];
        for (int i = 0; i < points.length; i += 2) {
            reversed[i] = points[points.length - 2 - i];
            reversed[i + 1] = points[points.length - 1 - i];
        }
        return reversed;
    }

    private static List<List<Double>> rows(double[] points) {
        List<List<Double>> rows = new ArrayList<>();
        for (int i = 0; i < points.length; i += 2) {
            rows.add(Arrays.asList(points[i], points[i + 1]));
        }
        return rows;
    }
}
