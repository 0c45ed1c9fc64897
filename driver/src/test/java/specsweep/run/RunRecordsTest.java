package specsweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.LocalSpark;
import specsweep.store.FactStore;
import specsweep.store.Manifest;
import specsweep.store.Manifests;
import specsweep.sweep.Sweep;

/** What is known of runs afterwards: their manifests, and the status of a sweep. */
class RunRecordsTest {
    private static final String SMALL = """
            sweep: small
            settings: {width: 8, depth: 1, points: 20, source_steps: 10, steps: 6}
            tuples: {grid: {architecture: [siren, relu-mlp], seed: 0..1, family: bump, source: 0.1, delta: [0.05, 0.1]}}
            """;

    private static final int FITS = 8 * 3;

    private static SparkSession spark;

    @TempDir
    Path out;

    @BeforeAll
    static void open() {
        spark = LocalSpark.open();
    }

    @AfterAll
    static void close() throws IOException {
        spark.close();
    }

    @Test
    void aManifestTellsHowARunBeganAndEnded() {
        Manifests manifests = new Manifests(new Configuration(), out.toString());
        assertThat(manifests.list()).isEmpty();
        Manifest begun = manifests.begin(spark.sparkContext(), "small", "small.yaml", SMALL);
        assertThat(manifests.list()).containsExactly(begun);
        assertThat(begun.outcome()).isEqualTo(Manifest.Outcome.RUNNING);
        assertThat(begun.versions().spark()).isEqualTo("4.2.0");
        assertThat(begun.versions().nd4j()).isEqualTo("1.0.0-M2.1");
        assertThat(begun.cluster().master()).isEqualTo("local[2]");
        assertThat(begun.cluster().cores()).isEqualTo(2);
        assertThat(begun.sweepText()).isEqualTo(SMALL);
        assertThat(begun.sweepSha256())
                .as("what sha256sum says of the text")
                .isEqualTo("854f70ea4ad07effd67aec0a29417dee235ec1769e03fd4570fa755b30717b92");

        manifests.end(begun, Manifest.Outcome.FAILED, "the disk is full", new Manifest.Counts(8, 24, 3, 1, 50, 2.5));
        Manifest ended = manifests.list().get(0);
        assertThat(manifests.list()).hasSize(1);
        assertThat(ended.id()).isEqualTo(begun.id());
        assertThat(ended.outcome()).isEqualTo(Manifest.Outcome.FAILED);
        assertThat(ended.message()).isEqualTo("the disk is full");
        assertThat(ended.counts().fitsTrained()).isEqualTo(3);
        assertThat(ended.endedAt()).isNotNull();
    }

    @Test
    void theLastRunIsTheLastThoughItsClockIsBehindThatOfTheRunBefore() throws IOException {
        Manifests manifests = new Manifests(new Configuration(), out.toString());
        Manifest first = manifests.begin(spark.sparkContext(), "small", "small.yaml", SMALL);
        Path file = out.resolve(Manifests.FOLDER)
                .resolve(first.startedAt().replaceAll("[-:]", "") + "-" + first.id() + ".json");
        Files.writeString(file, Files.readString(file).replace(first.startedAt(), "2099-01-01T00:00:00Z"));
        Manifest second = manifests.begin(spark.sparkContext(), "small", "small.yaml", SMALL);
        assertThat(manifests.list()).extracting(Manifest::number).containsExactly(1L, 2L);
        assertThat(manifests.list().get(1)).isEqualTo(second);

        Manifest early = manifests.list().get(0);
        assertThat(early.startedAt()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(Files.deleteIfExists(file)).isTrue();
        manifests.end(early, Manifest.Outcome.DONE, null, Manifest.Counts.NONE);
        assertThat(manifests.list().get(0).endedAt())
                .as("no run ends before it began")
                .isEqualTo("2099-01-01T00:00:00Z");
    }

    @Test
    void theStatusOfASweepIsWhatIsThereAndWhatTheSweepHasBeyondIt() {
        new SweepRun(
                        spark,
                        Sweep.parse("small.yaml", SMALL),
                        store(),
                        new SweepRun.Policy(1, false, Long.MAX_VALUE),
                        new Silent())
                .run();
        Manifests manifests = new Manifests(new Configuration(), out.toString());
        String larger = SMALL.replace("seed: 0..1", "seed: 0..4");
        assertThat(status(manifests, Optional.empty()).get(0).left())
                .as("the text is not known")
                .isNull();
        assertThat(status(manifests, Optional.empty()).get(0).state()).isEqualTo(SweepStatus.State.UNKNOWN);

        Manifest begun = manifests.begin(spark.sparkContext(), "small", "small.yaml", larger);
        SweepStatus died = status(manifests, Optional.empty()).get(0);
        assertThat(died.state()).as("it has not ended, and nobody is at work").isEqualTo(SweepStatus.State.DIED);
        assertThat(died.done()).isEqualTo(FITS);
        assertThat(died.left()).isEqualTo(12 * 3L);
        assertThat(died.fitsPerMinute()).isNull();

        manifests.end(begun, Manifest.Outcome.STOPPED, null, new Manifest.Counts(20, 60, 24, 0, 1000, 12));
        SweepStatus stopped =
                status(manifests, Optional.of(Sweep.parse("small.yaml", SMALL))).get(0);
        assertThat(stopped.state()).isEqualTo(SweepStatus.State.STOPPED);
        assertThat(stopped.left()).as("of the sweep that is given").isZero();
        assertThat(stopped.fitsPerMinute()).isEqualTo(120);
        assertThat(stopped.secondsToGo()).isNull();
    }

    private List<SweepStatus> status(Manifests manifests, Optional<Sweep> given) {
        return SweepStatus.of(spark, store(), manifests.list(), Optional.empty(), given);
    }

    private FactStore store() {
        return new FactStore(spark, out.toString());
    }
}
