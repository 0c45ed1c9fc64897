package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command where what it prints does not arrive: on a full disk, and when nobody reads any more. */
class StandardOutputTest {
    private static final String FULL = "specsweep: cannot write to standard output: No space left on device\n";

    /** These say on standard error what they did. */
    private static final Set<String> SILENT = Set.of("compact");

    @TempDir
    static Path folder;

    private static Path out;
    private static Path sweep;

    @BeforeAll
    static void anOutput() throws IOException {
        out = folder.resolve("out");
        sweep = Files.writeString(folder.resolve("tiny.yaml"), """
                sweep: tiny
                settings: {width: 8, depth: 1, points: 16, source_steps: 4, steps: 4, dead_source_mse: 10}
                tuples: {grid: {architecture: relu-mlp, seed: [0, 1], family: bump, source: 0.1, delta: 0.1}}
                """);
        Called run = call(OutputStream.nullOutputStream(), "run", sweep.toString(), "--out", out.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static Set<String> commands() {
        return Main.commandLine().getSubcommands().keySet();
    }

    /** A call of each command that prints something. */
    private static Map<String, List<String>> calls() {
        List<String> here = List.of("--out", out.toString());
        return Map.ofEntries(
                Map.entry("run", with(here, "run", sweep.toString())),
                Map.entry("plan", List.of("plan", sweep.toString())),
                Map.entry("status", with(here, "status")),
                Map.entry("sql", with(here, "sql", "SELECT * FROM facts")),
                Map.entry("views", with(here, "views")),
                Map.entry(
                        "report",
                        with(
                                here,
                                "report",
                                "--html",
                                folder.resolve("report.html").toString())),
                Map.entry("claims", with(here, "claims")),
                Map.entry("recommend", with(here, "recommend", "--format", "json")),
                Map.entry("compact", with(here, "compact")),
                Map.entry("doctor", with(here, "doctor")),
                Map.entry("bench", List.of("bench", "--width", "8", "--points", "16", "--stack", "1")),
                Map.entry("reference", List.of("reference", "bump")),
                Map.entry(
                        "example-data",
                        List.of("example-data", folder.resolve("new.csv").toString())),
                Map.entry("help", List.of("help", "sql")));
    }

    private static List<String> with(List<String> options, String... words) {
        return Stream.concat(Arrays.stream(words), options.stream()).toList();
    }

    @Test
    void everyCommandHasACallHere() {
        assertThat(calls().keySet()).isEqualTo(commands());
    }

    static Stream<List<String>> everyHelpAndEveryCommand() {
        return Stream.concat(
                Stream.of(List.of("--help"), List.of("--version")),
                commands().stream().flatMap(command -> Stream.of(List.of(command, "--help"), List.of(command))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyHelpAndEveryCommand")
    void aFullDiskIsSaidAndEndsWithOne(List<String> words) throws IOException {
        String command = words.get(0);
        boolean help = words.size() > 1 || command.startsWith("--");
        List<String> line = help ? words : Objects.requireNonNull(calls().get(command));
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            Called called = call(full, line.toArray(String[]::new));
            if (!help && SILENT.contains(command)) {
                assertThat(called.code()).isEqualTo(ExitCode.DONE);
            } else {
                assertThat(called.err()).endsWith(FULL).doesNotContain("\tat ", "SPECSWEEP_TRACE");
                assertThat(called.code()).isEqualTo(ExitCode.FATAL);
            }
        }
    }

    static Stream<String> forReaders() {
        return Stream.of(
                "--help",
                "plan " + "SWEEP",
                "views --out OUT",
                "sql --out OUT --format csv 'SELECT f.*, r.id FROM facts f, range(20000) r'",
                "sql --out OUT --format json 'SELECT f.*, r.id FROM facts f, range(20000) r'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forReaders")
    void aReaderWhoLeavesEndsTheCommandQuietly(String arguments) throws Exception {
        // What fits into a pipe is taken before a reader of one line has left; this one leaves before anything is
        // printed.
        Shell shell = shell("SPECSWEEP " + arguments + " | true; echo ${PIPESTATUS[0]}");
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).isEqualTo(ExitCode.READER_LEFT + "\n");
    }

    @Test
    void aClosedOutputIsSaid() throws Exception {
        Shell shell = shell("SPECSWEEP --version >&-; echo $?");
        assertThat(shell.err()).startsWith("specsweep: cannot write to standard output: ");
        assertThat(shell.out()).isEqualTo("1\n");
    }

    @Test
    void aQueryLeavesNothingInTheFolderItIsAskedIn() throws Exception {
        Shell shell =
                shell("SPECSWEEP sql --out OUT 'SHOW TABLES' && SPECSWEEP sql --out OUT 'DESCRIBE facts' >/dev/full;"
                        + " echo $?; SPECSWEEP sql --out OUT 'CREATE TABLE t (a INT)'; echo $?");
        assertThat(shell.err())
                .contains(FULL, "specsweep: CREATE TABLE is refused. A query reads the views and the facts: ")
                .contains("line 1, position 1");
        assertThat(shell.out()).contains("facts").endsWith("1\n2\n");
    }

    private record Shell(String out, String err) {}

    /** Runs a line in a folder of its own, and sees that it leaves nothing there. */
    private static Shell shell(String line) throws IOException, InterruptedException {
        Path here = Files.createTempDirectory(folder, "here");
        Path java = Files.writeString(
                folder.resolve("specsweep"),
                "exec '" + System.getProperty("java.home") + "/bin/java' '@"
                        + Path.of(System.getProperty("specsweep.home"), "driver/src/main/jvm/java.options")
                                .toAbsolutePath()
                        + "' -XX:+UseSerialGC -Xmx1g -Duser.home=" + folder + " -cp '"
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        + "' specsweep.cli.Main \"$@\"\n");
        Path stdout = Files.createTempFile(folder, "stdout", "");
        Path stderr = Files.createTempFile(folder, "stderr", "");
        String command = line.replace("SPECSWEEP", "sh " + java)
                .replace("OUT", out.toString())
                .replace("SWEEP", sweep.toString());
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(here.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        try (Stream<Path> left = Files.list(here)) {
            assertThat(left).isEmpty();
        }
        return new Shell(Files.readString(stdout), Files.readString(stderr));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedAndNoHalfOfItIsLeft() throws IOException {
        Path device = Files.createSymbolicLink(folder.resolve("full.html"), Path.of("/dev/full"));
        Called html =
                call(OutputStream.nullOutputStream(), "report", "--html", device.toString(), "--out", out.toString());
        assertThat(html.err()).endsWith("specsweep: " + device + " cannot be written: No space left on device\n");
        assertThat(html.code()).isEqualTo(ExitCode.FATAL);
        assertThat(Path.of("/dev/full"))
                .as("a device is written to, not replaced")
                .isNotEqualTo(device);
        assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();

        Path picture = Files.createSymbolicLink(folder.resolve("full.svg"), Path.of("/dev/full"));
        Called svg = call(OutputStream.nullOutputStream(), "reference", "heat", "--picture", picture.toString());
        assertThat(svg.err()).contains("specsweep: --picture " + picture + ": cannot be written: ", "No space left");
        assertThat(svg.code()).isEqualTo(ExitCode.FATAL);
    }

    @Test
    void aPageBehindALinkIsReplacedAndTheLinkStays() throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), page);
        Called html =
                call(OutputStream.nullOutputStream(), "report", "--html", link.toString(), "--out", out.toString());
        assertThat(html.code()).as(html.err()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(page).content().contains("<html");
    }

    private record Called(int code, String err) {}

    private static Called call(OutputStream to, String... args) throws IOException {
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        try (PrintStream newErr = new PrintStream(captured, true, StandardCharsets.UTF_8)) {
            System.setErr(newErr);
            int code = Main.execute(to, new PrintWriter(System.err, true), args);
            return new Called(code, captured.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(err);
        }
    }
}
