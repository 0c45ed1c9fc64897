package specsweep.store;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import specsweep.kernel.transfer.Status;

/**
 * A folder of facts on any Hadoop file system: {@code sweep=NAME/architecture=NAME/part-*.parquet}.
 *
 * <p>A wave of results is first written whole to a folder of its own in {@link Staging}, as a Spark job that ends with one atomic
 * {@link Commit}, and then moved into place file by file. All rows of a tuple are in one file, so that a reader never sees half a
 * tuple; whatever a crash leaves, the next run finishes or drops.
 *
 * <p>Names that begin with an underscore are hidden from readers: staging, the {@link Lease}, the {@link Manifests} of runs,
 * damaged files, and what a {@link Compaction} is about to replace.
 */
public final class FactStore {
    private final SparkSession spark;
    private final OutputRoot root;
    private final StructType schema;
    private final Ownership ownership;
    private final Staging staging;
    private final StagedRows staged;

    /** An output that nobody else writes to, or that is only read. */
    public FactStore(SparkSession spark, String out) {
        this(spark, out, () -> {});
    }

    /**
     * An output that others may want too.
     *
     * @param ownership is asked before anything becomes visible; see {@link Lease}
     */
    public FactStore(SparkSession spark, String out, Ownership ownership) {
        this(spark, OutputRoot.of(spark, out), FitSchema.STRUCT, ownership);
    }

    /** A folder of rows of another table, kept in the same way. */
    FactStore(SparkSession spark, OutputRoot root, StructType schema, Ownership ownership) {
        this.spark = spark;
        this.root = root;
        this.schema = schema;
        this.ownership = ownership;
        this.staging = new Staging(root);
        this.staged = new StagedRows(spark);
    }

    /** What was measured of the starts of this output's fits. */
    public DiagnosticStore diagnostics() {
        return new DiagnosticStore(spark, root.table(DiagnosticStore.FOLDER), ownership);
    }

    /** A mark by which a run that writes here can tell its tasks to end. */
    public StopMark stopMark() {
        return StopMark.in(root.child(Staging.FOLDER));
    }

    /** Whether there are any facts. */
    public boolean isEmpty() {
        try {
            return root.isEmpty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * All facts, each once; with {@link FitSchema}'s columns and no rows where there are none. While small files are being
     * put together, what lies in both the old files and the new one is read from the new one.
     */
    public Dataset<Row> facts() {
        if (isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        DataFrameReader reader = StagedRows.reader(spark)
                .schema(schema)
                .option("basePath", root.path().toString());
        try {
            CompactionJournals journals = new CompactionJournals(root);
            while (true) {
                List<CompactionJournal> before = journals.list();
                // Beside the sweeps lie other tables, which must not be taken for facts.
                Dataset<Row> facts = reader.parquet(
                        before.isEmpty()
                                ? root.folders().stream().map(Path::toString).toArray(String[]::new)
                                : journals.visibleOnce(before));
                // The files were listed in between: what was not going on before and after was not going on then.
                if (journals.list().equals(before)) {
                    return facts;
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The sweep, tuple_id, condition, status and finished_at of every fit: of one that was tried again, the last. */
    public Dataset<Row> fits() {
        return facts().where(StrangeFiles.FACTS_ALONE)
                .groupBy("sweep", "tuple_id", "condition")
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
        Path folder = staging.folder(wave);
        staged.write(rows, folder, ownership.number(), FitSchema.PARQUET, "sweep", "architecture");
        checkBeforePublishing(folder);
        try {
            staging.publish(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot publish " + folder + ": " + e.getMessage(), e);
        }
    }

    private void checkBeforePublishing(Path folder) {
        try {
            ownership.check();
        } catch (OutputInUseException e) {
            try {
                staging.delete(folder);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /**
     * Moves what a crashed run had committed but not yet published into place, removes what it had not committed, and
     * finishes a compaction that was cut off. Only for the owner of the output's {@link Lease}: what another process has staged
     * and not committed is given up first, so that a process that believes it still owns it can publish nothing of it.
     *
     * @return how many files were rescued
     */
    public int recover() {
        try {
            new CompactionJournals(root).finish(ownership::check);
            ownership.check();
            return staging.recover(ownership.number());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot recover " + root.path() + ": " + e.getMessage(), e);
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("cannot read " + root.path() + ": " + e.getMessage(), e);
    }
}
