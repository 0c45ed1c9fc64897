package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands as a user calls them: what they print, where, and with which exit code. */
class MainTest {
    private static final String TINY = """
            sweep: tiny
            settings: {width: 8, depth: 1, points: 16, source_steps: 20, steps: 12, dead_source_mse: 10}
            tuples: {grid: {architecture: [siren, relu-mlp], seed: 0..2, family: bump, source: 0.1, delta: 0.1}}
            """;

    @TempDir
    Path folder;

    static Stream<Path> wrongFiles() throws IOException, URISyntaxException {
        Path corpus = Path.of(Objects.requireNonNull(MainTest.class.getResource("/wrong-sweeps"))
                .toURI());
        try (Stream<Path> files = Files.list(corpus)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void aWrongSweepFileEndsWithTwoSaysWhyAndWritesNothing(Path wrong) throws IOException {
        List<String> expected = Files.readAllLines(wrong).stream()
                .filter(line -> line.startsWith("# expect: "))
                .map(line -> wrong + ":" + line.substring("# expect: ".length()))
                .toList();
        Path out = folder.resolve("out");
        Called called = call("run", wrong.toString(), "--out", out.toString());
        assertThat(called.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(called.err().lines().toList()).containsExactlyElementsOf(expected);
        assertThat(called.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    @Test
    void aRunPrintsItsTableASecondOneTrainsNothingAndSqlAnswers() throws IOException {
        Path out = folder.resolve("out");
        Called first = call("run", file(TINY), "--out", out.toString(), "--master", "local[2]");
        assertThat(first.err()).contains("6 tuples, 18 fits to train").contains("trained 18 fits");
        assertThat(first.code()).isEqualTo(ExitCode.DONE);
        assertThat(first.out()).contains("relu-mlp").contains("siren").contains("structured");

        Called second = call("run", file(TINY), "--out", out.toString(), "--master", "local[2]");
        assertThat(second.err()).contains("all 6 tuples are done already, nothing to train");
        assertThat(second.code()).isEqualTo(ExitCode.DONE);
        assertThat(second.out()).isEqualTo(first.out());

        String query = "SELECT architecture, condition, count(*) AS n FROM fits GROUP BY ALL ORDER BY 1, 2";
        Called csv = call("sql", "--out", out.toString(), "--format", "csv", query);
        assertThat(csv.code()).isEqualTo(ExitCode.DONE);
        assertThat(csv.out().lines())
                .containsExactly(
                        "architecture,condition,n",
                        "relu-mlp,random,3",
                        "relu-mlp,scratch,3",
                        "relu-mlp,structured,3",
                        "siren,random,3",
                        "siren,scratch,3",
                        "siren,structured,3");

        Called wrong = call("sql", "--out", out.toString(), "SELECT architectur FROM fits");
        assertThat(wrong.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err()).contains("architectur").contains("position 8").doesNotContain("\tat ");
    }

    @Test
    void viewsPrintsAScriptWithWhichDuckDbAnswersAlike() throws IOException, SQLException {
        Path out = folder.resolve("it's out");
        call("run", file(TINY), "--out", out.toString(), "--master", "local[2]");
        Called script = call("views", "--out", out.toString());
        assertThat(script.code()).isEqualTo(ExitCode.DONE);
        assertThat(script.err()).isEmpty();
        String query = "SELECT architecture, budget, n_seeds, structured_gain, specificity_lo FROM specificity"
                + " WHERE measure = 'train' AND reached ORDER BY architecture, budget";
        List<String> fromDuckDb = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(script.out());
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    fromDuckDb.add("%s,%s,%d,%.10e,%.10e"
                            .formatted(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getLong(3),
                                    rows.getDouble(4),
                                    rows.getDouble(5)));
                }
            }
        }
        Called csv = call("sql", "--out", out.toString(), "--format", "csv", query);
        assertThat(csv.out().lines().skip(1).map(line -> line.split(",", -1)))
                .isNotEmpty()
                .extracting(cells -> "%s,%s,%s,%.10e,%.10e"
                        .formatted(
                                cells[0],
                                cells[1],
                                cells[2],
                                Double.parseDouble(cells[3]),
                                Double.parseDouble(cells[4])))
                .containsExactlyElementsOf(fromDuckDb);

        assertThat(call("views", "--dialect", "spark", "--out", out.toString()).out())
                .contains("CREATE OR REPLACE TEMPORARY VIEW specificity AS");
        assertThat(script.out())
                .doesNotContain("CREATE OR REPLACE TABLE seed_gains")
                .contains("CREATE OR REPLACE VIEW claims AS");
        assertThat(call("views", "--tables", "--out", out.toString()).out())
                .contains("CREATE OR REPLACE TABLE seed_gains AS")
                .contains("CREATE OR REPLACE VIEW specificity AS")
                .contains("CREATE OR REPLACE TABLE claims AS");
        assertThat(call("views", "--tables", "--dialect", "spark", "--out", out.toString()))
                .extracting(Called::code, Called::out)
                .containsExactly(ExitCode.BAD_INPUT, "");
        Called empty = call("views", "--out", folder.resolve("none").toString());
        assertThat(empty.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(empty.err()).contains("no results in").contains("specsweep run");
        assertThat(empty.out()).isEmpty();
        assertThat(call("views", "--dialect", "oracle").code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void aSweepWithDivergedFitsFinishesWithThree() throws IOException {
        String diverging = TINY.replace("depth: 1", "depth: 64").replace("architecture: [siren, relu-mlp]", """
                architecture: relu-mlp, learning_rate: 1""");
        Called called =
                call("run", file(diverging), "--out", folder.resolve("out").toString());
        assertThat(called.code()).isEqualTo(ExitCode.FINISHED_WITH_FAILURES);
        assertThat(called.err()).contains("failed, diverged or timed out").doesNotContain("\tat ");
    }

    @Test
    void aPlanCountsWithoutTraining() throws IOException {
        Called called = call("plan", file(TINY));
        assertThat(called.code()).isEqualTo(ExitCode.DONE);
        // 2 architectures x 3 seeds; 3 conditions; a source and a control source each: 18 * 12 + 12 * 20 steps.
        assertThat(called.out())
                .containsPattern("tuples +6\n")
                .containsPattern("fits +18\n")
                .containsPattern("sources +12\n")
                .containsPattern("training steps +456\n");
    }

    @Test
    void mistakesOnTheCommandLineEndWithTwoAndAHint() throws IOException {
        assertThat(call("run").code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(call("run").err()).contains("SWEEP").contains("--help");
        assertThat(call("rnu", "smoke").code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(call("rnu", "smoke").err()).contains("run");
        Called missing = call("run", folder.resolve("none.yaml").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(missing.err()).contains("none.yaml");
        Called empty = call("sql", "--out", folder.resolve("none").toString(), "SELECT 1");
        assertThat(empty.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(empty.err()).contains("none").contains("specsweep run").doesNotContain("\tat ");
        assertThat(call(
                                "run",
                                file(TINY),
                                "--stack",
                                "0",
                                "--out",
                                folder.resolve("o").toString())
                        .code())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void helpAndVersionEndWithZero() throws IOException {
        for (String command : List.of("run", "plan", "sql", "views", "bench", "reference")) {
            Called help = call(command, "--help");
            assertThat(help.code()).isEqualTo(ExitCode.DONE);
            assertThat(help.out()).contains("Examples:").contains("specsweep " + command);
        }
        assertThat(call("--version").out()).startsWith("specsweep 0.").contains("Spark 4.");
        assertThat(call("--help").out()).contains("Exit codes");
    }

    @Test
    void theReferenceOfAFamilyIsPrintedAndItsMemberDrawn() throws IOException {
        Path svg = folder.resolve("heat.svg");
        Path png = folder.resolve("heat.png");
        Called called = call(
                "reference",
                "heat",
                "--picture",
                svg.toString(),
                "--picture",
                png.toString(),
                "--member",
                "nu=0.02, s=0.5");
        assertThat(called.code()).isEqualTo(ExitCode.DONE);
        assertThat(called.out()).contains("heat-kernel convolution").contains("within tolerance");
        assertThat(svg).content().startsWith("<svg").contains("heat, nu = 0.02, s = 0.5");
        assertThat(png).isNotEmptyFile();

        Called closed = call("reference", "bump");
        assertThat(closed.code()).isEqualTo(ExitCode.DONE);
        assertThat(closed.out()).contains("Nothing is solved for bump");
    }

    @Test
    void aPictureThatCannotBeDrawnIsRefusedBeforeAnythingIsSolved() throws IOException {
        String svg = folder.resolve("a.svg").toString();
        for (List<String> wrong : List.of(
                List.of("cavty", "did you mean cavity"),
                List.of("bump", "--picture", svg, "two coordinates"),
                List.of("--picture", svg, "needs a FAMILY"),
                List.of("cavity", "--picture", "a.gif", ".svg or .png"),
                List.of("cavity", "--picture", folder.resolve("none/a.svg").toString(), "no folder"),
                List.of("cavity", "--picture", svg, "--member", "re=9000", "from 1 to 2500, was 9000"),
                List.of("heat", "--picture", svg, "--member", "nu=1", "s is missing"),
                List.of("heat", "--picture", svg, "--member", "nu=1,s=x", "x is not a number"),
                List.of("heat", "--picture", svg, "--member", "mu=1", "write nu=...,s=..."),
                List.of("heat", "--member", "nu=1,s=0", "--picture"))) {
            List<String> args = new java.util.ArrayList<>(wrong.subList(0, wrong.size() - 1));
            args.add(0, "reference");
            Called called = call(args.toArray(String[]::new));
            assertThat(called.code()).as(args.toString()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(called.err()).contains(wrong.get(wrong.size() - 1)).doesNotContain("\tat ");
            assertThat(called.out()).isEmpty();
        }
    }

    private String file(String yaml) throws IOException {
        Path file = folder.resolve("tiny.yaml");
        Files.writeString(file, yaml);
        return file.toString();
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
