package specsweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * What a user should know about a failure of the surroundings: a disk, a file system, a cluster. Spark tells it in many
 * lines, of which one matters; a task's own exception reaches the driver as text alone, so text is what is looked at.
 */
final class Trouble {
    private static final long FULL_BYTES = 16 << 20;
    private static final String KEPT = " What was published is kept; run the same command again to continue.";

    /** A kind of trouble: what it is known by, and what to say, given the output and the line that told it. */
    private record Kind(Pattern signs, BiFunction<String, String, String> words) {
        /** Known by any of these, each a regular expression in lower case. */
        Kind(List<String> signs, BiFunction<String, String, String> words) {
            this(Pattern.compile(String.join("|", signs)), words);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    List.of("no space left on device", "disk quota exceeded", "quotaexceeded", "not enough space"),
                    (out, line) -> "no space is left: " + line + ". Free some, then go on."),
            new Kind(
                    List.of(
                            "read-only file system",
                            "permission denied",
                            "accesscontrolexception",
                            "accessdeniedexception",
                            "mkdirs failed",
                            "not a directory"),
                    (out, line) -> out + " cannot be written: " + line + "."),
            new Kind(
                    // How Spark's executors end without memory, and how a JVM does that was told to.
                    List.of("outofmemoryerror", "exited with code (52|3)\\b"),
                    (out, line) -> "out of memory: " + line
                            + ". Give more: SPECSWEEP_HEAP on one machine, spark.executor.memory on a cluster."),
            new Kind(
                    List.of("executorlostfailure", "executor heartbeat timed out"),
                    (out, line) -> "Spark lost the executors of one task again and again: " + line
                            + ". Their logs say why; often it is memory (spark.executor.memory,"
                            + " spark.executor.memoryOverhead)."),
            new Kind(
                    List.of(
                            "all masters are unresponsive",
                            "master removed our application",
                            "stopped sparkcontext",
                            "sparkcontext was shut down",
                            "sparkcontext has been shutdown"),
                    (out, line) -> "Spark's master cannot be reached, or has ended the application: " + line + "."));

    private Trouble() {}

    /** One paragraph about a failure. */
    static String describe(Throwable failure, String out, Configuration files) {
        List<String> lines = new ArrayList<>();
        for (Throwable each = failure; each != null && lines.size() < 1000; each = each.getCause()) {
            each.toString().lines().map(String::strip).forEach(lines::add);
        }
        for (Kind kind : KINDS) {
            for (String line : lines) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (kind.signs().matcher(lower).find()) {
                    // A folder that cannot be made is how some file systems say that they are full.
                    Kind told = lower.contains("mkdirs failed") && isFull(out, files) ? KINDS.get(0) : kind;
                    return told.words().apply(out, shortened(line)) + KEPT;
                }
            }
        }
        return shortened(root(failure)) + "." + KEPT;
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause().getMessage() != null) {
            root = root.getCause();
        }
        return root.toString().lines().findFirst().orElse(root.toString());
    }

    /** The line without the names of classes that it begins with, and without what Spark says before the reason. */
    private static String shortened(String line) {
        return line.replaceFirst("^.*\\bexecutor [^ )]*\\): ", "")
                .replaceFirst("^(Caused by: )?(([a-z]\\w*\\.)+\\w+(Exception|Error): )+", "")
                .replaceFirst("[.\\s]+$", "");
    }

    private static boolean isFull(String out, Configuration configuration) {
        try {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(out);
            FileSystem system = path.getFileSystem(configuration);
            if (system.getScheme().equals("file")) {
                // Hadoop's figure of the local file system comes from its root.
                Path local = Path.of(path.toUri().getPath());
                while (!Files.exists(local) && local.getParent() != null) {
                    local = local.getParent();
                }
                return Files.getFileStore(local).getUsableSpace() < FULL_BYTES;
            }
            return system.getStatus(path).getRemaining() < FULL_BYTES;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
