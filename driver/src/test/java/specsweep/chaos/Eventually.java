package specsweep.chaos;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do: looks again and again until a condition holds, and fails at a deadline. */
final class Eventually {
    /** Generous: on a busy machine a JVM with Spark may take half a minute to start. */
    static final Duration DEADLINE = Duration.ofMinutes(Long.getLong("specsweep.deadline.minutes", 4));

    private static final long LOOK_AGAIN_MILLIS = 20;

    private Eventually() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param what the condition in words
     * @param evidence what to show if it never holds
     */
    static void until(String what, BooleanSupplier condition, Supplier<String> evidence) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + DEADLINE + " in vain until " + what + "\n" + evidence.get());
            }
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting until " + what, e);
            }
        }
    }
}
