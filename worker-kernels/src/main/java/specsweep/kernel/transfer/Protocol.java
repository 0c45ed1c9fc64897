package specsweep.kernel.transfer;

import org.jspecify.annotations.Nullable;

/**
 * How long and with what every network of a tuple is trained.
 *
 * @param points training points, m^d on the family's domain; of a table, those of the target
 * @param batchSize points that a training step takes, drawn anew in every epoch; null for all of them
 * @param sourceSteps Adam steps on the source; a cap where {@code sourceMse} is set
 * @param sourceMse where set, a source stops at the first step at which its training MSE is at or below this
 * @param steps Adam steps on the target
 * @param learningRate Adam's constant rate
 * @param beta1 Adam's decay of the first moment
 * @param beta2 Adam's decay of the second moment
 * @param epsilon Adam's epsilon, added to the root of the corrected second moment
 * @param controlSeedOffset what is added to the seed for a control's initialisation
 * @param deadSourceMse a source whose final training MSE is at or above this has learnt nothing; its fits are left out of
 *     the metrics and counted
 * @param deadlineSeconds where set, a tuple that takes longer is stopped and recorded as timed out
 */
public record Protocol(
        int points,
        @Nullable Integer batchSize,
        int sourceSteps,
        @Nullable Double sourceMse,
        int steps,
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        long controlSeedOffset,
        double deadSourceMse,
        @Nullable Double deadlineSeconds) {

    public Protocol {
        atLeast("points", points, 2);
        if (batchSize != null && !(batchSize >= 1 && batchSize < points)) {
            throw new IllegalArgumentException("batch_size must be at least 1 and below the " + points
                    + " training points, was " + batchSize + "; none takes them all");
        }
        atLeast("source_steps", sourceSteps, 1);
        atLeast("steps", steps, 1);
        positive("learning_rate", learningRate);
        fraction("beta1", beta1);
        fraction("beta2", beta2);
        positive("epsilon", epsilon);
        positive("dead_source_mse", deadSourceMse);
        if (sourceMse != null) {
            positive("source_mse", sourceMse);
        }
        if (controlSeedOffset == 0) {
            throw new IllegalArgumentException("control_seed_offset must not be 0: a control needs its own weights");
        }
        if (deadlineSeconds != null) {
            positive("deadline_s", deadlineSeconds);
        }
    }

    /** A protocol in which every step takes all training points. */
    public Protocol(
            int points,
            int sourceSteps,
            @Nullable Double sourceMse,
            int steps,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            long controlSeedOffset,
            double deadSourceMse,
            @Nullable Double deadlineSeconds) {
        this(
                points,
                null,
                sourceSteps,
                sourceMse,
                steps,
                learningRate,
                beta1,
                beta2,
                epsilon,
                controlSeedOffset,
                deadSourceMse,
                deadlineSeconds);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be positive and finite, was " + value);
        }
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), was " + value);
        }
    }
}
