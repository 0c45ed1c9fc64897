package specsweep.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.transfer.Status;
import specsweep.store.FactStore;
import specsweep.store.LeaseFile;
import specsweep.store.Manifest;
import specsweep.sweep.Sweep;
import specsweep.sweep.SweepFileException;

/**
 * How far a sweep of an output is. Fits are counted once, whatever was tried again, and when their wave is published.
 *
 * @param sweep its name
 * @param state what is known of its last run
 * @param done fits that are done
 * @param diverged fits that diverged
 * @param failed fits that failed
 * @param timedOut fits that timed out
 * @param left fits that the sweep has beyond these; null where its text is not known
 * @param fitsPerMinute of the run at work, else of the last one that trained anything; null where there was none
 * @param secondsToGo what the run at work still takes at that rate; null where there is none
 * @param lastFinished when the last fit ended, in UTC; null where there is none
 */
public record SweepStatus(
        String sweep,
        State state,
        long done,
        long diverged,
        long failed,
        long timedOut,
        @Nullable Long left,
        @Nullable Double fitsPerMinute,
        @Nullable Double secondsToGo,
        @Nullable String lastFinished) {
    /** What is known of the last run of a sweep. */
    public enum State {
        /** A process is at work on it. */
        RUNNING,
        /** It trained everything. */
        DONE,
        /** It could not go on. */
        FAILED,
        /** Somebody stopped it. */
        STOPPED,
        /** It ended without a word, as when its process is killed. */
        DIED,
        /** There is no manifest of it. */
        UNKNOWN
    }

    private record Tally(
            Map<String, Long> byStatus, @Nullable Instant lastFinished) {}

    /**
     * The state of every sweep of an output, in the order of their names.
     *
     * @param manifests of the output, the first to begin first
     * @param owner who is at work on the output, if anyone is
     * @param given a sweep whose text is known, and counts before those of manifests
     */
    public static List<SweepStatus> of(
            SparkSession spark,
            FactStore store,
            List<Manifest> manifests,
            Optional<LeaseFile> owner,
            Optional<Sweep> given) {
        Map<String, Tally> tallies = tallies(store);
        TreeSet<String> names = new TreeSet<>(tallies.keySet());
        manifests.forEach(manifest -> names.add(manifest.sweep()));
        given.ifPresent(sweep -> names.add(sweep.name()));
        List<SweepStatus> statuses = new ArrayList<>();
        for (String name : names) {
            List<Manifest> own =
                    manifests.stream().filter(m -> m.sweep().equals(name)).toList();
            Optional<LeaseFile> runner = owner.filter(who -> name.equals(who.sweep()));
            Optional<Sweep> sweep = given.filter(s -> s.name().equals(name)).or(() -> kept(own));
            statuses.add(of(
                    name,
                    tallies.getOrDefault(name, new Tally(Map.of(), null)),
                    own,
                    runner,
                    sweep.map(s -> SweepRun.missingFits(spark, s, store)).orElse(null)));
        }
        return List.copyOf(statuses);
    }

    private static SweepStatus of(
            String name, Tally tally, List<Manifest> manifests, Optional<LeaseFile> runner, @Nullable Long left) {
        Double perSecond = null;
        for (Manifest manifest : manifests) {
            Double rate =
                    rate(manifest.counts().fitsTrained(), manifest.counts().trainSeconds());
            perSecond = rate == null ? perSecond : rate;
        }
        Double toGo = null;
        if (runner.isPresent()) {
            LeaseFile now = runner.get();
            Double rate = rate(now.fitsTrained(), now.trainSeconds());
            perSecond = rate == null ? perSecond : rate;
            toGo = perSecond == null || now.fitsToTrain() == 0
                    ? null
                    : Double.valueOf(Math.max(0, now.fitsToTrain() - now.fitsTrained()) / perSecond);
        }
        Instant last = tally.lastFinished();
        return new SweepStatus(
                name,
                state(manifests, runner.isPresent()),
                tally.byStatus().getOrDefault(Status.DONE.label(), 0L),
                tally.byStatus().getOrDefault(Status.DIVERGED.label(), 0L),
                tally.byStatus().getOrDefault(Status.FAILED.label(), 0L),
                tally.byStatus().getOrDefault(Status.TIMED_OUT.label(), 0L),
                left,
                perSecond == null ? null : Double.valueOf(60 * perSecond),
                toGo,
                last == null ? null : last.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static @Nullable Double rate(long fits, double seconds) {
        return fits > 0 && seconds > 0 ? Double.valueOf(fits / seconds) : null;
    }

    private static State state(List<Manifest> manifests, boolean running) {
        if (running) {
            return State.RUNNING;
        }
        if (manifests.isEmpty()) {
            return State.UNKNOWN;
        }
        return switch (manifests.get(manifests.size() - 1).outcome()) {
            case RUNNING -> State.DIED;
            case DONE -> State.DONE;
            case FAILED -> State.FAILED;
            case STOPPED -> State.STOPPED;
        };
    }

    /** The sweep as its last run kept it; nothing where this program cannot read that any more. */
    private static Optional<Sweep> kept(List<Manifest> manifests) {
        if (manifests.isEmpty()) {
            return Optional.empty();
        }
        Manifest last = manifests.get(manifests.size() - 1);
        try {
            return Optional.of(Sweep.parse(last.sweepFile(), last.sweepText()));
        } catch (SweepFileException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Tally> tallies(FactStore store) {
        Map<String, Tally> tallies = new HashMap<>();
        if (store.isEmpty()) {
            return tallies;
        }
        for (Row row : store.fits()
                .groupBy("sweep", "status")
                .agg(count(lit(1)), functions.max(col("finished_at")))
                .collectAsList()) {
            Tally before = tallies.getOrDefault(row.getString(0), new Tally(Map.of(), null));
            Map<String, Long> byStatus = new HashMap<>(before.byStatus());
            byStatus.put(row.getString(1), row.getLong(2));
            Timestamp last = row.getTimestamp(3);
            Instant known = before.lastFinished();
            Instant later = known == null || last.toInstant().isAfter(known) ? last.toInstant() : known;
            tallies.put(row.getString(0), new Tally(byStatus, later));
        }
        return tallies;
    }
}
