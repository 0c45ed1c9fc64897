package specsweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two compactions at once, cut off at every change that they make to the disk. The files hold lines in the place of rows,
 * which is all the same to what is tested: which files a reader reads, and what a crash leaves.
 */
class CompactionCrashTest {
    private static final List<String> ROWS = List.of("a", "b", "c", "d", "e", "f");
    private static final String SIREN = "sweep=s/architecture=siren/";
    private static final String RELU = "sweep=s/architecture=relu-mlp/";

    /** Made once: making one reads files of settings. */
    private static final Configuration CONFIGURATION = new Configuration();

    static {
        FaultyFileSystem.register(CONFIGURATION);
    }

    @TempDir
    Path folder;

    @AfterEach
    void heal() {
        FaultyFileSystem.heal();
    }

    @Test
    void aReaderSeesEachRowOnceBeforeEveryChange() throws IOException {
        Path out = output("out");
        CompactionJournals journals = journals(out);
        List<Integer> looks = new ArrayList<>();
        FaultyFileSystem.beforeEach(() -> {
            assertThat(read(out)).isEqualTo(ROWS);
            looks.add(1);
        });
        compact(out, journals);
        FaultyFileSystem.heal();
        assertThat(looks).hasSizeGreaterThan(10);
        assertThat(read(out)).isEqualTo(ROWS);
        assertThat(visible(out)).containsExactly(RELU + "big.parquet", SIREN + "big.parquet", SIREN + "old.parquet");
        assertThat(out.resolve(CompactionJournals.FOLDER)).doesNotExist();
    }

    @Test
    void afterACrashAtAnyChangeAReaderSeesEachRowOnceAndRecoveryEndsIt() throws IOException {
        int crashes = 0;
        for (boolean crashed = true; crashed; crashes++) {
            Path out = output("out-" + crashes);
            crashed = FaultyFileSystem.dies(crashes, () -> compact(out, journals(out)));
            assertThat(read(out)).as("after %d changes", crashes).isEqualTo(ROWS);

            // Recovery is cut off at every change too, and goes on from there.
            int recoveries = 0;
            while (FaultyFileSystem.dies(recoveries, () -> journals(out).finish(() -> {}))) {
                assertThat(read(out))
                        .as("after %d and %d changes", crashes, recoveries)
                        .isEqualTo(ROWS);
                recoveries++;
            }
            assertThat(out.resolve(CompactionJournals.FOLDER)).doesNotExist();
            assertThat(read(out)).isEqualTo(ROWS);
            assertThat(allRows(out)).as("nothing lies twice").isEqualTo(ROWS);
        }
        assertThat(crashes).isGreaterThan(10);
    }

    @Test
    void aProcessThatMayNoLongerWriteDeletesNothing() throws IOException {
        Path out = output("out");
        CompactionJournals journals = journals(out);
        stage(out, "siren");
        journals.replace("siren", path(out, "_compaction/siren/part.parquet"), SIREN_JOURNAL);
        List<String> before = visible(out);
        assertThatThrownBy(() -> journals.finish(() -> {
                    throw new OutputInUseException("lost");
                }))
                .isInstanceOf(OutputInUseException.class);
        assertThat(visible(out)).isEqualTo(before);
        assertThat(read(out)).isEqualTo(ROWS);
    }

    @Test
    void aJournalNamesNothingOutsideOfTheFacts() {
        for (String outside : List.of(
                "../x.parquet",
                "sweep=../architecture=../x.parquet",
                "sweep=s/architecture=siren/../../x.parquet",
                "/etc/architecture=siren/x.parquet",
                "sweep=s/architecture=siren/_SUCCESS",
                "_lease/0000000001.json")) {
            assertThatThrownBy(() -> new CompactionJournal(SIREN + "big.parquet", List.of(outside)))
                    .as(outside)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new CompactionJournal(outside, List.of(SIREN + "1.parquet")))
                    .as(outside)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static final CompactionJournal SIREN_JOURNAL =
            new CompactionJournal(SIREN + "big.parquet", List.of(SIREN + "1.parquet", SIREN + "2.parquet"));
    private static final CompactionJournal RELU_JOURNAL =
            new CompactionJournal(RELU + "big.parquet", List.of(RELU + "1.parquet", RELU + "2.parquet"));

    private void compact(Path out, CompactionJournals journals) throws IOException {
        stage(out, "siren");
        journals.replace("siren", path(out, "_compaction/siren/part.parquet"), SIREN_JOURNAL);
        stage(out, "relu");
        journals.replace("relu", path(out, "_compaction/relu/part.parquet"), RELU_JOURNAL);
        journals.finish(() -> {});
    }

    /** What Spark would have written, by hand. */
    private static void stage(Path out, String name) throws IOException {
        Path staged = Files.createDirectories(out.resolve("_compaction").resolve(name));
        Files.writeString(staged.resolve("part.parquet"), name.equals("siren") ? "a\nb\n" : "d\ne\nf\n");
    }

    private Path output(String name) throws IOException {
        Path out = folder.resolve(name);
        Files.createDirectories(out.resolve(SIREN));
        Files.createDirectories(out.resolve(RELU));
        Files.writeString(out.resolve(SIREN + "1.parquet"), "a\n");
        Files.writeString(out.resolve(SIREN + "2.parquet"), "b\n");
        Files.writeString(out.resolve(SIREN + "old.parquet"), "c\n");
        Files.writeString(out.resolve(RELU + "1.parquet"), "d\n");
        Files.writeString(out.resolve(RELU + "2.parquet"), "e\nf\n");
        return out;
    }

    private static CompactionJournals journals(Path out) throws IOException {
        return new CompactionJournals(OutputRoot.of(CONFIGURATION, FaultyFileSystem.uri(out)));
    }

    private static org.apache.hadoop.fs.Path path(Path out, String below) {
        return new org.apache.hadoop.fs.Path(FaultyFileSystem.uri(out.resolve(below)));
    }

    /** What a reader that heeds the journals sees. */
    private static List<String> read(Path out) {
        List<String> rows = new ArrayList<>();
        try {
            CompactionJournals journals = new CompactionJournals(OutputRoot.of(CONFIGURATION, out.toString()));
            for (String file : journals.visibleOnce(journals.list())) {
                rows.addAll(Files.readAllLines(Path.of(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.sort(null);
        return rows;
    }

    private static List<String> allRows(Path out) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String file : visible(out)) {
            rows.addAll(Files.readAllLines(out.resolve(file)));
        }
        rows.sort(null);
        return rows;
    }

    private static List<String> visible(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out.resolve("sweep=s"))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
