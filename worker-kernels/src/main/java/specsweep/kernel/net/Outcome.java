package specsweep.kernel.net;

/**
 * What became of a {@link Job}.
 *
 * @param weights the weights at its end
 * @param end how it ended
 * @param endStep the step at which it ended
 * @param trainMse training MSE after 0, 1, ... updates, up to the last one that was measured
 * @param heldOutMse held-out MSE at the job's checkpoints, as many as were reached
 * @param wallNanos time taken by this job by itself
 */
public record Outcome(Weights weights, End end, int endStep, float[] trainMse, float[] heldOutMse, long wallNanos) {

    /** How a training ended. */
    public enum End {
        /** It took all its steps, or reached the error it was to stop at. */
        COMPLETED,
        /** Its loss, on training or held-out points, became infinite or not a number. */
        DIVERGED,
        /** Its time ran out. */
        TIMED_OUT
    }

    /** Steps taken. */
    public int steps() {
        return Math.max(0, trainMse.length - 1);
    }
}
