package specsweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * What a user should know about a failure of the surroundings: a disk, a file system, a cluster. Spark tells it in many
 * lines, of which one matters; a task's own exception reaches the driver as text alone, so text is what is looked at.
 */
final class Trouble {
    private static final long FULL_BYTES = 16 << 20;
    private static final String KEPT = " What was published is kept";

    /** Whether the same command is likely to get further the next time. */
    private enum Again {
        HELPS,
        DOES_NOT_HELP
    }

    /** Says what is wrong, given the output, the line that told it, and what the signs have found in it. */
    @FunctionalInterface
    private interface Words {
        String of(String out, String line, Matcher found);
    }

    /** A kind of trouble: what it is known by, how a command ends at it, whether it passes, and what to say. */
    private record Kind(Pattern signs, int exitCode, Again again, Words words) {
        /** Known by any of these, each a regular expression; capitals do not count. */
        Kind(int exitCode, Again again, List<String> signs, Words words) {
            this(Pattern.compile(String.join("|", signs), Pattern.CASE_INSENSITIVE), exitCode, again, words);
        }
    }

    private static final Kind FULL = new Kind(
            ExitCode.FATAL,
            Again.HELPS,
            List.of("no space left on device", "disk quota exceeded", "quotaexceeded", "not enough space"),
            (out, line, found) -> "no space is left: " + line + ". Free some, then go on.");

    /** The first that fits counts, so what says more comes first. */
    private static final List<Kind> KINDS = List.of(
            FULL,
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of("incomplete hdfs uri, no host"),
                    (out, line, found) -> out + " names no namenode, and no default one is configured here: write"
                            + " hdfs://NAMENODE:8020/..., or give --conf spark.hadoop.fs.defaultFS=hdfs://NAMENODE:8020."),
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of("no filesystem for scheme \"([^\"]+)\""),
                    (out, line, found) -> "there is no file system " + found.group(1)
                            + ":// here: file, hdfs and s3a are known; another needs its jar, by --conf spark.jars."),
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of("unknownhostexception: \"?([^\\s\":;,]+)", "cannot find the host ([^\\s:]+)"),
                    (out, line, found) -> "there is no host "
                            + (found.group(1) != null ? found.group(1) : found.group(2))
                            + " that this machine knows, wanted for " + out
                            + ": write the name right, or its address."),
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of(
                            "no aws credentials",
                            "noauthwithawsexception",
                            "unable to load credentials",
                            "noawscredentialsexception"),
                    (out, line, found) -> "the object store of " + out + " wants credentials, and there are none: set"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give --conf"
                            + " spark.hadoop.fs.s3a.access.key=... and spark.hadoop.fs.s3a.secret.key=..."),
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of(
                            "invalidaccesskeyid",
                            "signaturedoesnotmatch",
                            "accessdeniedexception: s3a:",
                            "s3exception.*status code: 403",
                            "\\(service: s3, status code: 403"),
                    (out, line, found) -> "the object store of " + out + " refuses these credentials: " + line
                            + ". Look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at what they are allowed."),
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of("nosuchbucket", "bucket does not exist", "unknownstoreexception"),
                    (out, line, found) -> "the object store has no bucket of " + out
                            + ": make it first, or write its name right (and its region or endpoint:"
                            + " --conf spark.hadoop.fs.s3a.endpoint=URL)."),
            new Kind(
                    ExitCode.FATAL,
                    Again.DOES_NOT_HELP,
                    List.of(
                            "call from .* to (?<namenode>\\S+) failed on (connection exception|socket timeout)",
                            "unable to execute http request: (?<request>[^(]*[^(\\s])"),
                    (out, line, found) -> out + " cannot be reached: "
                            + (found.group("request") != null
                                    ? found.group("request")
                                    : found.group("namenode") + " does not answer")
                            + ". Is the namenode or the object store up, and is its address right?"),
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of(
                            "address already in use.*?: service '([^']+)' failed after \\d+ retries \\(starting from (\\d+)\\)"),
                    (out, line, found) ->
                            "port " + found.group(2) + " and those after it are taken on this machine: choose"
                                    + " another for " + found.group(1) + " with --conf "
                                    + (found.group(1).equals("SparkUI") ? "spark.ui.port" : "spark.driver.port")
                                    + "=PORT, or leave it out for any that is free."),
            new Kind(
                    ExitCode.BAD_INPUT,
                    Again.DOES_NOT_HELP,
                    List.of("assign requested address: service"),
                    (out, line, found) -> "this machine has no such address to listen at: look at SPARK_LOCAL_IP,"
                            + " spark.driver.bindAddress and spark.driver.host."),
            new Kind(
                    ExitCode.FATAL,
                    Again.DOES_NOT_HELP,
                    List.of(
                            "(?:noclassdeffounderror|classnotfoundexception): ([\\w.$/]+)",
                            "cannot assign instance of java.lang.invoke.serializedlambda"),
                    (out, line, found) -> "executors do not have all of the program"
                            + (found.group(1) == null ? "" : ", such as " + line.replaceFirst("^.*[:\\s]", ""))
                            + ": leave spark.jars and spark.executor.extraClassPath unset, then they get it from here; under"
                            + " spark-submit give the assembly jar."),
            new Kind(
                    ExitCode.FATAL,
                    Again.DOES_NOT_HELP,
                    List.of("invalidclassexception: (.*)"),
                    (out, line, found) -> "driver and executors run different programs or different versions of Spark: "
                            + line + ". " + SparkVersion.WANTED),
            new Kind(
                    ExitCode.FATAL,
                    Again.DOES_NOT_HELP,
                    List.of(
                            "read-only file system",
                            "permission denied",
                            "accesscontrolexception",
                            "accessdeniedexception",
                            "mkdirs failed",
                            "not a directory"),
                    (out, line, found) -> out + " cannot be written: " + line + "."),
            new Kind(
                    // How Spark's executors end without memory, and how a JVM does that was told to.
                    ExitCode.FATAL,
                    Again.DOES_NOT_HELP,
                    List.of("outofmemoryerror", "exited with code (52|3)\\b"),
                    (out, line, found) -> "out of memory: " + line
                            + ". Give more: SPECSWEEP_HEAP on one machine, spark.executor.memory on a cluster."),
            new Kind(
                    ExitCode.FATAL,
                    Again.HELPS,
                    List.of("executorlostfailure", "executor heartbeat timed out"),
                    (out, line, found) -> "Spark lost the executors of one task again and again: " + line
                            + ". Their logs say why; often it is memory (spark.executor.memory,"
                            + " spark.executor.memoryOverhead)."),
            new Kind(
                    ExitCode.FATAL,
                    Again.DOES_NOT_HELP,
                    List.of("master removed our application"),
                    (out, line, found) -> "Spark's master has ended the application: " + line
                            + ". So it does when executors end as soon as they begin; their logs, on the master's page and in"
                            + " the workers' folders, say why. Often it is a Java or a memory setting that is not to be had there."),
            new Kind(
                    ExitCode.FATAL,
                    Again.HELPS,
                    List.of(
                            "all masters are unresponsive",
                            "stopped sparkcontext",
                            "sparkcontext was shut down",
                            "sparkcontext has been shutdown"),
                    (out, line, found) ->
                            "Spark's master cannot be reached, or has ended the application: " + line + "."));

    private Trouble() {}

    /** What is told, and how the command ends. */
    private record Told(String words, int exitCode, Again again) {}

    /** One paragraph about a failure after which what was published is kept. */
    static String describe(Throwable failure, String out, Configuration files) {
        return afterwards(told(failure, out, files));
    }

    /**
     * The same as an error that ends the command.
     *
     * @param hasBegun whether something may have been published
     */
    static UserError ends(Throwable failure, String out, Configuration files, boolean hasBegun) {
        Told told = told(failure, out, files);
        return UserError.of(told.exitCode(), hasBegun ? afterwards(told) : told.words(), failure);
    }

    /** A failure before anything was published, in words, if it is one of the kinds that are known. */
    static Optional<UserError> recognised(Throwable failure, String out) {
        return known(failure, out, new Configuration(false))
                .map(told -> UserError.of(told.exitCode(), told.words(), failure));
    }

    private static String afterwards(Told told) {
        return told.words() + KEPT + (told.again() == Again.HELPS ? "; run the same command again to continue." : ".");
    }

    private static Told told(Throwable failure, String out, Configuration files) {
        return known(failure, out, files)
                .orElseGet(() -> new Told(shortened(root(failure)) + ".", ExitCode.FATAL, Again.HELPS));
    }

    private static Optional<Told> known(Throwable failure, String out, Configuration files) {
        List<String> lines = new ArrayList<>();
        for (Throwable each = failure; each != null && lines.size() < 1000; each = each.getCause()) {
            each.toString().lines().map(String::strip).forEach(lines::add);
        }
        for (Kind kind : KINDS) {
            for (String line : lines) {
                Matcher found = kind.signs().matcher(line);
                if (found.find()) {
                    // A folder that cannot be made is how some file systems say that they are full.
                    Kind told = line.contains("Mkdirs failed") && isFull(out, files) ? FULL : kind;
                    return Optional.of(
                            new Told(told.words().of(out, shortened(line), found), told.exitCode(), told.again()));
                }
            }
        }
        return Optional.empty();
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
        return line.replaceFirst("; For more details see: .*$", "")
                .replaceFirst("^.*\\bexecutor [^ )]*\\): ", "")
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
