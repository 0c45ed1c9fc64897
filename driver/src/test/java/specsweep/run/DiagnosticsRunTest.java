package specsweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.LocalSpark;
import specsweep.kernel.diagnostic.Diagnostic;
import specsweep.store.Compaction;
import specsweep.store.DamagedFiles;
import specsweep.store.DiagnosticSchema;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;
import specsweep.sweep.Sweep;

/** Sweeps that measure their starts: a second table, complete whatever happened, and the same facts as without it. */
class DiagnosticsRunTest {
    private static final String PLAIN = """
            sweep: measured
            conditions: [scratch, structured, random, head-reset]
            settings: {width: 12, depth: 2, points: 30, source_steps: 25, steps: 15}
            tuples:
              union:
                - grid: {architecture: [siren, relu-mlp], seed: 0..1, family: bump, source: 0.1, delta: [0.05, 0.1]}
                - grid: {architecture: fourier-mlp, bandwidth: 2, seed: 0..1, family: warp, source: 0.1, delta: 0.1}
            """;

    private static final String MEASURED = PLAIN.replace("conditions:", "diagnostics: true\nconditions:");
    private static final int TUPLES = 10;
    private static final int VALUES = TUPLES * 4 * Diagnostic.all().size();

    /** What two runs of the same sweep may differ in. */
    private static final List<String> PLACE_AND_TIME = List.of("wall_ms", "finished_at", "host");

    private static SparkSession spark;
    private static SweepRun.Summary whole;

    @TempDir
    static Path out;

    @BeforeAll
    static void open() {
        spark = session("local[2]");
        whole = run(MEASURED, "whole", 3);
    }

    @AfterAll
    static void close() throws IOException {
        spark.close();
    }

    @Test
    void everyStartHasEveryDiagnosticAndTheFactsAreThoseOfASweepThatMeasuresNothing() {
        run(PLAIN, "plain", 1);

        assertThat(whole.trainedFits()).isEqualTo(TUPLES * 4);
        assertThat(facts("whole")).isEqualTo(facts("plain"));
        assertThat(store("plain").diagnostics().isEmpty()).isTrue();
        assertThat(values("whole")).hasSize(VALUES).doesNotHaveDuplicates();
        Dataset<Row> both = store("whole")
                .diagnostics()
                .rows()
                .groupBy("tuple_id", "condition")
                .pivot("diagnostic")
                .agg(functions.first("value"))
                .join(store("whole").facts().drop("sweep", "architecture"), new String[] {"tuple_id", "condition"});
        for (Row start : both.collectAsList()) {
            double firstLoss =
                    start.<scala.collection.Seq<Float>>getAs("train_mse").apply(0);
            double startDistance = start.<Double>getAs("start-distance");
            assertThat(startDistance).isCloseTo(firstLoss, org.assertj.core.data.Percentage.withPercentage(0.01));
            assertThat(start.<Double>getAs("ntk-alignment")).isBetween(0.0, 1.0);
            String condition = start.getAs("condition");
            if (condition.equals("scratch")) {
                assertThat(start.<Double>getAs("weight-distance")).isZero();
                assertThat(start.<Object>getAs("function-distance")).isNull();
            } else if (condition.equals("random")) {
                assertThat(start.<Double>getAs("function-distance"))
                        .isNotEqualTo(start.<Double>getAs("function_distance"));
            } else {
                assertThat(start.<Double>getAs("function-distance"))
                        .isEqualTo(start.<Double>getAs("function_distance"));
            }
        }
    }

    @Test
    void diagnosticsTurnedOnLaterMeasureEveryStartAndTrainNoFit() {
        run(PLAIN, "later", 1);
        List<String> before = facts("later");
        SweepRun.Summary later = run(MEASURED, "later", 1);

        assertThat(later.trainedFits()).isZero();
        // Structured and random of six groups that share their sources.
        assertThat(later.steps()).isEqualTo(6 * 2 * 25);
        assertThat(facts("later")).isEqualTo(before);
        assertThat(values("later")).isEqualTo(values("whole"));
        assertThat(run(MEASURED, "later", 1).steps()).isZero();
        assertThat(values("later")).hasSize(VALUES);
    }

    @Test
    void anExtendedSweepMeasuresOnlyWhatIsNew() {
        String fewer = MEASURED.replace(", head-reset", "").replace("seed: 0..1", "seed: 0");
        run(fewer, "extended", 1);
        assertThat(values("extended")).hasSize(TUPLES / 2 * 3 * Diagnostic.all().size());
        run(MEASURED, "extended", 1);

        assertThat(values("extended")).hasSize(VALUES).doesNotHaveDuplicates();
    }

    @Test
    void valuesThatACrashLeftWithoutTheirFactsAreMeasuredAgainWithThem() throws IOException {
        copy("whole", "crashed");
        List<String> expected = facts("crashed");
        delete(out.resolve("crashed/sweep=measured/architecture=siren"));
        SweepRun.Summary summary = run(MEASURED, "crashed", 1);

        assertThat(summary.trainedFits()).isEqualTo(4 * 4);
        assertThat(facts("crashed")).isEqualTo(expected);
        assertThat(values("crashed").stream().distinct()).hasSize(VALUES);
    }

    @Test
    void factsThatLostTheirValuesAreMeasuredAgain() throws IOException {
        copy("whole", "lost");
        List<String> expected = values("lost");
        delete(out.resolve("lost/diagnostics/sweep=measured/architecture=relu-mlp"));
        SweepRun.Summary summary = run(MEASURED, "lost", 1);

        assertThat(summary.trainedFits()).isZero();
        assertThat(values("lost")).isEqualTo(expected);
    }

    @Test
    void aDamagedFileOfValuesIsFoundAndMovedAside() throws IOException {
        copy("whole", "damaged");
        List<String> expected = values("damaged");
        Path file = files(out.resolve("damaged/diagnostics")).get(0);
        Files.write(file, new byte[0]);
        DamagedFiles files = new DamagedFiles(spark, out.resolve("damaged").toString());
        List<DamagedFiles.Damaged> damaged = files.find(false);

        assertThat(damaged)
                .singleElement()
                .satisfies(each ->
                        assertThat(each.path()).endsWith(file.getFileName().toString()));
        files.quarantine(damaged);
        assertThat(files(out.resolve("damaged/_quarantine/diagnostics"))).hasSize(1);
        run(MEASURED, "damaged", 1);
        assertThat(values("damaged").stream().distinct().toList()).isEqualTo(expected);
    }

    @Test
    void compactionPutsTheFilesOfValuesTogetherAndChangesNoRow() throws IOException {
        copy("whole", "compacted");
        run(MEASURED.replace("seed: 0..1", "seed: 0..2"), "compacted", 1);
        Path folder = out.resolve("compacted/diagnostics");
        int before = files(folder).size();
        List<String> values = values("compacted");
        List<String> rows = facts("compacted");
        assertThat(values).hasSize(VALUES * 3 / 2);
        Compaction facts = new Compaction(
                spark, out.resolve("compacted").toString(), () -> {}, Compaction.TARGET_BYTES, Duration.ZERO);
        Compaction.Result result = facts.ofDiagnostics().run();

        // Both runs left a file or more for each of the three architectures.
        assertThat(result.before()).isEqualTo(before).isGreaterThanOrEqualTo(6);
        assertThat(result.after()).isEqualTo(3);
        assertThat(files(folder)).hasSize(3);
        assertThat(values("compacted")).isEqualTo(values);
        assertThat(facts("compacted")).isEqualTo(rows);
    }

    @Test
    void aStartThatCouldNotBeHadHasRowsWithoutValueAndSaysWhy() {
        String yaml = """
                sweep: trouble
                diagnostics: true
                settings: {points: 20, source_steps: 5, steps: 5, family: chirp, delta: 0.1}
                tuples:
                  union:
                    - grid: {architecture: relu-mlp, seed: 0, source: -1.5, width: 8, depth: 1}
                    - grid: {architecture: relu-mlp, seed: 1, source: 0.1, width: 16, depth: 64, learning_rate: 1}
                """;
        run(yaml, "trouble", 1);
        Dataset<Row> rows = store("trouble").diagnostics().rows();

        // The first source is constant, so that nothing can be measured; of the second tuple, scratch can.
        List<Row> causes = rows.groupBy("condition", "cause")
                .agg(functions.count(functions.lit(1)), functions.count("value"))
                .sort("condition", "cause")
                .collectAsList();
        assertThat(causes).hasSize(6);
        for (Row row : causes) {
            assertThat(row.getLong(2)).isEqualTo(Diagnostic.all().size());
            if (row.isNullAt(1)) {
                assertThat(row.getString(0)).isEqualTo("scratch");
                assertThat(row.getLong(3)).isPositive();
            } else {
                assertThat(row.getString(1))
                        .containsAnyOf("constant on the training grid", "its source ended diverged");
                assertThat(row.getLong(3)).isZero();
            }
        }
        assertThat(run(yaml, "trouble", 1).steps()).isZero();
    }

    private static SweepRun.Summary run(String yaml, String folder, int stack) {
        return new SweepRun(spark, Sweep.parse("test.yaml", yaml), store(folder), stack, new Silent()).run();
    }

    private static FactStore store(String folder) {
        return new FactStore(spark, out.resolve(folder).toString());
    }

    private static List<String> facts(String folder) {
        return rows(store(folder).facts(), FitSchema.STRUCT.fieldNames());
    }

    private static List<String> values(String folder) {
        return rows(store(folder).diagnostics().rows(), DiagnosticSchema.STRUCT.fieldNames());
    }

    /** Rows as text, numbers with all their bits, in a fixed order, without place and time. */
    private static List<String> rows(Dataset<Row> rows, String[] names) {
        Column[] columns = Arrays.stream(names)
                .filter(name -> !PLACE_AND_TIME.contains(name))
                .map(functions::col)
                .toArray(Column[]::new);
        return rows.select(columns).collectAsList().stream()
                .map(Row::json)
                .sorted()
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.parquet(\\.damaged)?"))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(out.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, out.resolve(to).resolve(out.resolve(from).relativize(file)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static SparkSession session(String master) {
        return LocalSpark.on(master).getOrCreate();
    }
}
