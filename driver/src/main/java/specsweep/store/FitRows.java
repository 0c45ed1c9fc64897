package specsweep.store;

import java.time.Instant;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.Table;
import specsweep.kernel.transfer.Fit;
import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Tuple;

/** Writes fits as rows of {@link FitSchema}. */
public final class FitRows {
    private final String sweep;
    private final Provenance provenance;
    private final Instant notBefore;
    private @Nullable Tuple lastTuple;
    private String lastId = "";

    /**
     * Rows of one sweep.
     *
     * @param notBefore the earliest time that a row may say it finished at
     */
    public FitRows(String sweep, Provenance provenance, Instant notBefore) {
        this.sweep = sweep;
        this.provenance = provenance;
        this.notBefore = notBefore;
    }

    /** The row of a fit that has just ended. */
    public InternalRow row(Fit fit) {
        Tuple tuple = fit.tuple();
        Protocol protocol = tuple.protocol();
        return SparkRows.row(
                FitSchema.STRUCT,
                FitSchema.VERSION,
                Tuple.PROTOCOL_VERSION,
                idOf(tuple),
                fit.condition().name(),
                tuple.architecture().bandwidth(),
                tuple.architecture().frequencies(),
                tuple.architecture().initialisation(),
                tuple.width(),
                tuple.depth(),
                tuple.seed(),
                tuple.family().name(),
                tuple.data().isEmpty() ? null : tuple.data(),
                tuple.data().isEmpty() ? null : tuple.sourceData(),
                tuple.source().toString(),
                tuple.target().toString(),
                tuple.alternate() == null ? null : tuple.alternate().toString(),
                distance(tuple.source(), tuple.target()),
                fit.functionDistance(),
                protocol.points(),
                protocol.batchSize(),
                protocol.sourceSteps(),
                protocol.sourceMse(),
                protocol.steps(),
                protocol.learningRate(),
                protocol.beta1(),
                protocol.beta2(),
                protocol.epsilon(),
                protocol.controlSeedOffset(),
                protocol.deadSourceMse(),
                fit.status().label(),
                fit.cause(),
                fit.sourceMse(),
                fit.sourceSteps(),
                fit.trainMse(),
                fit.checkpointSteps(),
                fit.heldOutMse(),
                fit.wallMillis(),
                finishedAt(),
                provenance.host(),
                provenance.codeVersion(),
                provenance.jdk(),
                provenance.cpu(),
                provenance.blasCore(),
                provenance.nativeThreads(),
                tuple.family() instanceof Table table ? table.file() : null,
                tuple.family() instanceof Table table ? table.sha256() : null,
                sweep,
                tuple.architecture().name());
    }

    /** Fits come tuple by tuple, and an id takes long to write. */
    private String idOf(Tuple tuple) {
        if (tuple != lastTuple) {
            lastTuple = tuple;
            lastId = tuple.id();
        }
        return lastId;
    }

    private Instant finishedAt() {
        Instant now = Instant.now();
        return now.isBefore(notBefore) ? notBefore : now;
    }

    /** The parameter distance to twelve digits: 0.15 - 0.1 is stored as 0.05, so that rows of one distance group together. */
    private static double distance(Parameters source, Parameters target) {
        return new java.math.BigDecimal(source.distance(target))
                .round(new java.math.MathContext(12))
                .doubleValue();
    }
}
