package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs with damaged files: a run names them all, touches nothing unasked, and with leave makes the output whole again. */
class DamagedOutputTest {
    @TempDir
    Path folder;

    @Test
    void damagedFilesAreNamedThenOnRequestPutAsideAndTrainedAgain() throws IOException {
        Drivers drivers = new Drivers(folder);
        Path out = folder.resolve("out");
        FileUtils.copyDirectory(Stage.undisturbed().toFile(), out.toFile());
        List<String> undisturbed = Facts.of(out);
        List<Path> files = Facts.visibleFiles(out);
        assertThat(files).hasSizeGreaterThanOrEqualTo(5);

        Path empty = files.get(0);
        Path truncated = files.get(1);
        Path garbage = files.get(2);
        resize(empty, 0);
        resize(truncated, Files.size(truncated) / 2);
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        Files.write(garbage, noise);
        // The checksums of Hadoop's local file system would notice; most file systems have none.
        for (Path damaged : List.of(empty, truncated, garbage)) {
            Files.deleteIfExists(damaged.resolveSibling("." + damaged.getFileName() + ".crc"));
        }

        try (JavaProcess driver = drivers.runLocally(out)) {
            assertThat(driver.exitCode()).as(driver::output).isEqualTo(1);
            assertThat(driver.output())
                    .contains("3 result files cannot be read")
                    .contains(empty.getFileName() + " (0 bytes): is empty")
                    .contains(truncated.getFileName().toString())
                    .contains(garbage.getFileName() + " (4096 bytes)")
                    .contains("run again with --quarantine")
                    .doesNotContain("\tat ");
        }
        assertThat(Facts.visibleFiles(out)).as("nothing is touched unasked").isEqualTo(files);

        // Damage between a sound beginning and end, which the thorough look of --quarantine finds too.
        Path inside = files.get(3);
        overwriteInTheMiddle(inside);
        try (JavaProcess driver = drivers.runLocally(out, "--quarantine")) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
            assertThat(driver.output()).contains("4 result files could not be read");
        }
        for (Path damaged : files.subList(0, 4)) {
            assertThat(damaged).doesNotExist();
            assertThat(out.resolve("_quarantine").resolve(out.relativize(damaged) + ".damaged"))
                    .exists();
        }
        assertThat(Facts.of(out)).isEqualTo(undisturbed);
    }

    private static void resize(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private static void overwriteInTheMiddle(Path file) throws IOException {
        byte[] noise = new byte[2048];
        new Random(2).nextBytes(noise);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(noise), channel.size() / 2);
        }
    }
}
