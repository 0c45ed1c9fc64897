package specsweep.run;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What a Spark task leaves.
 *
 * @param fits rows of {@link specsweep.store.FitSchema}
 * @param diagnostics rows of {@link specsweep.store.DiagnosticSchema}
 */
record TaskRows(List<InternalRow> fits, List<InternalRow> diagnostics) implements Serializable {
    TaskRows {
        fits = List.copyOf(fits);
        diagnostics = List.copyOf(diagnostics);
    }
}
