package specsweep.run;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What a Spark task leaves.
 *
 * @param fits rows of {@link specsweep.store.FitSchema}
 * @param diagnostics rows of {@link specsweep.store.DiagnosticSchema}
 */
record TaskRows(List<Row> fits, List<Row> diagnostics) implements Serializable {
    TaskRows {
        fits = List.copyOf(fits);
        diagnostics = List.copyOf(diagnostics);
    }
}
