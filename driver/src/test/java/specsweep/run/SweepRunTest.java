package specsweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import specsweep.LocalSpark;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;
import specsweep.sweep.Sweep;

/** Runs small sweeps on local Spark: the same facts whatever the parallelism, and nothing twice. */
class SweepRunTest {
    private static final String SMALL = """
            sweep: small
            settings: {width: 16, depth: 2, points: 40, source_steps: 30, steps: 20}
            tuples:
              union:
                - grid: {architecture: [siren, relu-mlp], seed: 0..2, family: bump, source: 0.1, delta: [0.05, 0.1]}
                - grid: {architecture: fourier-mlp, bandwidth: [2, 5], seed: 0..2, family: warp, source: 0.1, delta: 0.1}
            """;

    /** Columns that may differ between two runs of the same sweep: time, host and thread placement. */
    private static final List<String> PLACE_AND_TIME = List.of("wall_ms", "finished_at", "host");

    @TempDir
    Path out;

    @Test
    void theSameSweepGivesTheSameBitsOnOneSlotOnTwoAndInStacks() {
        List<String> one = inSession("local[1]", spark -> factsOf(spark, SMALL, "one", 1));
        List<String> two = inSession("local[2]", spark -> factsOf(spark, SMALL, "two", 1));
        List<String> stacked = inSession("local[2]", spark -> factsOf(spark, SMALL, "stacked", 5));
        assertThat(one).hasSize(18 * 3);
        assertThat(two).isEqualTo(one);
        assertThat(stacked).isEqualTo(one);
    }

    @Test
    void aSecondRunTrainsNothing() {
        inSession("local[2]", spark -> {
            assertThat(run(spark, SMALL, "again", 1).trainedFits()).isEqualTo(18 * 3);
            List<String> before = factsOf(spark, "again");
            SweepRun.Summary second = run(spark, SMALL, "again", 1);
            assertThat(second.trainedFits()).isZero();
            assertThat(second.steps()).isZero();
            assertThat(second.complete()).isTrue();
            assertThat(factsOf(spark, "again")).isEqualTo(before);
            return null;
        });
    }

    @Test
    void anExtendedSweepTrainsOnlyWhatIsNewAndGivesTheSameBitsAsAtOnce() {
        inSession("local[2]", spark -> {
            String fewer = SMALL.replace("seed: 0..2", "seed: 0..1").replace("sweep: small", """
                    sweep: small
                    conditions: [scratch, structured]""");
            assertThat(run(spark, fewer, "extended", 1).trainedFits()).isEqualTo(12 * 2);
            // Six new tuples with three conditions, and the random control of the twelve old ones.
            assertThat(run(spark, SMALL, "extended", 1).trainedFits()).isEqualTo(6 * 3 + 12);
            List<String> extended = factsOf(spark, "extended");
            assertThat(extended).isEqualTo(factsOf(spark, SMALL, "at-once", 1));
            return null;
        });
    }

    @Test
    void troubleInOneTupleBecomesARowAndTheOthersAreTrained() {
        // A source with t = -1.5 is constant; a deep network at a rate of 1 diverges; a deadline of a microsecond has
        // passed at once.
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
        inSession("local[2]", spark -> {
            SweepRun.Summary summary = run(spark, trouble, "trouble", 1);
            assertThat(summary.complete()).isTrue();
            assertThat(summary.notDoneFits()).isEqualTo(9);
            List<Row> rows = new FactStore(spark, out.resolve("trouble").toString())
                    .facts()
                    .groupBy("seed", "source", "status")
                    .agg(functions.count(functions.lit(1)), functions.min("cause"))
                    .sort("seed", "source")
                    .collectAsList();
            assertThat(rows).hasSize(4);
            assertThat(rows.get(0).mkString("|"))
                    .startsWith("0|t=-1.5|failed|3|IllegalArgumentException: the function is constant");
            assertThat(rows.get(1).mkString("|")).isEqualTo("0|t=0.1|done|3|null");
            assertThat(rows.get(2).mkString("|"))
                    .startsWith("1|t=0.1|diverged|3|")
                    .contains("not finite at step");
            assertThat(rows.get(3).mkString("|"))
                    .startsWith("2|t=0.1|timed-out|3|")
                    .contains("deadline passed");
            assertThat(run(spark, trouble, "trouble", 1).notDoneFits()).isEqualTo(9);
            return null;
        });
    }

    @Test
    void whatACrashLeftInStagingIsRescuedIfItWasWholeAndDroppedIfNot() throws Exception {
        inSession("local[2]", spark -> {
            List<String> expected = factsOf(spark, SMALL, "crashed", 1);
            Path root = out.resolve("crashed");
            Path whole = root.resolve("_staging/crash-1");
            Path half = root.resolve("_staging/crash-2/sweep=small/architecture=siren");
            new FactStore(spark, root.toString())
                    .stopMark()
                    .set(spark.sparkContext().hadoopConfiguration());
            try {
                java.nio.file.Files.createDirectories(whole);
                java.nio.file.Files.createDirectories(half);
                java.nio.file.Files.move(root.resolve("sweep=small"), whole.resolve("sweep=small"));
                hide(whole);
                java.nio.file.Files.writeString(half.resolve("part-0.parquet.hidden"), "not a Parquet file");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            SweepRun.Summary summary = run(spark, SMALL, "crashed", 1);
            assertThat(summary.trainedFits()).isZero();
            assertThat(factsOf(spark, "crashed")).isEqualTo(expected);
            assertThat(root.resolve("_staging")).doesNotExist();
            return null;
        });
    }

    /** Makes of facts what a job leaves that has committed them. */
    private static void hide(Path staged) throws java.io.IOException {
        List<Path> files;
        try (Stream<Path> all = java.nio.file.Files.walk(staged)) {
            files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            names.add('"' + staged.relativize(file).toString() + '"');
            java.nio.file.Files.move(file, file.resolveSibling(file.getFileName() + ".hidden"));
        }
        java.nio.file.Files.writeString(
                staged.resolve("_commit.json"),
                "{\"version\": 1, \"owner\": 0, \"given_up\": false, \"files\": " + names + "}");
    }

    @Test
    @Timeout(120)
    void aStopEndsTheTasksOfAWaveAndKeepsWhatTheyHaveTrained() throws Exception {
        // One wave of some minutes, which nobody waits for.
        String lengthy = """
                sweep: lengthy
                conditions: [scratch, structured]
                settings: {width: 64, points: 256, source_steps: 500, steps: 500}
                tuples: {grid: {architecture: siren, seed: 0..1999, family: bump, source: 0.1, delta: [0.05, 0.1]}}
                """;
        try (SparkSession spark = LocalSpark.on("local[2]")
                .config("spark.specsweep.waveSeconds", 1e6)
                .getOrCreate()) {
            Path root = out.resolve("stopped");
            FactStore store = new FactStore(spark, root.toString());
            CompletableFuture<SweepRun> run = new CompletableFuture<>();
            run.complete(new SweepRun(spark, Sweep.parse("test.yaml", lengthy), store, 1, new Silent() {
                @Override
                public void advanced(SweepRun.Snapshot snapshot) {
                    // By then a slot has trained some tuples of its first task, which nobody is told of before it ends.
                    if (snapshot.seconds() > 5) {
                        run.join().stop();
                    }
                }
            }));
            SweepRun.Summary summary = run.join().run();
            assertThat(summary.complete()).isFalse();
            assertThat(summary.missingFits()).isEqualTo(8000);
            assertThat(store.facts().count())
                    .isEqualTo(summary.trainedFits())
                    .isLessThan(8000)
                    // Two targets share a source, and are trained together.
                    .satisfies(fits -> assertThat(fits % 4).isZero())
                    .isPositive();
            assertThat(root.resolve("_staging"))
                    .satisfiesAnyOf(
                            staging -> assertThat(staging).doesNotExist(),
                            staging -> assertThat(staging).isEmptyDirectory());
        }
    }

    private List<String> factsOf(SparkSession spark, String yaml, String folder, int stack) {
        run(spark, yaml, folder, stack);
        return factsOf(spark, folder);
    }

    private SweepRun.Summary run(SparkSession spark, String yaml, String folder, int stack) {
        FactStore store = new FactStore(spark, out.resolve(folder).toString());
        return new SweepRun(spark, Sweep.parse("test.yaml", yaml), store, stack, new Silent()).run();
    }

    /** Every fact as text, floats with all their bits, in a fixed order, without place and time. */
    private List<String> factsOf(SparkSession spark, String folder) {
        Column[] columns = Arrays.stream(FitSchema.STRUCT.fieldNames())
                .filter(name -> !PLACE_AND_TIME.contains(name))
                .map(functions::col)
                .toArray(Column[]::new);
        List<String> facts = new ArrayList<>();
        for (Row row : new FactStore(spark, out.resolve(folder).toString())
                .facts()
                .select(columns)
                .sort("tuple_id", "condition")
                .collectAsList()) {
            facts.add(row.json());
        }
        return facts;
    }

    private static <T> T inSession(String master, Function<SparkSession, T> body) {
        try (SparkSession spark = LocalSpark.on(master).getOrCreate()) {
            return body.apply(spark);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
