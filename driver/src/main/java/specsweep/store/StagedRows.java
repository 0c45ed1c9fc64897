package specsweep.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Writes rows to folders in which no reader looks, by {@link CommitProtocol}, and reads such folders. */
final class StagedRows {
    private static final String PROTOCOL = "spark.sql.sources.commitProtocolClass";

    /** Spark's own setting by which it takes brackets and stars in a path for themselves. */
    private static final Map<String, String> AS_NAMED = Map.of("__globPaths__", "false");

    private final SparkSession spark;

    /** One in which files are committed so; in the user's, what a user writes is committed as ever. Made when it is needed. */
    private @Nullable SparkSession writing;

    StagedRows(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Writes rows to a folder that is not there yet.
     *
     * @param owner the {@link Ownership#number} of who writes
     * @param partitions columns that become folders
     */
    void write(Dataset<Row> rows, Path folder, long owner, Map<String, String> options, String... partitions) {
        SparkRows.table(writing(), rows.queryExecution().toRdd(), rows.schema())
                .write()
                .mode(SaveMode.Append)
                .options(options)
                .option(CommitProtocol.OWNER, owner)
                .partitionBy(partitions)
                .parquet(folder.toString());
    }

    private synchronized SparkSession writing() {
        SparkSession session = writing;
        if (session == null) {
            session = spark.newSession();
            session.conf().set(PROTOCOL, CommitProtocol.class.getName());
            writing = session;
        }
        return session;
    }

    /** The files of a folder whose job has ended, as they lie there. */
    static Optional<List<Path>> files(SmallFiles small, Path folder) throws IOException {
        return Commit.in(small, folder)
                .filter(commit -> !commit.givenUp())
                .map(commit -> commit.files().stream()
                        .map(file -> Commit.hidden(folder, file))
                        .toList());
    }

    /** Reads files or folders by their names, in which no sign is a pattern. */
    static DataFrameReader reader(SparkSession spark) {
        return spark.read().options(AS_NAMED);
    }

    /** Reads the files of such a folder. */
    Dataset<Row> read(List<Path> files) {
        return reader(spark).parquet(files.stream().map(Path::toString).toArray(String[]::new));
    }
}
