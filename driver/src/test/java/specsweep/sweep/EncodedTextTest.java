package specsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweep files as the editors of other systems save them. */
class EncodedTextTest {
    private static final String YAML = """
            sweep: mine # größe
            tuples:
              grid: {architecture: siren, seed: [0, 1], family: bump, source: 0.1, delta: 0.1, learning_rate: 1e-3}
            """;

    @TempDir
    Path folder;

    @Test
    void aSweepIsTheSameInEveryEncodingWithEveryLineEnd() throws IOException {
        String id = load(YAML, StandardCharsets.UTF_8);
        assertThat(load("\uFEFF" + YAML, StandardCharsets.UTF_8)).isEqualTo(id);
        assertThat(load("\uFEFF" + YAML, StandardCharsets.UTF_16LE)).isEqualTo(id);
        assertThat(load("\uFEFF" + YAML, StandardCharsets.UTF_16BE)).isEqualTo(id);
        assertThat(load(YAML.replace("\n", "\r\n"), StandardCharsets.UTF_8)).isEqualTo(id);
        assertThat(load("\uFEFF" + YAML.replace("\n", "\r\n"), StandardCharsets.UTF_16LE))
                .isEqualTo(id);
    }

    private String load(String yaml, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("mine.yaml"), yaml.getBytes(charset));
        Sweep sweep = Sweep.load(file.toString());
        assertThat(sweep.name()).isEqualTo("mine");
        return sweep.tuple(1).orElseThrow().id();
    }

    @Test
    void anEncodingThatCannotBeToldIsRefused() throws IOException {
        assertThatThrownBy(() -> EncodedText.decode(YAML.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(CharacterCodingException.class);
        Path file = Files.write(folder.resolve("mine.yaml"), YAML.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems(file)).containsExactly(file + ": is not text in UTF-8; save it so");
    }

    @Test
    void aWordThatLooksLikeSomethingElseIsTakenAsMeantOrRefusedByItsLine() throws IOException {
        Path named = Files.writeString(folder.resolve("mine.yaml"), YAML.replace("mine", "NO"));
        assertThat(problems(named))
                .containsExactly(
                        named + ":1: sweep: must be text, and YAML does not read this as text, was NO; write \"NO\"");
        for (String wrong : List.of("NO", "on", "012", "0x1F", "1_000", "1:30", "2026-12-01", ".inf", "true", "~")) {
            Path file = Files.writeString(folder.resolve("mine.yaml"), YAML.replace("1e-3", wrong));
            assertThat(problems(file)).as(wrong).singleElement().asString().startsWith(file + ":3: learning_rate: ");
        }
        Path file = Files.writeString(folder.resolve("mine.yaml"), YAML.replace("  grid", "\tgrid"));
        assertThat(problems(file))
                .singleElement()
                .asString()
                .startsWith(file + ":3: ")
                .contains("a tab");
    }

    private static List<String> problems(Path file) {
        return catchThrowableOfType(SweepFileException.class, () -> Sweep.load(file.toString())).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
