package specsweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import specsweep.kernel.transfer.Status;

/**
 * A folder of facts on any Hadoop file system: {@code sweep=NAME/architecture=NAME/part-*.parquet}.
 *
 * <p>A wave of results is first written whole to a hidden staging folder, as a Spark job with its own commit, and then moved
 * into place file by file. All rows of a tuple are in one file, so that a reader never sees half a tuple; a crash between
 * the job's commit and the last move leaves the staging folder, and the next run finishes the moves. Staging each wave by
 * itself is also what lets two waves be written at once: Spark's own committer keeps one temporary folder for each output,
 * which the first job to finish would delete under the second.
 */
public final class FactStore {
    private static final String STAGING = "_staging";
    private static final String COMMITTED = "_SUCCESS";

    private final SparkSession spark;
    private final Path root;
    private final StructType schema;

    public FactStore(SparkSession spark, String out) {
        this(spark, new Path(out), FitSchema.STRUCT);
    }

    /** A folder of rows of another table, kept in the same way. */
    FactStore(SparkSession spark, Path root, StructType schema) {
        this.spark = spark;
        this.root = root;
        this.schema = schema;
    }

    /** What was measured of the starts of this output's fits. */
    public DiagnosticStore diagnostics() {
        return new DiagnosticStore(spark, root);
    }

    /** Whether there are any facts. */
    public boolean isEmpty() {
        return sweepFolders().isEmpty();
    }

    /** All facts; with {@link FitSchema}'s columns and no rows where there are none. */
    public Dataset<Row> facts() {
        if (isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        // Beside the sweeps lie other tables, which must not be taken for facts.
        return spark.read()
                .schema(schema)
                .option("basePath", root.toString())
                .parquet(new Path(root, "sweep=*").toString());
    }

    /** The tuple_id, condition and status of every fact of one sweep. */
    public Dataset<Row> done(String sweep) {
        return facts().where(functions.col("sweep").equalTo(sweep)).select("tuple_id", "condition", "status");
    }

    /** How many facts of one sweep did not end well: failed, diverged or timed out. */
    public long notDone(String sweep) {
        return isEmpty()
                ? 0
                : done(sweep)
                        .where(functions.col("status").notEqual(Status.DONE.label()))
                        .count();
    }

    /**
     * Appends rows of {@link FitSchema}: computes and writes them, then makes them visible.
     *
     * @param wave a name that no other append to this output uses at the same time
     */
    public void append(Dataset<Row> rows, String wave) {
        Path staging = new Path(new Path(root, STAGING), wave);
        rows.write()
                .mode(SaveMode.Overwrite)
                .option("compression", "zstd")
                .partitionBy("sweep", "architecture")
                .parquet(staging.toString());
        publish(staging);
    }

    /**
     * Moves what a crashed run had committed but not yet published into place, and removes what it had not committed.
     *
     * @return how many files were rescued
     */
    public int recover() {
        int rescued = 0;
        try {
            FileSystem files = files();
            Path staging = new Path(root, STAGING);
            if (!files.exists(staging)) {
                return 0;
            }
            for (FileStatus wave : files.listStatus(staging)) {
                if (files.exists(new Path(wave.getPath(), COMMITTED))) {
                    rescued += publish(wave.getPath());
                } else {
                    files.delete(wave.getPath(), true);
                }
            }
            files.delete(staging, true);
            return rescued;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot recover " + root + ": " + e.getMessage(), e);
        }
    }

    private int publish(Path staging) {
        try {
            FileSystem files = files();
            List<Path> parts = new ArrayList<>();
            for (FileStatus sweep : files.globStatus(new Path(staging, "sweep=*"))) {
                for (FileStatus architecture : files.listStatus(sweep.getPath())) {
                    for (FileStatus part : files.listStatus(architecture.getPath())) {
                        parts.add(part.getPath());
                    }
                }
            }
            for (Path part : parts) {
                Path architecture = part.getParent();
                Path folder = new Path(new Path(root, architecture.getParent().getName()), architecture.getName());
                files.mkdirs(folder);
                Path visible = new Path(folder, part.getName());
                if (!files.rename(part, visible)) {
                    throw new IOException("cannot move " + part + " to " + visible);
                }
            }
            files.delete(staging, true);
            return parts.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot publish " + staging + ": " + e.getMessage(), e);
        }
    }

    private List<Path> sweepFolders() {
        try {
            FileSystem files = files();
            if (!files.exists(root)) {
                return List.of();
            }
            FileStatus[] found = files.globStatus(new Path(root, "sweep=*/architecture=*/*.parquet"));
            List<Path> folders = new ArrayList<>();
            for (FileStatus status : found == null ? new FileStatus[0] : found) {
                folders.add(status.getPath());
            }
            return folders;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
        }
    }

    private FileSystem files() throws IOException {
        return root.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }
}
