package specsweep.kernel.net;

import org.jspecify.annotations.Nullable;

/**
 * One network's training: from where, on what, for how long.
 *
 * @param start the weights it starts from; they are copied
 * @param train what it is trained on
 * @param heldOut what it is also measured on; null for none
 * @param checkpoints the steps, ascending, at which {@code heldOut} is measured, and with mini-batches {@code train} too
 * @param adam the optimiser
 * @param steps how many steps at most
 * @param stopAtMse where set, training stops at the first step at which a measured training MSE is at or below it
 * @param budgetNanos how long it may take by itself; {@link Long#MAX_VALUE} for no limit
 * @param batches the mini-batches that steps take; null for all points in every step
 */
public record Job(
        Weights start,
        Samples train,
        @Nullable Samples heldOut,
        int[] checkpoints,
        Adam adam,
        int steps,
        @Nullable Double stopAtMse,
        long budgetNanos,
        @Nullable Batches batches) {

    /** A training that takes all points in every step. */
    public Job(
            Weights start,
            Samples train,
            @Nullable Samples heldOut,
            int[] checkpoints,
            Adam adam,
            int steps,
            @Nullable Double stopAtMse,
            long budgetNanos) {
        this(start, train, heldOut, checkpoints, adam, steps, stopAtMse, budgetNanos, null);
    }
}
