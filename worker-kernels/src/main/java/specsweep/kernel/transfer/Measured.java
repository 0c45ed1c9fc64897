package specsweep.kernel.transfer;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.diagnostic.Diagnostic;
import specsweep.kernel.diagnostic.Diagnostics;
import specsweep.kernel.diagnostic.Measurement;
import specsweep.kernel.diagnostic.Snapshot;

/**
 * What was read off one start before it was fine-tuned.
 *
 * @param tuple what it belongs to
 * @param condition which start
 * @param measurements one for each of {@link Diagnostic#all()}, in its order
 * @param cause why there is no value at all, where the start could not be had or measuring it failed
 * @param sourceSteps steps which the start's source took; null for scratch, and where it was not trained
 * @param wallMillis time that measuring took
 */
public record Measured(
        Tuple tuple,
        Condition condition,
        List<Measurement> measurements,
        @Nullable String cause,
        @Nullable Integer sourceSteps,
        double wallMillis) {

    public Measured {
        measurements = List.copyOf(measurements);
    }

    /** Measures a start. What goes wrong becomes the cause: a diagnostic is no reason to lose a fit. */
    static Measured of(Tuple tuple, Condition condition, Supplier<Snapshot> snapshot, @Nullable Integer sourceSteps) {
        long start = System.nanoTime();
        try {
            List<Measurement> measurements = Diagnostics.measure(snapshot.get());
            return new Measured(tuple, condition, measurements, null, sourceSteps, (System.nanoTime() - start) / 1e6);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            return absent(tuple, condition, Result.describe(e), sourceSteps);
        }
    }

    /** No start, no value. */
    static Measured absent(Tuple tuple, Condition condition, @Nullable String cause, @Nullable Integer sourceSteps) {
        List<Measurement> none = Diagnostic.all().stream()
                .map(diagnostic -> new Measurement(diagnostic, null))
                .toList();
        return new Measured(tuple, condition, none, cause, sourceSteps, 0);
    }
}
