package specsweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.LocalSpark;
import specsweep.store.FactStore;
import specsweep.store.FaultyFileSystem;
import specsweep.store.FitSchema;
import specsweep.store.OutputInUseException;
import specsweep.sweep.Sweep;

/** Fits that fail, disks that fail, and owners that have lost the output: what is tried again, and what never shows. */
class FailuresTest {
    private static final String SMALL = """
            sweep: small
            settings: {width: 8, depth: 1, points: 20, source_steps: 10, steps: 6}
            tuples: {grid: {architecture: [siren, relu-mlp], seed: 0..1, family: bump, source: 0.1, delta: [0.05, 0.1]}}
            """;

    private static SparkSession spark;

    @TempDir
    Path out;

    @BeforeAll
    static void open() {
        spark = LocalSpark.on("local[2]")
                // A wave is as small as can be.
                .config("spark.specsweep.waveSeconds", "1e-6")
                .getOrCreate();
        FaultyFileSystem.register(spark.sparkContext().hadoopConfiguration());
    }

    @AfterAll
    static void close() throws IOException {
        spark.close();
    }

    @AfterEach
    void heal() {
        FaultyFileSystem.heal();
    }

    @Test
    void onRequestFailedAndTimedOutFitsAreTriedAgainAndDivergedOnesAreNot() {
        String trouble = """
                sweep: trouble
                settings: {points: 20, source_steps: 5, steps: 5}
                tuples:
                  grid:
                    architecture: relu-mlp
                    family: chirp
                    delta: 0.1
                    union:
                      - grid: {seed: 0, source: [-1.5, 0.1], width: 8, depth: 1}
                      - grid: {seed: 1, source: 0.1, width: 16, depth: 64, learning_rate: 1}
                      - grid: {seed: 2, source: 0.1, width: 8, depth: 1, deadline_s: 1e-6}
                """;
        assertThat(run(trouble, "t", false).trainedFits()).isEqualTo(12);
        assertThat(run(trouble, "t", false).trainedFits()).isZero();
        SweepRun.Summary again = run(trouble, "t", true);
        assertThat(again.trainedFits())
                .as("three that failed and three that timed out")
                .isEqualTo(6);
        assertThat(again.failedFits()).isEqualTo(6);
        assertThat(again.notDoneFits()).as("each fit counts once").isEqualTo(9);
        assertThat(store("t").facts().count()).isEqualTo(18);
    }

    @Test
    void whatSucceedsWhenTriedAgainCountsThoughTheClockHasGoneBackSince() {
        run(SMALL, "once", false);
        List<String> undisturbed = facts("once");
        // Half of the facts say that they failed, tomorrow.
        Dataset<Row> all = store("once").facts();
        Column failed = functions.col("condition").equalTo("random");
        Row[] rows = (Row[])
                all.withColumn("status", functions.when(failed, "failed").otherwise(functions.col("status")))
                        .withColumn(
                                "finished_at",
                                functions
                                        .when(failed, functions.expr("finished_at + INTERVAL 1 DAY"))
                                        .otherwise(functions.col("finished_at")))
                        .select(Arrays.stream(FitSchema.STRUCT.fieldNames())
                                .map(functions::col)
                                .toArray(Column[]::new))
                        .collect();
        store("again").append(spark.createDataFrame(Arrays.asList(rows), FitSchema.STRUCT), "by-hand");
        assertThat(run(SMALL, "again", false).notDoneFits()).isEqualTo(8);

        SweepRun.Summary retried = run(SMALL, "again", true);
        assertThat(retried.trainedFits()).isEqualTo(8);
        assertThat(retried.notDoneFits()).isZero();
        assertThat(store("again").lastFinished("small").orElseThrow())
                .isAfter(Instant.now().plusSeconds(3600));
        assertThat(facts("again").stream().distinct().toList())
                .as("the same bits, beside those that failed")
                .containsAll(undisturbed);
    }

    @Test
    void aRunEndsWhenMoreFitsFailThanAreAllowedAndKeepsWhatItDid() {
        // Each tuple is a wave, by its cost; its function is constant, so that it fails before the first step.
        String failing = """
                sweep: failing
                settings: {points: 256, source_steps: 1, steps: 100000}
                tuples: {grid: {architecture: relu-mlp, seed: 0..19, family: chirp, source: -1.5, delta: 0.1}}
                """;
        SweepRun.Summary first = run(failing, "f", new SweepRun.Policy(1, false, 0));
        assertThat(first.complete()).isFalse();
        assertThat(first.failedFits()).isBetween(3L, 12L);
        assertThat(store("f").facts().count()).isEqualTo(first.trainedFits());

        SweepRun.Summary more = run(failing, "f", new SweepRun.Policy(1, false, 20));
        assertThat(more.complete()).isFalse();
        assertThat(more.failedFits()).isBetween(21L, 33L);
        assertThat(store("f").facts().count()).isEqualTo(first.trainedFits() + more.trainedFits());

        assertThat(run(failing, "f", false).complete()).isTrue();
        assertThat(store("f").facts().count()).isEqualTo(60);
    }

    @Test
    void aDiskThatFillsAtAnyMomentLeavesNothingHalfWrittenAndTheNextRunGoesOn() {
        FactStore whole = new FactStore(spark, FaultyFileSystem.uri(out.resolve("undisturbed")));
        long all = FaultyFileSystem.changesOf(() -> run(SMALL, whole, SweepRun.Policy.ofStack(1)));
        List<String> undisturbed = facts("undisturbed");
        int failures = 0;
        for (int moment = 0; moment < 6; moment++) {
            long changes = moment * all / 6;
            Path folder = out.resolve("full-" + changes);
            FactStore store = new FactStore(spark, FaultyFileSystem.uri(folder));
            FaultyFileSystem.failAfter(changes, "No space left on device");
            try {
                run(SMALL, store, SweepRun.Policy.ofStack(1));
            } catch (RuntimeException e) {
                failures++;
                assertThat(messages(e)).contains("No space left on device");
            }
            FaultyFileSystem.heal();
            List<String> kept = facts("full-" + changes);
            assertThat(undisturbed).as("after %d changes", changes).containsAll(kept);
            assertThat(kept).doesNotHaveDuplicates();

            SweepRun.Summary rest = run(SMALL, store, SweepRun.Policy.ofStack(1));
            assertThat(rest.complete()).isTrue();
            assertThat(facts("full-" + changes)).isEqualTo(undisturbed);
        }
        // How many changes there are depends on how many waves a machine's speed makes.
        assertThat(failures).isGreaterThanOrEqualTo(4);
    }

    @Test
    void anOwnerThatLostTheOutputPublishesNothingThatTheNextOneDoesNotSee() {
        run(SMALL, "source", false);
        List<String> rows = facts("source");
        Dataset<Row> again = spark.createDataFrame(store("source").facts().collectAsList(), FitSchema.STRUCT);

        // It learns of it before it publishes.
        FactStore refused = new FactStore(spark, out.resolve("refused").toString(), () -> {
            throw new OutputInUseException("lost");
        });
        assertThatThrownBy(() -> refused.append(again, "w")).isInstanceOf(OutputInUseException.class);
        assertThat(facts("refused")).isEmpty();

        // It does not: between its last look and its first move, the new owner recovers what was staged.
        FactStore slept = new FactStore(
                spark, out.resolve("slept").toString(), () -> store("slept").recover());
        assertThatThrownBy(() -> slept.append(again, "w")).isInstanceOf(UncheckedIOException.class);
        assertThat(facts("slept")).isEqualTo(rows);
    }

    private SweepRun.Summary run(String yaml, String folder, boolean retryFailed) {
        return run(yaml, folder, new SweepRun.Policy(1, retryFailed, Long.MAX_VALUE));
    }

    private SweepRun.Summary run(String yaml, String folder, SweepRun.Policy policy) {
        return run(yaml, store(folder), policy);
    }

    private static SweepRun.Summary run(String yaml, FactStore store, SweepRun.Policy policy) {
        return new SweepRun(spark, Sweep.parse("test.yaml", yaml), store, policy, new Silent()).run();
    }

    private FactStore store(String folder) {
        return new FactStore(spark, out.resolve(folder).toString());
    }

    /** Every fact that is done as text, without place and time, in a fixed order. */
    private List<String> facts(String folder) {
        return store(folder)
                .facts()
                .where("status = 'done'")
                .drop("wall_ms", "finished_at", "host")
                .collectAsList()
                .stream()
                .map(Row::json)
                .sorted()
                .toList();
    }

    private static String messages(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            text.append(each.getMessage()).append('\n');
        }
        return text.toString();
    }
}
