package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the command line as a process of its own, on this machine or on a cluster. */
final class Drivers {
    static final String MAIN = "specsweep.cli.Main";

    /** 72 tuples in several small waves: a fault in the middle finds some done, some at work and some not begun. */
    static final String SWEEP = """
            sweep: chaos
            settings: {width: 64, depth: 3, points: 256, source_steps: 40, steps: 40}
            tuples:
              grid:
                architecture: [siren, relu-mlp, fourier-mlp]
                seed: 0..11
                family: bump
                source: 0.1
                delta: [0.05, 0.1]
            """;

    static final int TUPLES = 72;
    static final int CONDITIONS = 3;

    private final Path folder;
    private final Path sweep;
    private int started;

    /**
     * Drivers with logs in a folder.
     *
     * @param folder of the test; the sweep file is written there
     */
    Drivers(Path folder) {
        this(folder, SWEEP);
    }

    /** The same of another sweep. */
    Drivers(Path folder, String yaml) {
        try {
            this.folder = Files.createDirectories(folder);
            this.sweep = Files.writeString(folder.resolve("chaos.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the sweep on two cores of this machine; more options may follow. */
    JavaProcess runLocally(Path out, String... more) {
        return run(out, Stage.fastStart(), List.of("--master", "local[2]"), Map.of(), more);
    }

    /** The same by a clock that the test sets. */
    JavaProcess runLocally(Path out, FalseClock clock, String... more) {
        return run(out, Stage.fastStart(), List.of("--master", "local[2]"), clock.environment(), more);
    }

    /** Asks for the status of all sweeps as JSON. */
    JavaProcess status(Path out) {
        return start(Stage.fastStart(), List.of(MAIN, "status", "--format", "json", "--out", out.toString()), Map.of());
    }

    /** The same with options of the JVM. */
    JavaProcess runLocally(Path out, List<String> options) {
        return run(out, options, List.of("--master", "local[2]"), Map.of());
    }

    /** Runs the sweep on a cluster. */
    JavaProcess runOn(ClusterOfProcesses cluster, Path out, String... more) {
        return run(out, Stage.fastStart(), cluster.options(), Map.of("SPARK_LOCAL_IP", "127.0.0.1"), more);
    }

    /** Runs the sweep on YARN; where its driver is to be may follow. */
    JavaProcess runOnYarn(HadoopOfProcesses hadoop, String out, String... more) {
        List<String> master = new ArrayList<>(List.of("--master", "yarn"));
        master.addAll(hadoop.options());
        return run(out, Stage.fastStart(), master, hadoop.environment(), more);
    }

    private JavaProcess run(
            Path out, List<String> options, List<String> master, Map<String, String> environment, String... more) {
        return run(out.toString(), options, master, environment, more);
    }

    private JavaProcess run(
            String out, List<String> options, List<String> master, Map<String, String> environment, String... more) {
        List<String> command = new ArrayList<>(List.of(MAIN, "run", sweep.toString(), "--out", out));
        command.addAll(master);
        command.addAll(List.of("--no-table", "--conf", "spark.specsweep.waveSeconds=1"));
        command.addAll(List.of("--conf", "spark.local.dir=" + folder.resolve("local")));
        command.addAll(List.of(more));
        return start(options, command, environment);
    }

    private JavaProcess start(List<String> options, List<String> command, Map<String, String> environment) {
        List<String> jvm =
                new ArrayList<>(List.of("-Xmx1g", "-Dspecsweep.home=" + System.getProperty("specsweep.home")));
        jvm.addAll(options);
        Map<String, String> all = new HashMap<>(Map.of("SPARK_SCALA_VERSION", "2.13"));
        all.putAll(environment);
        started++;
        return JavaProcess.start("driver-" + started, folder, all, Stage.CLASS_PATH, jvm, command);
    }
}
