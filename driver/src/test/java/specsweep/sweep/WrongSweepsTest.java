package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code wrong-sweeps} says in its first lines what must be said about it. */
class WrongSweepsTest {
    static final String MARK = "# expect: ";
    static final String GOOD = """
            sweep: good
            tuples:
              grid: {architecture: siren, seed: 0..9, family: bump, source: 0.1, delta: 0.1}
            """;

    static Stream<Path> wrongFiles() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(WrongSweepsTest.class.getResource("/wrong-sweeps"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void everyProblemIsSaidWithLineKeyValueAndWhatWouldBeRight(Path file) throws IOException {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        List<String> expected = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(MARK))
                .map(line -> name + ":" + line.substring(MARK.length()))
                .toList();

        assertThat(problems(name, Files.readString(file)))
                .isNotEmpty()
                .extracting(Problem::toString)
                .containsExactlyElementsOf(expected);
    }

    @Test
    void thereAreAtLeastThirtyWrongFiles() throws IOException, URISyntaxException {
        assertThat(wrongFiles().count()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void aProblemHasItsParts() {
        List<Problem> problems = problems("x.yaml", GOOD.replace("seed: 0..9", "seed: -1"));

        assertThat(problems)
                .containsExactly(new Problem(
                        "x.yaml", 3, "seed", "-1", "must be a whole number from 0 to 9007199254740991", null));
    }

    @Test
    void anEmptyFileIsAProblem() {
        assertThat(problems("x.yaml", ""))
                .extracting(Problem::toString)
                .containsExactly("x.yaml:1: the file is empty; begin with sweep: and tuples:");
    }

    @Test
    void aFileThatIsTooLongIsNotRead() {
        String text = GOOD + "#".repeat(1_000_000);

        assertThat(problems("x.yaml", text))
                .extracting(Problem::message)
                .containsExactly("a sweep file has at most 1000000 characters");
    }

    @Test
    void aliasesCannotMakeAFileGrow() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }

        assertThat(problems("x.yaml", bomb.toString()))
                .extracting(Problem::message)
                .containsOnly("anchors and aliases are not allowed");
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsAreFine() {
        assertThat(Sweep.parse("x.yaml", "\uFEFF" + GOOD).size()).isEqualTo(10);
        assertThat(Sweep.parse("x.yaml", GOOD.replace("\n", "\r\n")).size()).isEqualTo(10);
    }

    @Test
    void windowsLineEndsCountAsOneLine() {
        assertThat(problems("x.yaml", GOOD.replace("0..9", "-1").replace("\n", "\r\n")))
                .extracting(Problem::line)
                .containsExactly(3);
    }

    @Test
    void aLongListOfProblemsIsCutInTheMessageButNotInTheList() {
        StringBuilder text = new StringBuilder(GOOD).append("settings:\n");
        for (int i = 0; i < 60; i++) {
            text.append("  strange").append(i).append(": 1\n");
        }

        SweepFileException exception =
                catchThrowableOfType(SweepFileException.class, () -> Sweep.parse("x.yaml", text.toString()));

        assertThat(exception.problems()).hasSize(60);
        assertThat(exception.toString().lines()).hasSize(51).last().isEqualTo("and 10 more");
    }

    @Test
    void aMissingFileNamesTheBundledSweeps() {
        assertThatThrownBy(() -> Sweep.load("geometric-2d"))
                .hasMessage("geometric-2d: there is no such file; did you mean geometric-1d?");
        assertThatThrownBy(() -> Sweep.load("studies/mine.yaml"))
                .hasMessage("studies/mine.yaml: there is no such file; the bundled sweeps are "
                        + String.join(", ", Sweep.BUNDLED));
    }

    @Test
    void aFolderAndBytesThatAreNotTextAreProblems(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'s', (byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> Sweep.load(folder.toString())).hasMessage(folder + ": is a folder, not a sweep file");
        assertThatThrownBy(() -> Sweep.load(binary.toString()))
                .hasMessage(binary + ": is not text in UTF-8; save it so");
    }

    static List<Problem> problems(String file, String text) {
        return catchThrowableOfType(SweepFileException.class, () -> Sweep.parse(file, text))
                .problems();
    }
}
