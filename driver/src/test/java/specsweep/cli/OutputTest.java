package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that cannot be written is refused in one true sentence; what needs other users and disks is in .ci/launcher-tests. */
class OutputTest {
    @TempDir
    Path folder;

    @Test
    void aFolderThatIsThereOrCanBeMadeIsTakenAndNothingIsLeftInIt() throws IOException {
        assertThat(Output.trouble(folder)).isNull();
        assertThat(Output.trouble(folder.resolve("to/be/made"))).isNull();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileIsNoFolderNorAnythingBelowIt() throws IOException {
        Path file = Files.createFile(folder.resolve("notes"));
        assertThat(Output.trouble(file)).isEqualTo(file + " is a file, not a folder");
        assertThat(Output.trouble(file.resolve("results"))).isEqualTo(file + " is a file, not a folder");
    }

    @Test
    void whatWasGivenIsNamedAndIsBadInput() throws IOException {
        Output output = new Output();
        output.out = Files.createFile(folder.resolve("notes")).toString();
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(output::writableLocation)
                .withMessage("--out " + output.out + ": " + output.out + " is a file, not a folder")
                .matches(error -> error.exitCode() == ExitCode.BAD_INPUT);
    }
}
