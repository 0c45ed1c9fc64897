package specsweep.store;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
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
 *
 * <p>Names that begin with an underscore are hidden from readers: staging, the {@link Lease}, the {@link Manifests} of runs,
 * damaged files, and what a {@link Compaction} is about to replace.
 */
public final class FactStore {
    private static final String STAGING = "_staging";
    private static final String COMMITTED = "_SUCCESS";

    /** What {@link #recover} adds to the name of a folder that it takes for itself. */
    private static final String TAKEN = ".taken-";

    private final SparkSession spark;
    private final Path root;
    private final StructType schema;
    private final Runnable beforePublishing;

    /** An output that nobody else writes to, or that is only read. */
    public FactStore(SparkSession spark, String out) {
        this(spark, out, () -> {});
    }

    /**
     * An output that others may want too.
     *
     * @param beforePublishing is run before anything becomes visible, and throws if this process may no longer write; see
     *     {@link Lease#check}
     */
    public FactStore(SparkSession spark, String out, Runnable beforePublishing) {
        this(spark, new Path(out), FitSchema.STRUCT, beforePublishing);
    }

    /** A folder of rows of another table, kept in the same way. */
    FactStore(SparkSession spark, Path root, StructType schema, Runnable beforePublishing) {
        this.spark = spark;
        this.root = root;
        this.schema = schema;
        this.beforePublishing = beforePublishing;
    }

    /** What was measured of the starts of this output's fits. */
    public DiagnosticStore diagnostics() {
        return new DiagnosticStore(spark, root, beforePublishing);
    }

    /** A mark by which a run that writes here can tell its tasks to end. */
    public StopMark stopMark() {
        return StopMark.in(new Path(root, STAGING));
    }

    /** Whether there are any facts. */
    public boolean isEmpty() {
        return sweepFolders().isEmpty();
    }

    /**
     * All facts, each once; with {@link FitSchema}'s columns and no rows where there are none. While small files are being
     * put together, what lies in both the old files and the new one is read from the new one.
     */
    public Dataset<Row> facts() {
        if (isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        DataFrameReader reader = spark.read().schema(schema).option("basePath", root.toString());
        // Beside the sweeps lie other tables, which must not be taken for facts.
        String sweeps = new Path(root, "sweep=*").toString();
        try {
            CompactionJournals journals = new CompactionJournals(files(), root);
            while (true) {
                List<CompactionJournal> before = journals.list();
                Dataset<Row> facts =
                        before.isEmpty() ? reader.parquet(sweeps) : reader.parquet(journals.visibleOnce(before));
                // The files were listed in between: what was not going on before and after was not going on then.
                if (journals.list().equals(before)) {
                    return facts;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
        }
    }

    /** The sweep, tuple_id, condition, status and finished_at of every fit: of one that was tried again, the last. */
    public Dataset<Row> fits() {
        return facts().groupBy("sweep", "tuple_id", "condition")
                .agg(
                        functions.max_by(col("status"), col("finished_at")).as("status"),
                        functions.max("finished_at").as("finished_at"));
    }

    /** The same of one sweep. */
    public Dataset<Row> done(String sweep) {
        return fits().where(col("sweep").equalTo(sweep));
    }

    /** How many fits of one sweep did not end well: failed, diverged or timed out. */
    public long notDone(String sweep) {
        if (isEmpty()) {
            return 0;
        }
        Column not = col("status").notEqual(Status.DONE.label());
        // Most sweeps have no such fact, which is known without grouping the facts by fit.
        return facts().where(col("sweep").equalTo(sweep).and(not)).isEmpty()
                ? 0
                : done(sweep).where(not).count();
    }

    /** When the last fit of a sweep ended, by the clock of its machine. */
    public Optional<Instant> lastFinished(String sweep) {
        Timestamp last = facts().where(col("sweep").equalTo(sweep))
                .agg(functions.max("finished_at"))
                .head()
                .getTimestamp(0);
        return Optional.ofNullable(last).map(Timestamp::toInstant);
    }

    /**
     * Appends rows of {@link FitSchema}: computes and writes them, then makes them visible.
     *
     * @param wave a name that no other append to this output uses at the same time
     */
    public void append(Dataset<Row> rows, String wave) {
        Path staging = new Path(new Path(root, STAGING), wave);
        try {
            rows.write()
                    .mode(SaveMode.Overwrite)
                    .options(FitSchema.PARQUET)
                    .partitionBy("sweep", "architecture")
                    .parquet(staging.toString());
        } catch (RuntimeException e) {
            discard(staging, e);
            throw e;
        }
        beforePublishing.run();
        publish(staging);
    }

    /**
     * Moves what a crashed run had committed but not yet published into place, removes what it had not committed, and
     * finishes a compaction that was cut off. Only for the owner of the output's {@link Lease}: a folder is renamed before
     * anything else is done with it, so that a process that believes it still owns it has nothing left to publish.
     *
     * @return how many files were rescued
     */
    public int recover() {
        int rescued = 0;
        try {
            FileSystem files = files();
            new CompactionJournals(files, root).finish(beforePublishing);
            Path staging = new Path(root, STAGING);
            if (!files.exists(staging)) {
                return 0;
            }
            beforePublishing.run();
            for (FileStatus wave : files.listStatus(staging)) {
                String name = wave.getPath().getName();
                int end = name.indexOf(TAKEN);
                Path taken = new Path(staging, (end < 0 ? name : name.substring(0, end)) + TAKEN + UUID.randomUUID());
                if (!files.rename(wave.getPath(), taken)) {
                    throw new IOException("cannot move " + wave.getPath() + " to " + taken);
                }
                if (files.exists(new Path(taken, COMMITTED))) {
                    rescued += publish(taken);
                } else {
                    files.delete(taken, true);
                }
            }
            files.delete(staging, true);
            return rescued;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot recover " + root + ": " + e.getMessage(), e);
        }
    }

    /** Frees the space of a wave that failed; if that fails too, the next run does it. */
    private void discard(Path staging, RuntimeException why) {
        try {
            files().delete(staging, true);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private int publish(Path staging) {
        try {
            FileSystem files = files();
            if (!files.exists(staging)) {
                throw new IOException("what was staged there is gone: another process has taken it over");
            }
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
