package specsweep.run;

/** Watches a run and says nothing, for tests that look at what was trained. */
public class Silent implements SweepRun.Progress {
    @Override
    public void planned(long tuples, long missingTuples, long missingFits, long missingStarts) {}

    @Override
    public void advanced(SweepRun.Snapshot snapshot) {}
}
