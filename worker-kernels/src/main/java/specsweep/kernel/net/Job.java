package specsweep.kernel.net;

import org.jspecify.annotations.Nullable;

/**
 * One network's training: from where, on what, for how long.
 *
 * @param start the weights it starts from; they are copied
 * @param train what it is trained on
 * @param heldOut what it is also measured on; null for none
 * @param checkpoints the steps, ascending, at which {@code heldOut} is measured
 * @param adam the optimiser
 * @param steps how many steps at most
 * @param stopAtMse where set, training stops at the first step whose training MSE is at or below it
 * @param budgetNanos how long it may take by itself; {@link Long#MAX_VALUE} for no limit
 */
public record Job(
        Weights start,
        Samples train,
        @Nullable Samples heldOut,
        int[] checkpoints,
        Adam adam,
        int steps,
        @Nullable Double stopAtMse,
        long budgetNanos) {}
