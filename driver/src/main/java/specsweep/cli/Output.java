package specsweep.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results lie. */
final class Output {
    private static final int BLOCK_BYTES = 4096;

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

    /**
     * The same, of a run: a folder of this machine that cannot be written to is refused before anything is trained.
     */
    String writableLocation() {
        String location = location();
        if (!SweepFile.isUri(location)) {
            String trouble = trouble(Path.of(location));
            if (trouble != null) {
                throw UserError.badInput(
                        out == null
                                ? trouble + ". Results go to " + location
                                        + " unless --out names another folder: --out DIR"
                                : "--out " + out + ": " + trouble);
            }
        }
        return location;
    }

    /** Why nothing can be written to that folder, which may have to be made first; null where something can. */
    static @Nullable String trouble(Path folder) {
        Path place = folder;
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        if (!Files.isDirectory(place)) {
            return place + " is a file, not a folder";
        }
        Path probe = place.resolve("_probe-" + UUID.randomUUID());
        try {
            try {
                // An empty file has room on a full disk.
                Files.write(probe, new byte[BLOCK_BYTES]);
            } finally {
                Files.deleteIfExists(probe);
            }
            return null;
        } catch (AccessDeniedException e) {
            return "user " + System.getProperty("user.name") + " has no permission to write to " + place;
        } catch (IOException e) {
            String reason = String.valueOf(e instanceof FileSystemException told ? told.getReason() : e.getMessage());
            return switch (reason) {
                case "Read-only file system" -> place + " is on a disk that is mounted read-only";
                case "No space left on device" -> "the disk of " + place + " is full";
                case "Disk quota exceeded" -> "the quota on the disk of " + place + " is used up";
                default -> place + " cannot be written to (" + reason + ")";
            };
        }
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
