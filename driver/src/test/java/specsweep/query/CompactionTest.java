package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.store.Compaction;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;
import specsweep.store.OtherVersionException;
import specsweep.store.Ownership;

/** Small files put together: the same rows, the same answers of every view, at every moment. */
class CompactionTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path out;

    @Test
    void manySmallFilesBecomeOneOfEachArchitectureWithTheSameRows() throws IOException {
        writeSmallFiles();
        List<String> before = facts();
        assertThat(files()).hasSize(6);

        Compaction.Result result = compact(() -> {}, MIB);
        assertThat(result.before()).isEqualTo(6);
        assertThat(result.after()).isEqualTo(2);
        assertThat(files()).hasSize(2).allMatch(file -> file.contains("/compact-"));
        assertThat(facts()).isEqualTo(before);
        assertThat(out.resolve("_compaction")).doesNotExist();

        assertThat(compact(() -> {}, MIB).after())
                .as("a second time there is nothing to do")
                .isEqualTo(2);
        // A condition that a later run adds lies in a file of its own, beside the large ones.
        TestSession.write(out, Fact.of("shuffled", 0));
        assertThat(compact(() -> {}, MIB).after()).isEqualTo(2);
        assertThat(facts()).hasSize(before.size() + 1).containsAll(before);
    }

    @Test
    void curvesHaveNoDictionaryBeforeAndAfter() throws IOException {
        writeSmallFiles();
        assertThat(encodingsOfCurves()).contains(Encoding.PLAIN).noneMatch(Encoding::usesDictionary);
        compact(() -> {}, MIB);
        assertThat(encodingsOfCurves()).contains(Encoding.PLAIN).noneMatch(Encoding::usesDictionary);
    }

    private Set<Encoding> encodingsOfCurves() throws IOException {
        Set<Encoding> encodings = new HashSet<>();
        for (String file : files()) {
            try (ParquetFileReader reader =
                    ParquetFileReader.open(new LocalInputFile(out.resolve(file).toAbsolutePath()))) {
                reader.getFooter().getBlocks().stream()
                        .flatMap(block -> block.getColumns().stream())
                        .filter(column -> column.getPath().toDotString().contains("_mse.list."))
                        .forEach(column -> encodings.addAll(column.getEncodings()));
            }
        }
        return encodings;
    }

    @Test
    void filesGrowNoLargerThanTheTarget() throws IOException {
        writeSmallFiles();
        List<String> before = facts();
        long largest = files().stream()
                .mapToLong(file -> size(out.resolve(file)))
                .max()
                .orElseThrow();
        Compaction.Result result = compact(() -> {}, 3 * largest);
        assertThat(result.after()).isBetween(3L, 4L);
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void whileOldAndNewFilesAreBothThereFactsAreReadOnce() throws IOException {
        writeSmallFiles();
        List<String> facts = facts();
        List<String> fits = answers("SELECT * FROM fits");
        List<Integer> filesSeen = new ArrayList<>();
        compact(
                () -> {
                    filesSeen.add(files().size());
                    assertThat(facts()).isEqualTo(facts);
                    if (filesSeen.size() == 3) {
                        assertThat(answers("SELECT * FROM fits")).isEqualTo(fits);
                    }
                },
                MIB);
        assertThat(filesSeen).as("before each new file, and before old ones go").containsExactly(6, 7, 8);
        assertThat(facts()).isEqualTo(facts);
    }

    @Test
    void viewsOverRowsThatAreThereTwiceAnswerTheSame() throws IOException {
        writeSmallFiles();
        // How often a fit was tried counts what is there; the others stand on what these read.
        List<String> queries = List.of(
                "SELECT * EXCEPT (attempts) FROM failures",
                "SELECT * FROM curves",
                "SELECT * FROM gain",
                "SELECT * FROM steps_to",
                "SELECT * FROM specificity");
        Views.register(TestSession.spark(), out.toString());
        List<List<String>> once = queries.stream().map(CompactionTest::rows).toList();
        for (String file : files()) {
            Path original = out.resolve(file);
            Files.copy(original, original.resolveSibling("copy-" + original.getFileName()));
        }
        Views.register(TestSession.spark(), out.toString());
        for (int i = 0; i < queries.size(); i++) {
            assertThat(rows(queries.get(i))).as(queries.get(i)).isNotEmpty().isEqualTo(once.get(i));
        }
    }

    @Test
    void anOutputOfAnotherSchemaVersionIsRefusedWithWhatToDo() {
        TestSession.write(out, Fact.of("scratch", 0).with("schema_version", FitSchema.VERSION + 1));
        assertThatThrownBy(() -> Views.register(TestSession.spark(), out.toString()))
                .isInstanceOf(OtherVersionException.class)
                .hasMessageContaining(out + " holds results of schema version " + (FitSchema.VERSION + 1))
                .hasMessageContaining("written by specsweep 0123abcdef")
                .hasMessageContaining("another folder with --out");
    }

    private void writeSmallFiles() {
        for (long seed = 0; seed < 4; seed++) {
            TestSession.write(
                    out,
                    Fact.of("scratch", seed).train(1, 0.5, 0.01, 0.001, 1e-5),
                    Fact.of("structured", seed).train(0.5, 0.1, 1e-3 + 1e-4 * seed, 1e-5, 1e-6),
                    Fact.of("random", seed).train(0.9, 0.2, 1e-2, 1e-4, 1e-5));
        }
        for (long seed = 0; seed < 2; seed++) {
            TestSession.write(
                    out,
                    Fact.of("scratch", seed).with("architecture", "relu-mlp").with("bandwidth", null),
                    Fact.of("structured", seed)
                            .with("architecture", "relu-mlp")
                            .with("bandwidth", null)
                            .with("status", seed == 0 ? "failed" : "done")
                            .with("cause", seed == 0 ? "by hand" : null));
        }
    }

    private Compaction.Result compact(Ownership beforePublishing, long target) {
        return new Compaction(TestSession.spark(), out.toString(), beforePublishing, target, Duration.ZERO).run();
    }

    private List<String> facts() {
        return new FactStore(TestSession.spark(), out.toString())
                .facts().collectAsList().stream().map(Row::json).sorted().toList();
    }

    private List<String> answers(String sql) {
        Views.register(TestSession.spark(), out.toString());
        return rows(sql);
    }

    private static List<String> rows(String sql) {
        SparkSession spark = TestSession.spark();
        return spark.sql(sql).collectAsList().stream().map(Row::json).sorted().toList();
    }

    private List<String> files() {
        try (Stream<Path> files = Files.walk(out)) {
            return files.map(file -> out.relativize(file).toString())
                    .filter(file -> file.startsWith("sweep=") && file.endsWith(".parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
