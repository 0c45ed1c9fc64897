package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a command opens while it works on this machine: no port that another machine could reach. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "who listens is read from the kernel's tables under /proc")
class ListeningPortsTest {
    private static final String SWEEP = """
            sweep: small
            settings: {width: 8, depth: 1, points: 16, source_steps: 5, steps: 5}
            tuples:
              grid: {architecture: relu-mlp, seed: 0..1, family: bump, source: 0.1, delta: 0.05}
            """;

    @TempDir
    Path folder;

    @Test
    void aRunAndAQueryListenOnLoopbackAlone() {
        Path out = folder.resolve("out");
        try (JavaProcess driver = new Drivers(folder, SWEEP).runLocally(out)) {
            listensOnLoopbackAlone(driver);
        }
        try (JavaProcess query =
                start("query", Drivers.MAIN, "sql", "--out", out.toString(), "SELECT count(*) FROM fits")) {
            listensOnLoopbackAlone(query);
        }
    }

    @Test
    void aPageOnThisMachinesAddressListensOnLoopbackAlone() {
        try (JavaProcess driver = new Drivers(folder, SWEEP)
                .runLocally(
                        folder.resolve("out"),
                        Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
                        "--conf",
                        "spark.ui.enabled=true",
                        "--conf",
                        "spark.ui.port=0")) {
            listensOnLoopbackAlone(driver);
        }
    }

    @Test
    void theLaunchersRehearsalOfAStartListensOnLoopbackAlone() {
        Path source = Path.of(System.getProperty("specsweep.home"), "driver/src/main/jvm/Warmup.java");
        try (JavaProcess rehearsal = start(
                "rehearsal", source.toString(), folder.resolve("rehearsal").toString())) {
            listensOnLoopbackAlone(rehearsal);
        }
    }

    private JavaProcess start(String name, String... command) {
        List<String> options = new ArrayList<>(Stage.fastStart());
        options.add("-Xmx1g");
        return JavaProcess.start(name, folder, Map.of(), Stage.CLASS_PATH, options, List.of(command));
    }

    /** Looks until the process has ended; one that nothing was seen of was not looked at. */
    private static void listensOnLoopbackAlone(JavaProcess process) {
        Listeners listeners = new Listeners();
        Eventually.until(
                "it ends",
                () -> {
                    listeners.look(process.pid());
                    return !process.isAlive();
                },
                process::output);
        assertThat(process.exitCode()).as(process::output).isZero();
        assertThat(listeners.seen()).as("where it listened").isNotEmpty().allMatch(Listeners::isLoopback);
    }
}
