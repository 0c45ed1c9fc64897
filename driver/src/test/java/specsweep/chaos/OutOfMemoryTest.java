package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of which one tuple needs more memory than executors have, and what becomes of the others. */
class OutOfMemoryTest {
    /** 80 small tuples, and one whose grids alone are several hundred megabytes. */
    private static final String SWEEP = """
            sweep: hungry
            settings: {depth: 1, source_steps: 2, steps: 2}
            tuples:
              grid:
                architecture: relu-mlp
                family: bump
                source: 0.1
                union:
                  - grid: {width: 32, seed: 0..39, points: 256, delta: [0.05, 0.1]}
                  - grid: {width: 2, seed: 0, delta: 0.05, points: 8000000}
            """;

    @TempDir
    Path folder;

    private final ClusterOfProcesses cluster = Stage.cluster();

    /** In the full form, that of {@code .ci/chaos}, the same with executors that live on. */
    @Test
    void executorsThatDieWithoutMemoryEndTheRunWithOneLineAndMoreMemoryFinishesIt() {
        Drivers drivers = new Drivers(folder, SWEEP);
        Path undisturbed = folder.resolve("undisturbed");
        try (JavaProcess driver = drivers.runLocally(undisturbed, List.of("-Xmx2g"))) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        List<String> facts = Facts.of(undisturbed);
        assertThat(facts).hasSize(81 * 3);

        // One that ends itself, as executors on YARN do: its tasks are tried on others, which end too.
        Path ended = folder.resolve("ended");
        try (JavaProcess driver = drivers.runOn(
                cluster,
                ended,
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                ClusterOfProcesses.EXECUTOR_OPTIONS
                        + ClusterOfProcesses.executorOptions()
                        + " -XX:+ExitOnOutOfMemoryError")) {
            assertThat(driver.exitCode()).as(driver::output).isEqualTo(1);
            assertThat(driver.output().lines().filter(line -> line.startsWith("specsweep: ")))
                    .singleElement()
                    .asString()
                    .startsWith("specsweep: out of memory: ")
                    .contains("spark.executor.memory")
                    .endsWith("What was published is kept.")
                    .as("which would end in the same way")
                    .doesNotContain("run the same command");
            assertThat(driver.output()).doesNotContain("\tat ");
        }
        try (JavaProcess driver = drivers.runOn(cluster, ended, "--conf", "spark.executor.memory=2g")) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(Facts.of(ended)).isEqualTo(facts);
        if (Boolean.getBoolean("specsweep.chaos.full")) {
            whereExecutorsLiveOnItIsARow(drivers, facts);
        }
    }

    private void whereExecutorsLiveOnItIsARow(Drivers drivers, List<String> facts) {
        Path out = folder.resolve("rows");
        try (JavaProcess driver = drivers.runOn(cluster, out, "--conf", "spark.executor.memory=512m")) {
            assertThat(driver.exitCode()).as(driver::output).isEqualTo(3);
        }
        assertThat(Facts.distinct(out, "cause"))
                .hasSize(2)
                .anyMatch(cause -> String.valueOf(cause).contains("OutOfMemoryError: "));
        List<String> kept = Facts.of(out);
        // Which of its fits found no memory is chance.
        List<String> failed =
                kept.stream().filter(fact -> !facts.contains(fact)).toList();
        assertThat(failed).hasSizeBetween(1, 3);
        try (JavaProcess driver = drivers.runOn(cluster, out, "--retry-failed", "--conf", "spark.executor.memory=2g")) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(Facts.of(out))
                .hasSize(facts.size() + failed.size())
                .containsAll(facts)
                .containsAll(kept);
    }
}
