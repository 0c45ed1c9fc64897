package specsweep.kernel.transfer;

import java.util.stream.IntStream;

/**
 * At which steps held-out points are measured: every step to 100, then 40 a decade, and the last one. Each measurement
 * costs a third of a step; gains move by factors over decades of steps, not over single ones. The training loss comes with
 * every step for nothing and is kept at all of them, since a matched error needs the first step that reaches it.
 */
final class Checkpoints {
    private static final int DENSE = 100;
    private static final int PER_DECADE = 40;

    private Checkpoints() {}

    /** The checkpoints of a training of that many steps, ascending, from 0 to {@code steps}. */
    static int[] upTo(int steps) {
        IntStream dense = IntStream.rangeClosed(0, Math.min(DENSE, steps));
        IntStream logSpaced = IntStream.rangeClosed(1, 12 * PER_DECADE)
                .mapToDouble(k -> DENSE * StrictMath.pow(10.0, (double) k / PER_DECADE))
                .takeWhile(step -> step < steps)
                .mapToInt(step -> (int) Math.round(step));
        return IntStream.concat(IntStream.concat(dense, logSpaced), IntStream.of(steps))
                .distinct()
                .filter(step -> step <= steps)
                .toArray();
    }
}
