package specsweep.kernel.transfer;

import org.jspecify.annotations.Nullable;
import specsweep.kernel.net.Outcome;

/**
 * How a training ended, or why it could not.
 *
 * @param outcome what it left; null where it threw
 * @param status how it ended
 * @param cause why, where it did not end well
 */
record Result(
        @Nullable Outcome outcome, Status status, @Nullable String cause) {
    static Result of(Outcome outcome) {
        return switch (outcome.end()) {
            case COMPLETED -> new Result(outcome, Status.DONE, null);
            case DIVERGED ->
                new Result(outcome, Status.DIVERGED, "the loss was not finite at step " + outcome.endStep());
            case TIMED_OUT -> new Result(outcome, Status.TIMED_OUT, "deadline passed at step " + outcome.endStep());
        };
    }

    static Result failed(Throwable error) {
        return new Result(null, Status.FAILED, describe(error));
    }

    /** What went wrong, on one line. */
    static String describe(Throwable error) {
        String message = error.getMessage();
        String name = error.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }
}
