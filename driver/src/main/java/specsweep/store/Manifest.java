package specsweep.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept about one run beside what it made: enough to repeat it, and to say how it ended.
 *
 * @param manifestVersion of this format
 * @param id one for each run
 * @param number one more than that of the run before in the same output: their order, whatever clocks said; 0 where a manifest
 *     was written before runs were numbered
 * @param sweep name of the sweep
 * @param sweepFile where its text came from
 * @param sweepSha256 of the text's UTF-8, in hexadecimal
 * @param sweepText the text
 * @param versions of what took part
 * @param cluster what it ran on
 * @param startedAt in UTC
 * @param endedAt in UTC, not before it started; null while it runs, and for ever if it was killed
 * @param outcome how it ended
 * @param message why it failed; null if it did not
 * @param counts what was planned and done
 */
public record Manifest(
        int manifestVersion,
        String id,
        long number,
        String sweep,
        String sweepFile,
        String sweepSha256,
        String sweepText,
        Versions versions,
        Cluster cluster,
        String startedAt,
        @Nullable String endedAt,
        Outcome outcome,
        @Nullable String message,
        Counts counts) {
    /** Raised when a key changes its meaning or goes. */
    static final int VERSION = 1;

    /** How a run ended. */
    public enum Outcome {
        /** It has not ended, or was killed: the {@link Lease} tells which. */
        RUNNING,
        /** Everything was trained. */
        DONE,
        /** It could not go on, or was told to stop at so many failures. */
        FAILED,
        /** Somebody stopped it. */
        STOPPED
    }

    /**
     * Versions of what took part.
     *
     * @param schema of the result files
     * @param specsweep version and commit
     * @param spark of Spark
     * @param jdk the Java runtime
     * @param nd4j of ND4J
     */
    public record Versions(int schema, String specsweep, String spark, String jdk, String nd4j) {}

    /**
     * What a run ran on.
     *
     * @param master Spark's master
     * @param application Spark's id of the run
     * @param cores task slots when it began
     * @param driver the process that led it
     * @param cpu the driver's processor
     */
    public record Cluster(String master, String application, int cores, ProcessIdentity driver, String cpu) {}

    /**
     * What a run planned and did.
     *
     * @param tuples of the sweep
     * @param fitsToTrain fits that were missing when it began
     * @param fitsTrained fits that it trained
     * @param fitsFailed those of them that failed or timed out
     * @param steps training steps
     * @param trainSeconds from the first task to the last
     */
    public record Counts(
            long tuples, long fitsToTrain, long fitsTrained, long fitsFailed, long steps, double trainSeconds) {
        /** Before anything is known. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
    }

    public Manifest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sweep, "sweep");
        Objects.requireNonNull(sweepFile, "sweepFile");
        Objects.requireNonNull(sweepText, "sweepText");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(counts, "counts");
    }

    /** The same run, ended. */
    public Manifest ended(String at, Outcome how, @Nullable String why, Counts done) {
        return new Manifest(
                manifestVersion,
                id,
                number,
                sweep,
                sweepFile,
                sweepSha256,
                sweepText,
                versions,
                cluster,
                startedAt,
                at,
                how,
                why,
                done);
    }
}
