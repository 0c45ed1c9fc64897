package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.transfer.Condition;
import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Tuple;

class BundledSweepsTest {
    @ParameterizedTest
    @CsvSource({
        "smoke, 18",
        "geometric-1d, 80",
        "geometric-families, 240",
        "two-parameter, 140",
        "scaling-law, 320",
        "pde-heat, 80",
        "pde-heat-small, 15",
        "pde-burgers, 80",
        "pde-burgers-small, 15",
        "pde-nls, 80",
        "pde-nls-small, 15",
        "cavity, 80",
        "cavity-small, 15",
        "diagnostics, 360",
        "diagnostics-small, 45",
        "multiverse-small, 580",
        "paper, 1140",
        "paper-small, 155",
        "own-data, 30",
    })
    void everyBundledSweepHasItsTuples(String name, int count) {
        Sweep sweep = Sweep.load(name);

        assertThat(sweep.name()).isEqualTo(name);
        assertThat(sweep.description()).isNotBlank();
        assertThat(sweep.yaml()).startsWith("# yaml-language-server: $schema=sweep.schema.json\n");
        assertThat(SweepTest.all(sweep, Tuple::id)).hasSize(count).doesNotHaveDuplicates();
    }

    /** 3 families, 2 distances, 3 widths, depths, source lengths and numbers of points; rates and bandwidths by architecture. */
    @Test
    void theMultiverseCrossesEverySetting() {
        Sweep sweep = Sweep.load("multiverse");

        assertThat(sweep.size()).isEqualTo(10 * 3 * 2 * 3 * 3 * 3 * 3 * (3 * 3 + 3 + 3 * 3));
        assertThat(sweep.tuple(sweep.size() - 1)).isPresent();
    }

    /** Claims compare settings that differ on one axis alone, so that the reduced form must be found in the full one. */
    @Test
    void theReducedMultiverseIsAPartOfTheFullOne() {
        List<Tuple> reduced = SweepTest.all(Sweep.load("multiverse-small"), t -> t);

        assertThat(reduced).allSatisfy(tuple -> {
            assertThat(tuple.width()).isIn(32, 64, 128);
            assertThat(tuple.depth()).isIn(2, 3, 4);
            assertThat(tuple.protocol().sourceSteps()).isIn(500, 2000, 8000);
            assertThat(tuple.protocol().points()).isIn(64, 256, 1024);
            assertThat(tuple.protocol().learningRate()).isIn(3e-5, 1e-4, 3e-4, 1e-3, 3e-3);
        });
    }

    @Test
    void theListOfBundledSweepsIsTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../sweeps"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml") && !name.equals("defaults.yaml"))
                            .map(name -> name.replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(Sweep.BUNDLED);
        }
    }

    @Test
    void theSmokeSweepTakesSomeSeventyThousandSmallSteps() {
        Sweep sweep = Sweep.load("smoke");
        List<Tuple> tuples = SweepTest.all(sweep, t -> t);
        long sources = tuples.stream().map(Tuple::sourceKey).distinct().count();
        long steps = tuples.stream()
                .mapToLong(t -> (long) t.protocol().steps() * sweep.conditions().size())
                .sum();

        assertThat(sources * 2 * tuples.get(0).protocol().sourceSteps() + steps).isBetween(60_000L, 80_000L);
        assertThat(tuples.stream().map(t -> t.architecture().name()).distinct())
                .containsExactlyElementsOf(Architecture.kinds().stream()
                        .map(Architecture.Kind::name)
                        .toList());
    }

    /** A reduced form asks the same of less. */
    @ParameterizedTest
    @ValueSource(strings = {"pde-heat", "pde-burgers", "pde-nls", "cavity"})
    void aReducedFormDiffersInSizeOnly(String name) {
        Sweep full = Sweep.load(name);
        Sweep small = Sweep.load(name + "-small");

        assertThat(small.conditions()).isEqualTo(full.conditions()).isEqualTo(Condition.all());
        assertThat(SweepTest.all(small, BundledSweepsTest::transfer))
                .isSubsetOf(SweepTest.all(full, BundledSweepsTest::transfer));
        assertThat(SweepTest.all(small, t -> t.architecture().name()).stream().distinct())
                .containsExactlyElementsOf(Architecture.kinds().stream()
                        .map(Architecture.Kind::name)
                        .toList());
    }

    private static String transfer(Tuple tuple) {
        return tuple.architecture() + " " + tuple.seed() + " " + tuple.family() + " " + tuple.source() + " "
                + tuple.target() + " " + tuple.alternate();
    }

    /** These ids are in everybody's results: if they change, nothing that was trained is found again. */
    @Test
    void tupleIdsStayWhatTheyAre() {
        Tuple first = Sweep.load("geometric-1d").tuple(0).orElseThrow();
        Tuple last = Sweep.load("two-parameter").tuple(139).orElseThrow();

        assertThat(first.canonical())
                .isEqualTo(
                        "protocol_version=1;architecture=siren;bandwidth=30;initialisation=sitzmann-2020;width=64;depth=3;seed=0"
                                + ";family=bump;source=t=0.1;points=256;source_steps=2000;learning_rate=0.0001;beta1=0.9;beta2=0.999;epsilon=1e-8;control_seed_offset=500"
                                + ";target=t=0.15;steps=1500");
        assertThat(first.id()).isEqualTo("bc0750edb1d20ab73faadc7e198ce4b74f70ad2a6397326ca418f5595f1cdcf7");
        assertThat(last.canonical())
                .isEqualTo(
                        "protocol_version=1;architecture=fourier-mlp;bandwidth=20;frequencies=32;initialisation=he-normal;width=64;depth=3;seed=19"
                                + ";family=gabor;source=a=-0.1,b=2;points=256;source_steps=2000;learning_rate=0.001;beta1=0.9;beta2=0.999;epsilon=1e-8;control_seed_offset=500"
                                + ";target=a=0,b=2.25;steps=1500");
        assertThat(last.id()).isEqualTo("144529a771d478c52751d4185f9ffb6f7c5626ea6b90a4b115893928d7694603");
    }

    /** The numbers of the protocol, beside the file that is their home. */
    @Test
    void theDefaultsAreTheProtocol() {
        Tuple tuple = Sweep.load("geometric-1d").tuple(0).orElseThrow();

        assertThat(tuple.protocol())
                .isEqualTo(new Protocol(256, 2000, null, 1500, 1e-4, 0.9, 0.999, 1e-8, 500, 0.5, null));
        assertThat(tuple.architecture()).isEqualTo(new Siren(30));
        assertThat(tuple.width()).isEqualTo(64);
        assertThat(tuple.depth()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatATupleIsAboutHasNoDefaultAndEverythingElseHas(Key key) {
        Settings defaults = Defaults.packaged().settings();
        boolean some = Architecture.kinds().stream().anyMatch(kind -> defaults.cell(key, kind.name()) != null);

        assertThat(some).isEqualTo(!Key.REQUIRED.contains(key.essence()) && key != Key.ALTERNATE);
    }
}
