package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that a test has started, with its output in a file. */
final class JavaProcess implements AutoCloseable {
    /** A shell starts background jobs with interrupts ignored, and a JVM inherits that; a terminal's jobs are not so. */
    private static final List<String> HEEDING_INTERRUPTS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                    ? List.of("env", "--default-signal=INT")
                    : List.of();

    private final String name;
    private final Path log;
    private final Process process;

    private JavaProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a JVM.
     *
     * @param name what it is called in messages; its log is {@code NAME.log}
     * @param folder where the log goes
     * @param environment added to this process's own
     * @param options of the JVM
     * @param command main class and arguments
     */
    static JavaProcess start(
            String name,
            Path folder,
            Map<String, String> environment,
            String classPath,
            List<String> options,
            List<String> command) {
        return start(name, folder, environment, List.of(), classPath, options, command);
    }

    /**
     * The same by a launcher, which becomes the JVM: a command line that says where or how it is to live.
     *
     * @param launcher the words before {@code java}
     */
    static JavaProcess start(
            String name,
            Path folder,
            Map<String, String> environment,
            List<String> launcher,
            String classPath,
            List<String> options,
            List<String> command) {
        List<String> line = new ArrayList<>(HEEDING_INTERRUPTS);
        line.addAll(launcher);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("@" + Path.of(System.getProperty("specsweep.home"), "driver/src/main/jvm/java.options"));
        line.add("-XX:+UseSerialGC");
        line.addAll(options);
        line.addAll(List.of("-cp", classPath));
        line.addAll(command);
        return run(name, folder, environment, line);
    }

    /** Starts a command line that is not of this build: a script that becomes a JVM. */
    static JavaProcess run(String name, Path folder, Map<String, String> environment, List<String> line) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile());
        // Maven's tests are told their address; a user's command line is not.
        builder.environment().remove("SPARK_LOCAL_IP");
        builder.environment().putAll(environment);
        try {
            return new JavaProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has written so far. */
    String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its output matches, and gives the first group. */
    String awaitOutput(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Eventually.until(
                name + " writes " + regex,
                () -> {
                    boolean alive = process.isAlive();
                    boolean written = pattern.matcher(output()).find();
                    if (!written && !alive) {
                        throw new AssertionError(
                                name + " ended (" + process.exitValue() + ") without " + regex + "\n" + output());
                    }
                    return written;
                },
                this::output);
        Matcher matcher = pattern.matcher(output());
        return matcher.find() && matcher.groupCount() > 0 ? matcher.group(1) : "";
    }

    /** Waits until it has ended by itself. */
    int exitCode() {
        Eventually.until(name + " ends", () -> !process.isAlive(), this::output);
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its children, and theirs. */
    List<ProcessHandle> descendants() {
        try (Stream<ProcessHandle> all = process.descendants()) {
            return all.collect(Collectors.toList());
        }
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** What Ctrl-C in a terminal does. */
    void interrupt() {
        signal("INT");
    }

    /** Stops it where it is: it lives, and does nothing more until it is killed. */
    void freeze() {
        signal("STOP");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends it and its children by force, if they live. */
    @Override
    public void close() {
        List<ProcessHandle> children = descendants();
        kill();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
