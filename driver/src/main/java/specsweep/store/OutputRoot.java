package specsweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A folder of {@code sweep=NAME/architecture=NAME/*.parquet} on some file system: an output, or a table of its own below one.
 * The one place that makes a path of what a user has named: a folder whose name has brackets or stars is a folder, and no
 * pattern; so nothing here asks a file system for what matches a pattern.
 */
final class OutputRoot {
    private static final String SWEEP = "sweep=";
    private static final String ARCHITECTURE = "architecture=";
    private static final String PARQUET = ".parquet";

    private final Path path;
    private final FileSystem files;
    private final SmallFiles small;

    private OutputRoot(Path path, FileSystem files) {
        this.path = path;
        this.files = files;
        this.small = SmallFiles.of(files);
    }

    /**
     * The output that a user has named.
     *
     * @param out a URI, or an absolute path of this machine
     */
    static OutputRoot of(Configuration configuration, String out) throws IOException {
        Path path = new Path(out);
        return new OutputRoot(path, path.getFileSystem(configuration));
    }

    /** The same, as a session reaches it. */
    static OutputRoot of(SparkSession spark, String out) {
        try {
            return of(spark.sparkContext().hadoopConfiguration(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach " + out + ": " + e.getMessage(), e);
        }
    }

    /** A table below this output. */
    OutputRoot table(String name) {
        return new OutputRoot(child(name), files);
    }

    Path path() {
        return path;
    }

    FileSystem files() {
        return files;
    }

    SmallFiles small() {
        return small;
    }

    /** What lies below the output. */
    Path child(String name) {
        return new Path(path, name);
    }

    private List<Path> sweeps() throws IOException {
        return list(path).stream()
                .filter(status ->
                        status.isDirectory() && status.getPath().getName().startsWith(SWEEP))
                .map(FileStatus::getPath)
                .toList();
    }

    /** The folders of facts, one for each architecture of each sweep, by name. What lies between them is nobody's. */
    List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path sweep : sweeps()) {
            for (FileStatus architecture : list(sweep)) {
                if (architecture.isDirectory()
                        && architecture.getPath().getName().startsWith(ARCHITECTURE)) {
                    folders.add(architecture.getPath());
                }
            }
        }
        return folders;
    }

    /** Every file of facts, as any reader sees them, by name. */
    List<FileStatus> facts() throws IOException {
        List<FileStatus> facts = new ArrayList<>();
        for (Path folder : folders()) {
            facts.addAll(factsIn(folder));
        }
        return facts;
    }

    /** Whether there is no file of facts. */
    boolean isEmpty() throws IOException {
        for (Path folder : folders()) {
            if (!factsIn(folder).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private List<FileStatus> factsIn(Path folder) throws IOException {
        return list(folder).stream()
                .filter(file -> file.isFile()
                        && file.getPath().getName().endsWith(PARQUET)
                        && !file.getPath().getName().startsWith("_")
                        && !file.getPath().getName().startsWith("."))
                .toList();
    }

    /** What lies in a folder, by name; nothing where there is no such folder. */
    List<FileStatus> list(Path folder) throws IOException {
        List<FileStatus> found;
        try {
            found = new ArrayList<>(List.of(files.listStatus(folder)));
        } catch (FileNotFoundException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(FileStatus::getPath));
        return found;
    }

    /**
     * Moves a file into its place, where nothing but the same file can be: moved there before, or copied there by a move that was
     * cut off before it deleted what it had copied.
     *
     * @return whether it was moved by this call
     * @throws FileNotFoundException if it is in neither place
     */
    boolean move(Path from, Path to) throws IOException {
        if (!small.renamesAtOnce() && files.exists(to)) {
            files.delete(from, false);
            return false;
        }
        boolean moved;
        try {
            moved = files.rename(from, to);
        } catch (FileNotFoundException e) {
            moved = false;
        }
        if (moved) {
            return true;
        }
        if (files.exists(to)) {
            files.delete(from, false);
            return false;
        }
        if (!files.exists(from)) {
            throw new FileNotFoundException(from + " is gone: another process has taken it over");
        }
        throw new IOException("cannot move " + from + " to " + to);
    }
}
