package specsweep.kernel.transfer;

import org.jspecify.annotations.Nullable;

/**
 * What became of one network trained on one target from one start: the fact that is stored, one row each.
 *
 * @param tuple what it belongs to
 * @param condition where it started
 * @param status how it ended
 * @param cause why, where it did not end well
 * @param functionDistance mean square difference of the standardised source and target on the training points; null where
 *     they could not be sampled, or are known at different points
 * @param sourceMse final training MSE of the source that the fit started from; null for scratch
 * @param sourceSteps steps which that source took; null for scratch
 * @param trainMse training MSE after 0, 1, ..., steps updates, shorter where the fit ended early; with mini-batches it was
 *     measured at the checkpoints, and is log-linear between
 * @param checkpointSteps the steps at which held-out points were measured
 * @param heldOutMse held-out MSE at those steps
 * @param wallMillis time that this fit took by itself, its source not counted
 */
public record Fit(
        Tuple tuple,
        Condition condition,
        Status status,
        @Nullable String cause,
        @Nullable Double functionDistance,
        @Nullable Float sourceMse,
        @Nullable Integer sourceSteps,
        float[] trainMse,
        int[] checkpointSteps,
        float[] heldOutMse,
        double wallMillis) {}
