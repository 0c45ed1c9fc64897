package specsweep.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import specsweep.compilation.BriefCompilation;
import specsweep.store.FactStore;
import specsweep.store.StopMark;
import specsweep.sweep.Sweep;

/**
 * Runs a sweep: everything that its output does not have yet, wave by wave.
 *
 * <p>A wave is one Spark job and one append. The next wave is submitted when the last tasks of the one before are running, so
 * that stragglers do not idle the other slots; a wave's size follows the speed measured so far.
 */
public final class SweepRun {
    /** The Spark setting of how many seconds a wave should take, which is what a crash can cost. */
    private static final String WAVE_SECONDS = "spark.specsweep.waveSeconds";

    private static final double DEFAULT_WAVE_SECONDS = 20;

    private final SparkSession spark;
    private final SparkContext context;
    private final Sweep sweep;
    private final FactStore store;
    private final Policy policy;
    private final double waveSeconds;
    private final Progress progress;
    private volatile boolean stopRequested;

    /**
     * What a run does that no result depends on.
     *
     * @param stackSize how many networks a task trains together
     * @param retryFailed whether fits that failed or timed out before are trained again
     * @param mostFailures how many fits may fail or time out before the run ends
     */
    public record Policy(int stackSize, boolean retryFailed, long mostFailures) {
        public Policy {
            if (stackSize < 1 || mostFailures < 0) {
                throw new IllegalArgumentException("stackSize must be positive and mostFailures not negative, were "
                        + stackSize + " and " + mostFailures);
            }
        }

        /** Goes on whatever fails, and leaves alone what failed before. */
        public static Policy ofStack(int stackSize) {
            return new Policy(stackSize, false, Long.MAX_VALUE);
        }
    }

    /** Is told how a run goes. */
    public interface Progress {
        /** Called once, when it is known what is to be done. */
        void planned(long tuples, long missingTuples, long missingFits, long missingStarts);

        /** Called some ten times a second. */
        void advanced(Snapshot snapshot);
    }

    /**
     * How far a run has come.
     *
     * @param fits fits trained
     * @param notDone those of them that failed, diverged or timed out
     * @param failed those of them that failed or timed out
     * @param steps training steps taken, sources included
     * @param fraction of the arithmetic that is done, in [0, 1]
     * @param seconds since training began
     * @param stopping whether a stop was asked for
     */
    public record Snapshot(
            long fits, long notDone, long failed, long steps, double fraction, double seconds, boolean stopping) {}

    /**
     * What a run did.
     *
     * @param tuples tuples of the sweep
     * @param missingFits fits that were to be trained
     * @param trainedFits fits that this run trained
     * @param failedFits those of them that failed or timed out
     * @param notDoneFits fits of the sweep, of this and earlier runs, that failed, diverged or timed out
     * @param steps training steps of this run
     * @param trainSeconds wall time from the first task to the last
     * @param busySeconds time that task slots were at work, summed
     * @param complete whether nothing is missing now
     */
    public record Summary(
            long tuples,
            long missingFits,
            long trainedFits,
            long failedFits,
            long notDoneFits,
            long steps,
            double trainSeconds,
            double busySeconds,
            boolean complete) {}

    public SweepRun(SparkSession spark, Sweep sweep, FactStore store, int stackSize, Progress progress) {
        this(spark, sweep, store, Policy.ofStack(stackSize), progress);
    }

    public SweepRun(SparkSession spark, Sweep sweep, FactStore store, Policy policy, Progress progress) {
        this.spark = spark;
        this.context = spark.sparkContext();
        this.sweep = sweep;
        this.store = store;
        this.policy = policy;
        this.waveSeconds = context.getConf().getDouble(WAVE_SECONDS, DEFAULT_WAVE_SECONDS);
        this.progress = progress;
    }

    /** Asks the run to end when the tuples at work are trained, so that nothing computed is lost; from any thread. */
    public void stop() {
        stopRequested = true;
    }

    /** Asks the run to drop what is at work, and what it would still do; from any thread. */
    public void abort() {
        stopRequested = true;
        context.cancelAllJobs();
    }

    /** How many fits of a sweep an output does not have; nothing is trained or written. */
    public static long missingFits(SparkSession spark, Sweep sweep, FactStore store) {
        Broadcast<SweepText> text = new JavaSparkContext(spark.sparkContext()).broadcast(SweepText.of(sweep));
        try (Plan plan = Plan.of(spark, sweep, text, store, false)) {
            return plan.totals().missingFits();
        } finally {
            text.destroy();
        }
    }

    /** Trains what is missing and says what was done. */
    public Summary run() {
        context.setJobGroup(sweep.name(), "plan of " + sweep.name(), true);
        store.diagnostics().recover();
        store.recover();
        boolean fresh = store.isEmpty();
        Broadcast<SweepText> text = new JavaSparkContext(context).broadcast(SweepText.of(sweep));
        try (Plan plan = Plan.of(spark, sweep, text, store, policy.retryFailed())) {
            Plan.Totals totals = plan.totals();
            progress.planned(totals.tuples(), totals.missingTuples(), totals.missingFits(), totals.missingStarts());
            Meters meters = Meters.in(context);
            long start = System.nanoTime();
            boolean complete = totals.missingTuples() == 0 || trainAll(plan, text, meters, start);
            double seconds = totals.missingTuples() == 0 ? 0 : secondsSince(start);
            return new Summary(
                    totals.tuples(),
                    totals.missingFits(),
                    meters.fits().value(),
                    meters.failed().value(),
                    // A task that was repeated may have counted twice, but what nobody counted is not there.
                    fresh && meters.notDone().value() == 0 ? 0 : store.notDone(sweep.name()),
                    meters.steps().value(),
                    seconds,
                    meters.busyNanos().value() / 1e9,
                    complete);
        } finally {
            text.destroy();
        }
    }

    private boolean trainAll(Plan plan, Broadcast<SweepText> text, Meters meters, long start) {
        BriefCompilation.endForTuples(plan.totals().missingTuples());
        Iterator<List<Batch>> chunks = plan.chunks(WaveSizes.BATCH_COST);
        Deque<Batch> waiting = new ArrayDeque<>();
        Deque<Wave> running = new ArrayDeque<>();
        ExecutorService pool = Executors.newFixedThreadPool(2, SweepRun::daemon);
        Instant notBefore = notBefore();
        StopMark stop = store.stopMark();
        boolean told = false;
        int number = 0;
        try {
            while (true) {
                if (meters.failed().value() > policy.mostFailures()) {
                    stopRequested = true;
                }
                if (stopRequested && !told) {
                    told = true;
                    stop.set(context.hadoopConfiguration());
                }
                boolean room = running.isEmpty()
                        || (running.size() == 1 && running.getFirst().tasksLeft() <= context.defaultParallelism());
                if (room && !stopRequested) {
                    if (waiting.isEmpty() && chunks.hasNext()) {
                        waiting.addAll(chunks.next());
                    }
                    if (!waiting.isEmpty()) {
                        number++;
                        // Executors may have come or gone since the last wave.
                        WaveSizes sizes = new WaveSizes(context.defaultParallelism(), waveSeconds, meters);
                        List<Batch> wave = sizes.takeWave(waiting);
                        boolean last = waiting.isEmpty() && !chunks.hasNext();
                        List<Batch> tasks = sizes.tasks(wave, last);
                        running.add(submit(pool, tasks, number, text, meters, notBefore, stop));
                        continue;
                    }
                }
                if (running.isEmpty()) {
                    return waiting.isEmpty()
                            && !chunks.hasNext()
                            && meters.cutShort().value() == 0;
                }
                running.removeIf(Wave::finished);
                progress.advanced(new Snapshot(
                        meters.fits().value(),
                        meters.notDone().value(),
                        meters.failed().value(),
                        meters.steps().value(),
                        Math.min(1, meters.cost().value() / plan.totals().missingCost()),
                        secondsSince(start),
                        stopRequested));
            }
        } finally {
            pool.shutdownNow();
            if (told) {
                stop.clear(context.hadoopConfiguration());
            }
        }
    }

    /** The last fact of a fit counts: what is tried again must be later, even if a clock has gone back since. */
    private Instant notBefore() {
        Instant first = Instant.EPOCH;
        return policy.retryFailed() && !store.isEmpty()
                ? store.lastFinished(sweep.name()).orElse(first).plus(1, ChronoUnit.MICROS)
                : first;
    }

    private Wave submit(
            ExecutorService pool,
            List<Batch> tasks,
            int number,
            Broadcast<SweepText> text,
            Meters meters,
            Instant notBefore,
            StopMark stop) {
        int tuples = tasks.stream().mapToInt(b -> b.tuples().size()).sum();
        String group = sweep.name() + " wave " + number;
        Future<?> future = pool.submit(() -> {
            context.setJobGroup(group, "wave " + number + " of " + sweep.name() + ": " + tuples + " tuples", true);
            JavaRDD<TaskRows> rows = new JavaSparkContext(context)
                    .parallelize(tasks, tasks.size())
                    .mapPartitions(new TrainBatches(text, policy.stackSize(), meters, notBefore, stop));
            String name = context.applicationId() + "-wave-" + number + "-" + UUID.randomUUID();
            new WaveAppend(spark, store).append(rows, sweep.diagnostics(), name);
        });
        return new Wave(context, group, tasks.size(), future);
    }

    private static Thread daemon(Runnable runnable) {
        Thread thread = new Thread(runnable, "wave");
        thread.setDaemon(true);
        return thread;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
