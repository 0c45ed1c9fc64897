package specsweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Finds files of an output that cannot be read, and moves them out of the way.
 *
 * <p>A file that a full disk, a copy or a failing disk has damaged must not decide by itself what is done: Spark passes over
 * an empty file without a word, and stops at a truncated one. So a run looks at the footer of every file first, in Spark's
 * tasks, and says which files are damaged; the user decides.
 */
public final class DamagedFiles {
    /** Where damaged files are moved to, below the output; readers pass over names that begin with an underscore. */
    public static final String QUARANTINE = "_quarantine";

    private static final int FILES_PER_TASK = 200;

    private final SparkSession spark;
    private final OutputRoot root;

    public DamagedFiles(SparkSession spark, String out) {
        this.spark = spark;
        this.root = OutputRoot.of(spark, out);
    }

    /**
     * A file that cannot be read.
     *
     * @param path its whole path
     * @param bytes its length
     * @param why what went wrong in reading it
     */
    public record Damaged(String path, long bytes, String why) implements java.io.Serializable {
        /** Writes one line for the user. */
        @Override
        public String toString() {
            return path + " (" + bytes + " bytes): " + why;
        }
    }

    /**
     * Looks at every visible file.
     *
     * @param everyRow whether to read all rows, which also finds damage between a sound beginning and end; else the footer
     * @return what is damaged, sorted by path
     */
    public List<Damaged> find(boolean everyRow) {
        List<String> files = files();
        if (files.isEmpty()) {
            return List.of();
        }
        SerializableConfiguration configuration =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        int tasks = everyRow ? files.size() : 1 + files.size() / FILES_PER_TASK;
        return new JavaSparkContext(spark.sparkContext())
                .parallelize(files, tasks)
                .map(file -> look(new Path(file), everyRow, configuration.value()))
                .filter(Objects::nonNull)
                .collect();
    }

    /**
     * Moves files to {@value #QUARANTINE}, keeping their folders, so that what they held counts as missing. Their names end in
     * another way there: no reader finds them, whatever pattern it asks for.
     */
    public void quarantine(List<Damaged> damaged) {
        try {
            Path place = root.files().makeQualified(root.path());
            for (Damaged each : damaged) {
                Path file = new Path(each.path());
                Path architecture = file.getParent();
                Path sweep = architecture.getParent();
                boolean fact = root.files().makeQualified(sweep.getParent()).equals(place);
                Path table = root.child(fact ? QUARANTINE : QUARANTINE + "/" + DiagnosticStore.FOLDER);
                Path folder = new Path(new Path(table, sweep.getName()), architecture.getName());
                root.files().mkdirs(folder);
                root.move(file, new Path(folder, file.getName() + ".damaged"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static @Nullable Damaged look(Path path, boolean everyRow, Configuration configuration) throws IOException {
        FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(status, configuration))) {
            long rows = reader.getRecordCount();
            if (everyRow) {
                readAll(path, rows, configuration);
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return new Damaged(path.toString(), status.getLen(), status.getLen() == 0 ? "is empty" : reason(e));
        }
    }

    private static void readAll(Path path, long rows, Configuration configuration) throws IOException {
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path)
                .withConf(configuration)
                .build()) {
            long read = 0;
            while (reader.read() != null) {
                read++;
            }
            if (read != rows) {
                throw new IOException("has " + read + " of " + rows + " rows");
            }
        }
    }

    /** The first line of what the reader says, without the path that it may repeat. */
    private static String reason(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        String line = message.lines().findFirst().orElse(message);
        return line.replaceFirst("^\\S*\\.parquet ", "");
    }

    private List<String> files() {
        try {
            List<String> files = new ArrayList<>();
            for (OutputRoot table : List.of(root, root.table(DiagnosticStore.FOLDER))) {
                table.facts().forEach(status -> files.add(status.getPath().toString()));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root.path() + ": " + e.getMessage(), e);
        }
    }
}
