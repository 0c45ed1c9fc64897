package specsweep.cli;

import specsweep.run.SweepRun;
import specsweep.store.Lease;
import specsweep.store.Manifest;

/** Passes on how a run goes, to who watches here and to who asks for the status elsewhere, and remembers the last of it. */
final class RunWatch implements SweepRun.Progress {
    private final ProgressLine line;
    private final Lease lease;
    private volatile Manifest.Counts counts = Manifest.Counts.NONE;

    RunWatch(ProgressLine line, Lease lease) {
        this.line = line;
        this.lease = lease;
    }

    @Override
    public void planned(long tuples, long missingTuples, long missingFits, long missingStarts) {
        line.planned(tuples, missingTuples, missingFits, missingStarts);
        lease.report(0, missingFits, 0);
        counts = new Manifest.Counts(tuples, missingFits, 0, 0, 0, 0);
    }

    @Override
    public void advanced(SweepRun.Snapshot now) {
        line.advanced(now);
        lease.report(now.fits(), counts.fitsToTrain(), now.seconds());
        counts = new Manifest.Counts(
                counts.tuples(), counts.fitsToTrain(), now.fits(), now.failed(), now.steps(), now.seconds());
    }

    /** What is known so far. */
    Manifest.Counts counts() {
        return counts;
    }

    static Manifest.Counts counts(SweepRun.Summary summary) {
        return new Manifest.Counts(
                summary.tuples(),
                summary.missingFits(),
                summary.trainedFits(),
                summary.failedFits(),
                summary.steps(),
                summary.trainSeconds());
    }
}
