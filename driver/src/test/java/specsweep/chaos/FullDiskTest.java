package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output on a disk of its own that is full, and that cannot be written. Needs the right to mount one. */
class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void aFullDiskAndAReadOnlyOneEndTheRunWithOneLineAndNothingHalfWritten() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk.toString()) == 0, "may not mount");
        Drivers drivers = new Drivers(folder);
        Path out = disk.resolve("out");
        List<String> undisturbed = Stage.undisturbedFacts();

        try (JavaProcess driver = drivers.runLocally(out)) {
            assertThat(driver.exitCode()).as(driver::output).isEqualTo(1);
            assertThat(driver.output().lines().filter(line -> line.startsWith("specsweep: ")))
                    .singleElement()
                    .asString()
                    .startsWith("specsweep: no space is left: ")
                    .endsWith("run the same command again to continue.");
            assertThat(driver.output()).doesNotContain("\tat ");
        }
        if (!Facts.visibleFiles(out).isEmpty()) {
            assertThat(undisturbed).containsAll(Facts.of(out));
        }

        assertThat(command("mount", "-o", "remount,ro", disk.toString())).isZero();
        try (JavaProcess driver = drivers.runLocally(out)) {
            assertThat(driver.exitCode()).as(driver::output).isEqualTo(2);
            assertThat(driver.output())
                    .isEqualTo("specsweep: --out " + out + ": " + out + " is on a disk that is mounted read-only\n");
        }

        assertThat(command("mount", "-o", "remount,rw,size=50m", disk.toString()))
                .isZero();
        try (JavaProcess driver = drivers.runLocally(out)) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(Facts.of(out)).isEqualTo(undisturbed);
    }

    @AfterEach
    void unmount() throws Exception {
        command("umount", folder.resolve("disk").toString());
    }

    private static int command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
