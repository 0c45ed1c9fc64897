package specsweep.store;

import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.transfer.Fit;
import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Tuple;

/** Writes fits as rows of {@link FitSchema}. */
public final class FitRows {
    private final String sweep;
    private final Provenance provenance;

    public FitRows(String sweep, Provenance provenance) {
        this.sweep = sweep;
        this.provenance = provenance;
    }

    /** The row of a fit that has just ended. */
    public Row row(Fit fit) {
        Tuple tuple = fit.tuple();
        Protocol protocol = tuple.protocol();
        return RowFactory.create(
                FitSchema.VERSION,
                Tuple.PROTOCOL_VERSION,
                tuple.id(),
                fit.condition().name(),
                tuple.architecture().bandwidth(),
                tuple.architecture().frequencies(),
                tuple.architecture().initialisation(),
                tuple.width(),
                tuple.depth(),
                tuple.seed(),
                tuple.family().name(),
                tuple.source().toString(),
                tuple.target().toString(),
                tuple.alternate() == null ? null : tuple.alternate().toString(),
                distance(tuple.source(), tuple.target()),
                fit.functionDistance(),
                protocol.points(),
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
                java.sql.Timestamp.from(Instant.now()),
                provenance.host(),
                provenance.codeVersion(),
                provenance.jdk(),
                provenance.cpu(),
                provenance.blasCore(),
                provenance.nativeThreads(),
                sweep,
                tuple.architecture().name());
    }

    /** The parameter distance to twelve digits: 0.15 - 0.1 is stored as 0.05, so that rows of one distance group together. */
    private static double distance(Parameters source, Parameters target) {
        return new java.math.BigDecimal(source.distance(target))
                .round(new java.math.MathContext(12))
                .doubleValue();
    }
}
