package specsweep.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
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

    /** Whether there is such a folder. */
    static boolean exists(String out, Configuration files) throws IOException {
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
