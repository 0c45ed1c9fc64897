package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.transfer.Condition;
import specsweep.kernel.transfer.Tuple;

class SweepTest {
    private static final String REST = "family: bump, source: 0.1";

    @Test
    void aGridIsACrossProductWithTheTargetFastestAndTheArchitectureSlowest() {
        Sweep sweep = tuples("grid: {delta: [0.05, 0.1], seed: [0, 1], architecture: [siren, relu-mlp], " + REST + "}");

        assertThat(all(sweep, t -> t.architecture().name() + " " + t.seed() + " " + t.target()))
                .containsExactly(
                        "siren 0 t=0.15",
                        "siren 0 t=0.2",
                        "siren 1 t=0.15",
                        "siren 1 t=0.2",
                        "relu-mlp 0 t=0.15",
                        "relu-mlp 0 t=0.2",
                        "relu-mlp 1 t=0.15",
                        "relu-mlp 1 t=0.2");
    }

    @Test
    void aZipAdvancesItsListsTogetherAndRepeatsSingleValues() {
        Sweep sweep =
                tuples("zip: {architecture: siren, seed: [0, 1, 2], width: [8, 16, 16], delta: 0.1, " + REST + "}");

        assertThat(all(sweep, t -> t.seed() + " " + t.width())).containsExactly("0 8", "1 16", "2 16");
    }

    @Test
    void aZipInAGridIsOneFactor() {
        Sweep sweep = tuples(
                "grid: {architecture: siren, seed: 0..1, " + REST + ", zip: {delta: [0.1, 0.2], steps: [100, 200]}}");

        assertThat(all(
                        sweep,
                        t -> t.seed() + " " + t.target() + " " + t.protocol().steps()))
                .containsExactly("0 t=0.2 100", "0 t=0.3 200", "1 t=0.2 100", "1 t=0.3 200");
    }

    @Test
    void aUnionKeepsTheFirstOfEqualTuplesHoweverTheyAreWritten() {
        Sweep sweep = tuples("""
                union:
                    - grid: {architecture: siren, seed: 0..2, family: bump, source: 0.1, delta: 0.1}
                    - grid: {architecture: siren, seed: 2..3, family: bump, source: {t: 0.10}, target: 2e-1, bandwidth: 30.0}
                    - grid: {architecture: [siren, relu-mlp], seed: 3..4, family: bump, source: 0.1, delta: 0.1, width: 64}
                """);

        assertThat(sweep.size()).isEqualTo(9);
        assertThat(LongStream.range(0, 9).filter(i -> sweep.tuple(i).isEmpty())).containsExactly(3L, 5L);
        assertThat(all(sweep, Tuple::id)).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aUnionInAGridIsOneFactor() {
        Sweep sweep = tuples("""
                grid:
                    seed: 0..1
                    family: bump
                    source: 0.1
                    delta: 0.1
                    union:
                      - grid: {architecture: relu-mlp}
                      - grid: {architecture: fourier-mlp, bandwidth: [2, 5]}
                      - grid: {architecture: fourier-mlp}
                """);

        assertThat(all(
                        sweep,
                        t -> t.architecture().name() + " " + t.architecture().bandwidth() + " " + t.seed()))
                .containsExactly(
                        "relu-mlp null 0",
                        "relu-mlp null 1",
                        "fourier-mlp 2.0 0",
                        "fourier-mlp 2.0 1",
                        "fourier-mlp 5.0 0",
                        "fourier-mlp 5.0 1");
    }

    @Test
    void excludeLeavesOutWhatMatchesEveryEntryOfAMap() {
        Sweep sweep = tuples("""
                grid: {architecture: [siren, relu-mlp], seed: 0..3, family: bump, source: 0.1, delta: [0.05, 0.1]}
                  exclude:
                    - {architecture: siren, seed: 1..3}
                    - {seed: 0, target: 0.15}
                """);

        assertThat(sweep.size()).isEqualTo(16);
        assertThat(all(sweep, t -> t.architecture().name() + " " + t.seed() + " " + t.target()))
                .containsExactly(
                        "siren 0 t=0.2",
                        "relu-mlp 0 t=0.2",
                        "relu-mlp 1 t=0.15",
                        "relu-mlp 1 t=0.2",
                        "relu-mlp 2 t=0.15",
                        "relu-mlp 2 t=0.2",
                        "relu-mlp 3 t=0.15",
                        "relu-mlp 3 t=0.2");
    }

    @Test
    void whatABranchExcludesAnotherBranchMayStillGive() {
        Sweep sweep = tuples("""
                union:
                    - grid: {architecture: siren, seed: 0..2, family: bump, source: 0.1, delta: 0.1}
                      exclude: [{seed: 1}]
                    - grid: {architecture: siren, seed: 1..2, family: bump, source: 0.1, delta: 0.1}
                """);

        assertThat(all(sweep, Tuple::seed)).containsExactly(0L, 2L, 1L);
    }

    @Test
    void anExclusionOfAWholeCombinationAllowsWhatWouldBeWrongOtherwise() {
        Sweep sweep = tuples("""
                grid: {architecture: [siren, relu-mlp], family: [bump, gabor], source: [0.1, {a: 0, b: 2}], seed: 0, target: [0.2, {a: 0, b: 3}]}
                  exclude:
                    - {family: bump, source: {a: 0, b: 2}}
                    - {family: bump, target: {a: 0, b: 3}}
                    - {family: gabor, source: 0.1}
                    - {family: gabor, target: 0.2}
                """);

        assertThat(all(sweep, t -> t.architecture().name() + " " + t.source() + " " + t.target()))
                .containsExactly(
                        "siren t=0.1 t=0.2",
                        "siren a=0,b=2 a=0,b=3",
                        "relu-mlp t=0.1 t=0.2",
                        "relu-mlp a=0,b=2 a=0,b=3");
    }

    @Test
    void tuplesThatShareASourceAreNeighbours() {
        Sweep sweep = tuples("""
                grid:
                    steps: [10, 20]
                    delta: [0.05, 0.1, 0.2]
                    architecture: [siren, fourier-mlp]
                    seed: 0..4
                    family: [bump, warp]
                    source: [0, 0.1]
                    width: [8, 16]
                """);
        List<String> keys = all(sweep, Tuple::sourceKey);

        Set<String> closed = new HashSet<>();
        for (int i = 1; i < keys.size(); i++) {
            if (!keys.get(i).equals(keys.get(i - 1))) {
                assertThat(closed.add(keys.get(i - 1)))
                        .as("source %d comes back", i)
                        .isTrue();
            }
        }
        assertThat(keys).hasSize(480);
        assertThat(closed).hasSize(79);
    }

    @Test
    void aDeltaIsAddedInDecimals() {
        Sweep sweep = tuples("grid: {architecture: siren, seed: 0, family: gabor, source: {a: 0.1, b: 1.1},"
                + " delta: [{a: 0.05, b: 2.2}, {b: -0.1, a: 0.2}]}");

        assertThat(all(sweep, t -> t.target().toString())).containsExactly("a=0.15,b=3.3", "a=0.3,b=1");
    }

    @Test
    void spacedValuesKeepTheirEndsAndRoundWhatLiesBetween() {
        Sweep log = tuples("grid: {architecture: siren, seed: 0, family: bump, source: 0,"
                + " delta: {from: 0.01, to: 0.5, count: 8, spacing: log}}");
        Sweep linear = tuples("grid: {architecture: siren, seed: 0, family: bump, source: 0,"
                + " target: {from: -1, to: 1, count: 4, spacing: linear, digits: 2}}");

        assertThat(all(log, t -> t.target().get("t")))
                .containsExactly(0.01, 0.01749, 0.03058, 0.05347, 0.09351, 0.1635, 0.2859, 0.5);
        assertThat(all(linear, t -> t.target().get("t"))).containsExactly(-1.0, -0.33, 0.33, 1.0);
    }

    @Test
    void aBillionTuplesAreReadByIndexAndNotListed() {
        Sweep sweep = tuples("""
                union:
                    - grid: {architecture: siren, seed: 0..249999999, family: bump, source: 0.1, delta: [0.05, 0.1]}
                    - grid: {architecture: siren, seed: 249999999..749999998, family: bump, source: 0.1, delta: 0.1}
                  exclude: [{seed: 100000000..100000009}]
                """);

        assertThat(sweep.size()).isEqualTo(1_000_000_000L);
        assertThat(sweep.tuple(0).orElseThrow().seed()).isZero();
        assertThat(sweep.tuple(499_999_999).orElseThrow().target()).isEqualTo(Parameters.of("t", 0.2));
        assertThat(sweep.tuple(500_000_000)).isEmpty();
        assertThat(sweep.tuple(500_000_001).orElseThrow().seed()).isEqualTo(250_000_000);
        assertThat(sweep.tuple(999_999_999).orElseThrow().seed()).isEqualTo(749_999_998);
        assertThat(LongStream.range(200_000_000, 200_000_020).mapToObj(sweep::tuple))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void aMillionTuplesAreAllDifferent() {
        Sweep sweep =
                tuples("grid: {architecture: [siren, relu-mlp], seed: 0..249999, delta: [0.05, 0.1], " + REST + "}");

        Set<Long> seen = new HashSet<>();
        for (long i = 0; i < sweep.size(); i++) {
            Tuple tuple = sweep.tuple(i).orElseThrow();
            long architecture = tuple.architecture().bandwidth() == null ? 1 : 0;
            seen.add((tuple.seed() * 2 + architecture) * 2 + (tuple.target().get("t") > 0.17 ? 1 : 0));
        }
        assertThat(seen).hasSize(1_000_000);
    }

    @Test
    void anIndexOutsideTheSweepIsAnError() {
        Sweep sweep = Sweep.load("smoke");

        assertThatThrownBy(() -> sweep.tuple(sweep.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sweep.tuple(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void settingsOverrideDefaultsForEveryArchitectureOrForSome() {
        Sweep sweep = Sweep.parse("x.yaml", """
                sweep: x
                settings:
                  steps: 1e2
                  learning_rate: {siren: 2e-4}
                  bandwidth: {fourier-mlp: 3}
                  source_mse: 1e-4
                  family: bump
                  seed: 7
                tuples:
                  grid: {architecture: [siren, relu-mlp, fourier-mlp], source: 0.1, target: 0.3}
                """);

        assertThat(all(
                        sweep,
                        t -> t.architecture().bandwidth() + " " + t.protocol().learningRate()))
                .containsExactly("30.0 2.0E-4", "null 0.001", "3.0 0.001");
        assertThat(all(sweep, Tuple::seed)).containsOnly(7L);
        assertThat(all(sweep, t -> t.protocol().steps())).containsOnly(100);
        assertThat(all(sweep, t -> t.protocol().sourceMse())).containsOnly(1e-4);
    }

    @Test
    void anOptionalNumberCanBeSetAndUnsetOnOneAxis() {
        Sweep sweep =
                tuples("grid: {architecture: siren, seed: 0, delta: 0.1, source_mse: [none, 1e-4], " + REST + "}");

        assertThat(all(sweep, t -> t.protocol().sourceMse())).containsExactly(null, 1e-4);
    }

    @Test
    void diagnosticsAreMeasuredWhereTheFileSaysSo() {
        assertThat(Sweep.parse("x.yaml", WrongSweepsTest.GOOD + "diagnostics: true\n")
                        .diagnostics())
                .isTrue();
        assertThat(Sweep.parse("x.yaml", WrongSweepsTest.GOOD + "diagnostics: false\n")
                        .diagnostics())
                .isFalse();
        assertThat(Sweep.parse("x.yaml", WrongSweepsTest.GOOD).diagnostics()).isFalse();
    }

    @Test
    void conditionsAreThoseOfTheFileOrTheDefaults() {
        Sweep given = Sweep.parse("x.yaml", WrongSweepsTest.GOOD + "conditions: [structured, scratch]\n");

        assertThat(given.conditions()).extracting(Condition::name).containsExactly("structured", "scratch");
        assertThat(Sweep.parse("x.yaml", WrongSweepsTest.GOOD).conditions())
                .extracting(Condition::name)
                .containsExactly("scratch", "structured", "random");
    }

    @Test
    void aSweepSerialisesAsItsText() throws IOException, ClassNotFoundException {
        Sweep sweep = Sweep.load("geometric-1d");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sweep);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Sweep copy = (Sweep) in.readObject();

            assertThat(copy.name()).isEqualTo("geometric-1d");
            assertThat(copy.yaml()).isEqualTo(sweep.yaml());
            assertThat(all(copy, Tuple::id)).isEqualTo(all(sweep, Tuple::id));
        }
    }

    @Test
    void aFileIsPreferredToABundledSweepOfItsName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("smoke.yaml"), WrongSweepsTest.GOOD);

        assertThat(Sweep.load(file.toString()).name()).isEqualTo("good");
        assertThat(Sweep.load("sweeps/smoke.yaml").name()).isEqualTo("smoke");
        assertThat(Sweep.load("smoke").file()).isEqualTo("sweeps/smoke.yaml");
    }

    private static Sweep tuples(String expression) {
        return Sweep.parse("x.yaml", "sweep: x\ntuples:\n  " + expression + "\n");
    }

    static <T> List<T> all(Sweep sweep, Function<Tuple, T> what) {
        List<T> found = new ArrayList<>();
        for (long i = 0; i < sweep.size(); i++) {
            sweep.tuple(i).ifPresent(tuple -> found.add(what.apply(tuple)));
        }
        return found;
    }
}
