package specsweep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results lie. */
final class Output {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results are: a folder, or a URI of any Hadoop file system"
                    + " (default: parquet-out/results beside the program).")
    @Nullable String out;

    /** What makes a look brief; in a run, a store that is away for a while is waited for. */
    private static final Map<String, String> BRIEFLY = Map.of(
            "ipc.client.connect.timeout", "10000",
            "ipc.client.connect.max.retries", "2",
            "ipc.client.connect.max.retries.on.timeouts", "0",
            "dfs.client.failover.max.attempts", "2",
            "fs.s3a.connection.establish.timeout", "10s",
            "fs.s3a.attempts.maximum", "1",
            "fs.s3a.retry.limit", "1");

    /**
     * Looks once whether the file system of an output answers: those of clusters try for minutes where the address or the
     * credentials are wrong, before they say so.
     */
    static void check(String out, Configuration files) {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(out);
        if (path.toUri().getScheme() == null || path.toUri().getScheme().equals("file")) {
            return;
        }
        Configuration brief = new Configuration(files);
        BRIEFLY.forEach(brief::set);
        // Not one that others use: it would be as impatient for them.
        try (FileSystem system = FileSystem.newInstance(path.toUri(), brief)) {
            system.exists(path);
        } catch (IOException | RuntimeException e) {
            throw Trouble.recognised(e, out)
                    .orElseGet(() -> UserError.of(ExitCode.FATAL, out + " cannot be read: " + Main.rootMessage(e), e));
        }
    }

    /** Whether there is such a folder. */
    static boolean exists(String out, Configuration files) throws IOException {
        check(out, files);
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(out);
        return path.getFileSystem(files).exists(path);
    }

    /** The output as Spark takes it: a URI, or an absolute path. */
    String location() {
        if (out == null) {
            return Path.of(System.getProperty("specsweep.home", "."), "parquet-out", "results")
                    .toAbsolutePath()
                    .normalize()
                    .toString();
        }
        return SweepFile.isUri(out)
                ? out
                : Path.of(out).toAbsolutePath().normalize().toString();
    }
}
