package specsweep.kernel.transfer;

import java.util.Arrays;

/**
 * At which steps held-out points are measured: every step to 100, then 40 a decade, and the last one. Each measurement
 * costs a third of a step; gains move by factors over decades of steps, not over single ones. The training loss comes with
 * every step for nothing and is kept at all of them, since a matched error needs the first step that reaches it.
 */
final class Checkpoints {
    private static final int DENSE = 100;
    private static final int PER_DECADE = 40;
    /** From {@link #DENSE} to beyond the largest integer. */
    private static final int MOST_DECADES = 8;

    private Checkpoints() {}

    /** The checkpoints of a training of that many steps, ascending, from 0 to {@code steps}. */
    static int[] upTo(int steps) {
        int dense = Math.min(DENSE, steps);
        int[] checkpoints = new int[dense + 1 + MOST_DECADES * PER_DECADE];
        int count = 0;
        for (int step = 0; step <= dense; step++) {
            checkpoints[count++] = step;
        }
        int next = DENSE;
        for (int k = 1; next < steps; k++) {
            next = (int) Math.round(Math.min(steps, DENSE * StrictMath.pow(10.0, (double) k / PER_DECADE)));
            checkpoints[count++] = next;
        }
        return Arrays.copyOf(checkpoints, count);
    }
}
