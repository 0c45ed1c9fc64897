package specsweep.store;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import specsweep.kernel.transfer.Measured;

/** Writes what was measured of a start as rows of {@link DiagnosticSchema}. */
public final class DiagnosticRows {
    private final String sweep;
    private final Provenance provenance;
    private final Instant notBefore;

    /**
     * Rows of one sweep.
     *
     * @param notBefore the earliest time that a row may say it finished at
     */
    public DiagnosticRows(String sweep, Provenance provenance, Instant notBefore) {
        this.sweep = sweep;
        this.provenance = provenance;
        this.notBefore = notBefore;
    }

    /** One row for each diagnostic of a start that has just been measured. */
    public List<InternalRow> rows(Measured measured) {
        String tuple = measured.tuple().id();
        Instant clock = Instant.now();
        Instant now = clock.isBefore(notBefore) ? notBefore : clock;
        return measured.measurements().stream()
                .map(measurement -> SparkRows.row(
                        DiagnosticSchema.STRUCT,
                        DiagnosticSchema.VERSION,
                        tuple,
                        measured.condition().name(),
                        measurement.diagnostic().name(),
                        measurement.value(),
                        measured.cause(),
                        measured.wallMillis(),
                        now,
                        provenance.host(),
                        provenance.codeVersion(),
                        provenance.jdk(),
                        provenance.blasCore(),
                        sweep,
                        measured.tuple().architecture().name()))
                .toList();
    }
}
