package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.store.Lease;

/** The commands that look after an output, as a user calls them. */
class OperationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TINY = """
            sweep: tiny
            settings: {width: 8, depth: 1, points: 16, source_steps: 20, steps: 12}
            tuples:
              union:
                - grid: {architecture: [siren, relu-mlp], seed: 0..2, family: bump, source: 0.1, delta: 0.1}
                - grid: {architecture: relu-mlp, seed: 0, family: chirp, source: -1.5, delta: 0.1}
            """;

    @TempDir
    Path folder;

    /** One story, since each command starts Spark. */
    @Test
    void anOutputIsRunWatchedCompactedAndTriedAgain() throws IOException {
        String sweep = Files.writeString(folder.resolve("tiny.yaml"), TINY).toString();
        String out = folder.resolve("out").toString();

        assertThat(call("status", "--out", out).code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(call("compact", "--out", out).code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(folder.resolve("out")).as("nobody asked for it to be made").doesNotExist();

        // Someone else has it.
        try (Lease other = Lease.take(new Configuration(), out, "run of sweep tiny", "tiny", Lease.BEAT, said -> {})) {
            other.report(4, 21, 2);
            for (List<String> writer : List.of(List.of("run", sweep), List.of("compact"))) {
                Called refused = call(
                        Stream.concat(writer.stream(), Stream.of("--out", out)).toArray(String[]::new));
                assertThat(refused.code()).isEqualTo(ExitCode.FATAL);
                assertThat(refused.err())
                        .contains(out + " is in use: run of sweep tiny, process "
                                + ProcessHandle.current().pid())
                        .hasLineCount(1);
            }
            other.check();
        }

        Called first = call("run", sweep, "--out", out, "--master", "local[1]");
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.FINISHED_WITH_FAILURES);
        List<Path> manifests = list(folder.resolve("out/_manifests"));
        assertThat(manifests).hasSize(1);
        JsonNode manifest = JSON.readTree(manifests.get(0).toFile());
        assertThat(manifest.get("outcome").asText()).isEqualTo("done");
        assertThat(manifest.get("sweep_text").asText()).isEqualTo(TINY);
        assertThat(manifest.get("counts").get("fits_trained").asInt()).isEqualTo(21);
        assertThat(manifest.get("counts").get("fits_failed").asInt()).isEqualTo(3);

        try (Lease other = Lease.take(new Configuration(), out, "run of sweep tiny", "tiny", Lease.BEAT, said -> {})) {
            other.check();
            Files.writeString(folder.resolve("tiny.yaml"), TINY.replace("seed: 0..2", "seed: 0..3"));
            JsonNode status = JSON.readTree(
                    call("status", sweep, "--out", out, "--format", "json").out());
            assertThat(status.get("in_use_by").get("pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            JsonNode tiny = status.get("sweeps").get(0);
            assertThat(tiny.get("sweep").asText()).isEqualTo("tiny");
            assertThat(tiny.get("state").asText()).isEqualTo("running");
            assertThat(tiny.get("done").asInt()).isEqualTo(18);
            assertThat(tiny.get("failed").asInt()).isEqualTo(3);
            assertThat(tiny.get("left").asInt())
                    .as("seed 3 of two architectures")
                    .isEqualTo(6);
        }

        Called retried = call("run", sweep, "--out", out, "--retry-failed", "--master", "local[1]");
        assertThat(retried.code()).isEqualTo(ExitCode.FINISHED_WITH_FAILURES);
        assertThat(retried.err()).contains("9 fits to train").contains("3 fits failed, diverged or timed out");

        Called compacted = call("compact", "--out", out, "--keep-seconds", "0");
        assertThat(compacted.code()).as(compacted.err()).isZero();
        assertThat(compacted.err()).contains("are 2 files");
        assertThat(list(folder.resolve("out/sweep=tiny/architecture=siren"))).hasSize(1);

        Called after = call("status", "--out", out);
        assertThat(after.code()).isZero();
        assertThat(after.out().lines().skip(1).findFirst().orElse(""))
                .matches("tiny +done +24 +0 +3 +0 +0 +\\d+\\.\\d +- +20\\d\\d-.*Z");
        Called csv = call(
                "sql",
                "--out",
                out,
                "--format",
                "csv",
                "SELECT attempts, count(*) AS fits FROM fits GROUP BY ALL ORDER BY ALL");
        assertThat(csv.out().lines()).containsExactly("attempts,fits", "1,24", "2,3");
    }

    /** Brackets, stars and question marks are patterns to Hadoop and to Spark, and per cent and colon are signs of a URI. */
    @Test
    void everyNameThatADiskTakesIsAFolderAndNoPattern() throws IOException {
        Path strange = Files.createDirectories(folder.resolve("a [b]{c,d} *?\\ 5%41 #+&='\" x:y"));
        String yaml = """
                sweep: tiny
                settings: {family: table, source: 0.03, width: 8, depth: 1, source_steps: 5, steps: 5}
                table: {file: "own [data]*.csv", coordinates: [x, t], values: u, parameter: nu}
                conditions: [scratch, structured, random]
                tuples: {grid: {architecture: [siren, relu-mlp], seed: 0..2, target: [0.035, 0.04]}}
                """;
        Files.copy(
                Path.of(System.getProperty("specsweep.home"), "sweeps/own-data.csv"),
                strange.resolve("own [data]*.csv"));
        String sweep = Files.writeString(strange.resolve("tiny {1}.yaml"), yaml).toString();
        String out = strange.resolve("out [1]").toString();

        Called run = call("run", sweep, "--out", out + "/", "--master", "local[1]");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(list(strange.resolve("out [1]/sweep=tiny/architecture=siren")))
                .isNotEmpty();
        Called again = call("run", sweep, "--out", out, "--no-table");
        assertThat(again.err()).contains("nothing to train");
        Called compacted = call("compact", "--out", out, "--keep-seconds", "0");
        assertThat(compacted.code()).as(compacted.err()).isZero();
        Called csv = call("sql", "--out", out, "--format", "csv", "SELECT count(*) AS fits FROM fits");
        assertThat(csv.out().lines()).as(csv.err()).containsExactly("fits", "36");
        assertThat(call("views", "--dialect", "duckdb", "--out", out).out())
                .contains("a [[]b]{c,d} [*][?]\\ 5%41 #+&=''\" x:y/out [[]1]/sweep=*/architecture=*/*.parquet'");
        Path page = strange.resolve("page [1].html");
        assertThat(call("report", "--html", page.toString(), "--out", out).code())
                .isZero();
        assertThat(page).isNotEmptyFile();

        // Nothing of it lies anywhere else.
        assertThat(list(folder)).containsExactly(strange);
        assertThat(list(strange)).hasSize(4);
    }

    @Test
    void whereNothingCanBeWrittenOneLineSaysSo() throws IOException {
        String sweep = Files.writeString(folder.resolve("tiny.yaml"), TINY).toString();
        Path file = Files.writeString(folder.resolve("file"), "");
        Called run = call("run", sweep, "--out", file.resolve("out").toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains(file + " is a file, not a folder").hasLineCount(1);
        assertThat(call("run", sweep, "--fail-fast", "--max-failures", "3").code())
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(call("run", sweep, "--max-failures", "-1").code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void theDoctorEndsWithOneOnlyWhereSomethingWouldHurt() throws IOException {
        Called well = call("doctor", "--out", folder.resolve("out").toString(), "--format", "json");
        assertThat(well.code()).as(well.out()).isZero();
        assertThat(JSON.readTree(well.out()).findValuesAsText("level"))
                .contains("ok")
                .doesNotContain("fail");

        Path file = Files.writeString(folder.resolve("file"), "");
        Called ill = call("doctor", "--out", file.resolve("out").toString());
        assertThat(ill.code()).isEqualTo(ExitCode.FATAL);
        assertThat(ill.out())
                .containsPattern("fail +output +.*cannot be written")
                .contains("-> let this user write to");
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Called(int code, String out, String err) {}

    private static Called call(String... args) throws IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        try (PrintStream newOut = new PrintStream(capturedOut, true, StandardCharsets.UTF_8);
                PrintStream newErr = new PrintStream(capturedErr, true, StandardCharsets.UTF_8)) {
            System.setOut(newOut);
            System.setErr(newErr);
            int code = Main.execute(args);
            return new Called(
                    code, capturedOut.toString(StandardCharsets.UTF_8), capturedErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
