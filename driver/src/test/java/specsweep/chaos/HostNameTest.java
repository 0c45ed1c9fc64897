package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose own name has no address: a laptop off its network, a container while its image is made. */
class HostNameTest {
    private static final String SWEEP = """
            sweep: small
            settings: {width: 8, depth: 1, points: 16, source_steps: 5, steps: 5}
            tuples:
              grid: {architecture: relu-mlp, seed: 0..1, family: bump, source: 0.1, delta: 0.05}
            """;

    @TempDir
    Path folder;

    @Test
    void aMachineWhoseNameHasNoAddressTrainsAllTheSame() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        List<String> options = new ArrayList<>(Stage.fastStart());
        options.add("-Djdk.net.hosts.file=" + hosts);
        Path out = folder.resolve("out");

        try (JavaProcess driver = new Drivers(folder, SWEEP).runLocally(out, options)) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(Facts.of(out)).hasSize(2 * Drivers.CONDITIONS);
    }
}
