package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.sweep.Sweep;

/** The example of own data, bad data on the command line, and a family that somebody adds. */
class OwnDataTest {
    @TempDir
    Path folder;

    @Test
    void theBundledDataIsWhatTheProgramGenerates() throws IOException {
        Path file = folder.resolve("mine.csv");
        assertThat(Main.execute("example-data", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(file).hasSameTextualContentAs(Path.of("../sweeps/own-data.csv"));
        assertThat(Files.size(file)).isLessThan(200_000);
        assertThat(Main.execute("example-data", file.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Main.execute("example-data", folder.resolve("no/mine.csv").toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void theBundledSweepBringsItsDataAlong() {
        assertThat(Sweep.load("own-data").size()).isEqualTo(30);
        assertThat(Objects.requireNonNull(Sweep.load("own-data").table()).snapshots())
                .hasSize(5);
    }

    @Test
    void aSweepTakesItsDataAlongToAnotherProcess() throws IOException, ClassNotFoundException {
        Path data = Files.copy(Path.of("../sweeps/own-data.csv"), folder.resolve("own-data.csv"));
        Path file = Files.copy(Path.of("../sweeps/own-data.yaml"), folder.resolve("own-data.yaml"));
        Sweep sweep = Sweep.load(file.toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sweep);
        }
        Files.delete(data);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Sweep arrived = (Sweep) in.readObject();
            assertThat(arrived.tuple(29).orElseThrow().id())
                    .isEqualTo(sweep.tuple(29).orElseThrow().id())
                    .isEqualTo(Sweep.load("own-data").tuple(29).orElseThrow().id());
        }
    }

    @Test
    void badDataEndsWithTwoAndNothingIsWritten() throws IOException {
        Path out = folder.resolve("out");
        Path sweep = Files.writeString(folder.resolve("mine.yaml"), """
                sweep: mine
                table: {file: data.csv, coordinates: x, values: u, parameter: nu}
                tuples: {grid: {family: table, architecture: siren, seed: 0, source: 1, target: 2}}
                """);
        Files.createFile(folder.resolve("data.csv"));
        assertThat(Main.execute("run", sweep.toString(), "--out", out.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Main.execute("plan", sweep.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(out).doesNotExist();
    }

    /**
     * Adds a family to the program as it is: one file, and one line changed in another, compiled before the rest of the class
     * path. The program then plans a sweep over it, which trains a network of it for a moment.
     */
    @Test
    void aFamilyIsAddedByOneFileAndOneLine() throws IOException, InterruptedException {
        Path sources = Path.of("../worker-kernels/src/main/java/specsweep/kernel/task");
        String interfaceText = Files.readString(sources.resolve("TaskFamily.java"));
        String added = interfaceText.replace(" permits ", " permits Wedge, ");
        assertThat(added).isNotEqualTo(interfaceText);
        assertThat(changedLines(interfaceText, added)).isEqualTo(1);
        Path changed = folder.resolve("specsweep/kernel/task");
        Files.createDirectories(changed);
        Files.writeString(changed.resolve("TaskFamily.java"), added);
        Files.writeString(changed.resolve("Wedge.java"), """
                package specsweep.kernel.task;

                import java.util.List;

                /** A wedge whose edge is at t. */
                public record Wedge() implements TaskFamily {
                    @Override
                    public String name() {
                        return "wedge";
                    }

                    @Override
                    public String formula() {
                        return "abs(x - t)";
                    }

                    @Override
                    public List<String> parameters() {
                        return List.of("t");
                    }

                    @Override
                    public Domain domain() {
                        return Domain.interval("x", -1, 1);
                    }

                    @Override
                    public int outputs() {
                        return 1;
                    }

                    @Override
                    public TargetFunction member(Parameters parameters) {
                        double t = parameters.get("t");
                        return TargetFunction.ofOneCoordinate(x -> Math.abs(x - t));
                    }
                }
                """);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        classPath,
                        changed.resolve("TaskFamily.java").toString(),
                        changed.resolve("Wedge.java").toString());
        assertThat(compiled).isZero();

        Path sweep = Files.writeString(folder.resolve("wedges.yaml"), """
                sweep: wedges
                settings: {width: 8, depth: 1, points: 16}
                tuples: {grid: {architecture: siren, seed: [0, 1], family: wedge, source: 0.1, delta: 0.1}}
                """);
        assertThat(plan(classPath, sweep)).contains("2:").contains("wedge");
        assertThat(plan(folder + java.io.File.pathSeparator + classPath, sweep))
                .startsWith("0:")
                .contains("tuples          2");
    }

    private static long changedLines(String before, String after) {
        List<String> one = before.lines().toList();
        List<String> other = after.lines().toList();
        assertThat(other).hasSameSizeAs(one);
        return java.util.stream.IntStream.range(0, one.size())
                .filter(i -> !one.get(i).equals(other.get(i)))
                .count();
    }

    /** What {@code plan} ends with and prints, in a process of its own. */
    private String plan(String classPath, Path sweep) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("specsweep.home", ".."), "driver/src/main/jvm/java.options"),
                "-cp",
                classPath,
                "specsweep.cli.Main",
                "plan",
                sweep.toString()));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() + ":" + Files.readString(log, StandardCharsets.UTF_8);
    }
}
