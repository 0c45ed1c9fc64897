package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a data file can be wrong, and what the user is told: where, what, and what would be right. */
class BadDataTest {
    static final String SWEEP = """
            sweep: mine
            table: {file: data.csv, coordinates: x, values: u, parameter: nu}
            settings: {family: table, width: 8, depth: 1}
            tuples: {grid: {architecture: siren, seed: 0, source: 1, target: 2}}
            """;

    @TempDir
    Path folder;

    /** A header and 12 points for each of three snapshots: line 2 + 12 s + i is x = i / 8 of nu = s + 1. */
    static String good() {
        StringBuilder csv = new StringBuilder("nu,x,u\n");
        for (int nu = 1; nu <= 3; nu++) {
            for (int i = 0; i < 12; i++) {
                csv.append(String.format(Locale.ROOT, "%d,%s,%s\n", nu, i / 8.0, nu * Math.sin(i)));
            }
        }
        return csv.toString();
    }

    private static UnaryOperator<String> line(int number, String text) {
        return csv -> {
            String[] lines = csv.split("\n", -1);
            lines[number - 1] = text;
            return String.join("\n", lines);
        };
    }

    private static Arguments wrong(String what, UnaryOperator<String> edit, String... expected) {
        return Arguments.of(what, edit, List.of(expected));
    }

    static Stream<Arguments> wrongTexts() {
        return Stream.of(
                wrong("0 bytes", csv -> "", ": is empty: it has 0 bytes; it may not have been copied whole"),
                wrong(
                        "blank",
                        csv -> "\n# nothing\n\n",
                        ":1: has no lines but blank ones; begin with a line that names the columns"),
                wrong("header only", csv -> "nu,x,u\n", ":1: has no rows below the line that names the columns"),
                wrong(
                        "no header",
                        csv -> csv.substring(csv.indexOf('\n') + 1),
                        ":1: must name the columns, and has only numbers; write x,u,nu above it, in the order of the columns"),
                wrong("binary", csv -> "PK\u0003\u0004\0\0\0", ": is not text; save it as CSV, or as Parquet"),
                wrong(
                        "two missing columns",
                        line(1, "viscosity,x,velocity"),
                        ":1: u: there is no such column; the columns are viscosity, x, velocity",
                        ":1: nu: there is no such column; the columns are viscosity, x, velocity"),
                wrong("misspelt column", line(1, "Nu,x,u"), ":1: nu: there is no such column; did you mean Nu?"),
                wrong(
                        "two columns of a name",
                        line(1, "nu,u,u"),
                        ":1: x: there is no such column; the columns are nu, u, u",
                        ":1: u: names two columns; give each column its own name"),
                wrong("word", line(7, "1,0.5,fast"), ":7: u: must be a number, was fast"),
                wrong("hexadecimal", line(7, "1,0.5,0x1p3"), ":7: u: must be a number, was 0x1p3"),
                wrong("Java's suffix", line(7, "1,0.5,1d"), ":7: u: must be a number, was 1d"),
                wrong("decimal comma", line(7, "1,0.5,\"0,25\""), ":7: u: must be a number, was 0,25; write 0.25"),
                wrong(
                        "not finite, each with its line",
                        csv -> line(9, "1,1e999,NA")
                                .apply(line(7, "1,nan,-Infinity").apply(csv)),
                        ":7: x: must be finite, was nan; leave the row out where a value is not known",
                        ":7: u: must be finite, was -Infinity; leave the row out where a value is not known",
                        ":9: x: must be finite, was 1e999; leave the row out where a value is not known",
                        ":9: u: must be finite, was NA; leave the row out where a value is not known"),
                wrong(
                        "empty cell",
                        line(7, "1,,0.5"),
                        ":7: x: has no value; leave the row out where a value is not known"),
                wrong(
                        "ragged",
                        csv -> line(9, "1,0.75,0.5,3").apply(line(7, "1,0.5").apply(csv)),
                        ":7: must have 3 cells, as the first line has, was 2 cells",
                        ":9: must have 3 cells, as the first line has, was 4 cells"),
                wrong(
                        "too few points",
                        csv -> csv + "4,0.125,1\n4,0.25,2\n",
                        ":38: the snapshot nu=4 must have at least 10 points, was 2 points; leave the snapshot out of the file"),
                wrong(
                        "one snapshot only",
                        csv -> csv.lines().limit(13).reduce("", (a, b) -> a + b + "\n"),
                        ":2: nu: there is one snapshot only, and a warm start goes from one to another, was 1; add rows with another nu"),
                wrong(
                        "duplicate point",
                        csv -> csv + "2,0.25,9\n",
                        ":38: the point x=0.25 of the snapshot nu=2 must be there once, and is in line 16 and line 38; leave one of them out"),
                wrong(
                        "minus zero is zero",
                        csv -> csv + "2,-0.0,9\n",
                        ":38: the point x=0 of the snapshot nu=2 must be there once, and is in line 14 and line 38; leave one of them out"),
                wrong(
                        "constant value",
                        csv -> csv.replaceAll(",[-0-9.E]+\n", ",7\n"),
                        ":2: u: is constant, so there is nothing to learn, was 7; leave it out of table.values"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTexts")
    void aWrongTextIsAProblemWithItsLine(String what, UnaryOperator<String> edit, List<String> expected)
            throws IOException {
        assertThat(edit.apply(good())).isNotEqualTo(good());
        Path data = Files.writeString(folder.resolve("data.csv"), edit.apply(good()));

        assertThat(problems(SWEEP))
                .containsExactlyElementsOf(
                        expected.stream().map(each -> data + each).toList());
    }

    @Test
    void theRightTextIsRightInEveryDialect() throws IOException {
        for (UnaryOperator<String> dialect : List.<UnaryOperator<String>>of(
                csv -> csv,
                csv -> "\uFEFF# made by hand\n\n" + csv.replace("\n", "\r\n"),
                csv -> csv.replace(',', ';'),
                csv -> csv.replace(',', '\t').replace("\t", " \t "),
                csv -> csv.replace("nu,x,u", "\"nu\",\"x\",\"u\"").strip())) {
            Files.writeString(folder.resolve("data.csv"), dialect.apply(good()));
            assertThat(sweep(SWEEP).tuple(0).orElseThrow().protocol().points()).isEqualTo(10);
        }
    }

    @Test
    void aFileThatIsNotThereAndAFolderAreProblems() throws IOException {
        assertThat(problems(SWEEP))
                .containsExactly(folder.resolve("data.csv")
                        + ": there is no such file; table.file is relative to the folder of the sweep file");
        Files.createDirectory(folder.resolve("data.csv"));
        assertThat(problems(SWEEP))
                .containsExactly(folder.resolve("data.csv")
                        + ": is a folder without Parquet files; name a CSV or a Parquet file");
        assertThat(problems(SWEEP.replace("data.csv", "'nowhere://x/data.csv'")))
                .containsExactly("nowhere://x/data.csv: cannot be read: No FileSystem for scheme \"nowhere\"");
    }

    @Test
    void aFileThatIsWrongThroughoutIsSaidSoAHundredTimes() throws IOException {
        Files.writeString(folder.resolve("data.csv"), "nu,x,u\n" + "1,2,three\n".repeat(1000));
        assertThat(problems(SWEEP))
                .hasSize(101)
                .last()
                .asString()
                .endsWith(":101: was read up to here only, after 100 mistakes");
    }

    @Test
    void snapshotsThatDoNotExistNameTheNearestAndTheOtherMistakesComeToo() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(folder.resolve("data.csv"), good());
        assertThat(problems(SWEEP.replace("target: 2", "target: [2, 2.2], points: 16, batch_size: 10")))
                .containsExactly(
                        file
                                + ":4: target: data.csv has no snapshot nu=2.2; the nearest are nu=2 | nu=3 | nu=1, was 2.2",
                        file + ":4: points: a table has points of its own, was 16; leave points out");
        assertThat(problems(SWEEP.replace("target: 2", "target: 2, batch_size: 10")))
                .containsExactly(
                        file
                                + ":4: batch_size: must be below the 10 training points, was 10; none takes them all in every step");
        assertThat(problems(SWEEP.replace("source: 1", "source: {mu: 1}")))
                .containsExactly(file + ":4: source: table has the parameters nu, was {mu: 1}; write one number");
        assertThat(problems(SWEEP.replace("target: 2", "delta: 0.5")))
                .containsExactly(
                        file
                                + ":4: delta: with the source 1: data.csv has no snapshot nu=1.5; the nearest are nu=1 | nu=2 | nu=3, was 0.5");
    }

    @Test
    void mistakesInTheSweepAndInTheDataComeTogether() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Path data = Files.writeString(
                folder.resolve("data.csv"), line(7, "1,0.5,fast").apply(good()));
        assertThat(problems(SWEEP.replace("width: 8", "widht: 8")))
                .containsExactly(
                        file + ":3: widht: unknown key; did you mean width?",
                        data + ":7: u: must be a number, was fast");
    }

    @Test
    void theMirroredAlternateMustExistOrBeNamed() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(folder.resolve("data.csv"), good());
        String alternate = SWEEP + "conditions: [scratch, structured, alternate]\n";
        assertThat(sweep(alternate).tuple(0)).isPresent();
        assertThat(problems(alternate.replace("target: 2", "target: [2, 3]")))
                .containsExactly(
                        file
                                + ":4: alternate: the control mirrors the source nu=1 at the target nu=3, but data.csv has no"
                                + " snapshot nu=5; the nearest are nu=3 | nu=2 | nu=1; as far from the target, about, is nu=2: give it as alternate");
        assertThat(sweep(alternate.replace("target: 2", "target: 3, alternate: 2"))
                        .tuple(0))
                .isPresent();
    }

    @Test
    void aConstantSnapshotCanBeATargetButNotASource() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(folder.resolve("data.csv"), good().replaceAll("\n2,([0-9.]+),[-0-9.E]+", "\n2,$1,7"));
        assertThat(sweep(SWEEP).tuple(0)).isPresent();
        assertThat(problems(SWEEP.replace("source: 1, target: 2", "source: 2, target: 1")))
                .containsExactly(
                        file + ":4: source: u is constant in the snapshot nu=2 of data.csv, so that nothing can be"
                                + " standardised by it, was 2");
    }

    @Test
    void theTableItselfIsReadStrictly() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(folder.resolve("data.csv"), good());
        assertThat(problems(SWEEP.replace("parameter: nu", "parameters: [nu, x]")))
                .containsExactly(
                        file + ":2: table.parameters: unknown key; did you mean parameter?",
                        file
                                + ":2: table.parameter: is missing; write file:, coordinates:, values: and parameter: below it");
        assertThat(problems(SWEEP.replace("parameter: nu", "parameter: [nu, x]")))
                .containsExactly(file
                        + ":2: table.parameter: must not have a column twice, was x; it is already in coordinates");
        assertThat(problems(SWEEP.replace("parameter: nu", "parameter: 'n,u'")))
                .containsExactly(file
                        + ":2: table.parameter: must be the name of a column, or a list of names, without , ; = | { or },"
                        + " was n,u");
        assertThat(problems(SWEEP.replaceAll("(?m)^table.*\n", "")))
                .containsExactly(
                        file + ":2: family: has no data: there is no table: at the top of the file; write table: with"
                                + " file: and its columns");
        assertThat(problems(SWEEP.replace("family: table", "family: bump")))
                .containsExactly(file + ":2: table: is not used; write family: table in a grid, or leave it out");
    }

    private Sweep sweep(String yaml) {
        return Sweep.parse(folder.resolve("mine.yaml").toString(), yaml);
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(SweepFileException.class, () -> sweep(yaml)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
