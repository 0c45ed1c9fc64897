package specsweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import specsweep.kernel.diagnostic.Diagnostic;

/**
 * What was measured of starts, in the folder {@value #FOLDER} of an output:
 * {@code diagnostics/sweep=NAME/architecture=NAME/part-*.parquet}, appended as {@link FactStore} appends facts.
 *
 * <p>A wave's values become visible before its facts, so that no fact is ever seen without them; a crash between the two
 * leaves values whose fits are trained and measured again, and of equal rows the latest counts.
 */
public final class DiagnosticStore {
    /** Below the output. */
    public static final String FOLDER = "diagnostics";

    private final FactStore rows;

    DiagnosticStore(SparkSession spark, OutputRoot table, Ownership ownership) {
        rows = new FactStore(spark, table, DiagnosticSchema.STRUCT, ownership);
    }

    /** All rows of {@link DiagnosticSchema}; none where nothing was measured. */
    public Dataset<Row> rows() {
        return rows.facts();
    }

    /** Whether nothing was measured. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The tuple_id and condition of every start of a sweep of which every diagnostic of this program has been measured. */
    public Dataset<Row> done(String sweep) {
        List<String> names = Diagnostic.all().stream().map(Diagnostic::name).toList();
        Column current = functions
                .col("sweep")
                .equalTo(sweep)
                .and(functions.col("schema_version").equalTo(DiagnosticSchema.VERSION))
                .and(functions.col("diagnostic").isInCollection(names));
        return rows().where(current)
                .groupBy("tuple_id", "condition")
                .agg(functions.count_distinct(functions.col("diagnostic")).as("diagnostics"))
                .where(functions.col("diagnostics").equalTo(names.size()))
                .select("tuple_id", "condition");
    }

    /** Appends rows of {@link DiagnosticSchema} and makes them visible. */
    public void append(Dataset<Row> measured, String wave) {
        rows.append(measured, wave);
    }

    /** Moves what a crashed run had committed but not yet published into place, and removes what it had not committed. */
    public void recover() {
        rows.recover();
    }

    /** Whether an output holds values, asked without a session. */
    public static boolean existsIn(String out) {
        try {
            return !OutputRoot.of(new Configuration(), out).table(FOLDER).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + out + ": " + e.getMessage(), e);
        }
    }
}
