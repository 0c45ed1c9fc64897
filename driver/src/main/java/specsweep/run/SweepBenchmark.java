package specsweep.run;

import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import specsweep.store.FactStore;
import specsweep.sweep.Sweep;

/**
 * Measures what a sweep costs above its training: scheduling, rows and writing, for each tuple, and how much a second task
 * slot gives.
 */
public final class SweepBenchmark {
    private static final int FEW = 100;
    private static final int MANY = 400;

    private SweepBenchmark() {}

    /**
     * What a run of many equal tuples took more than a run of few: start and end of a run cancel out, and so does what the
     * first tuples of a JVM take longer.
     *
     * @param slots task slots
     * @param tuples how many more tuples
     * @param seconds how much longer from the first task to the last file in place
     * @param trainingSeconds how much longer in training steps, summed over slots
     */
    public record Result(int slots, int tuples, double seconds, double trainingSeconds) {
        /** Training time of a tuple, in milliseconds. */
        public double tupleMillis() {
            return 1e3 * trainingSeconds / tuples;
        }

        /** Slot time that is not training, as a part of the training time. */
        public double overhead() {
            return seconds * slots / trainingSeconds - 1;
        }

        /** Tuples a second. */
        public double rate() {
            return tuples / seconds;
        }
    }

    /** Trains tuples of about 100 ms on the session's slots, into a folder of their own; the first run warms up. */
    public static Result measure(SparkSession spark, Path folder) {
        int slots = spark.sparkContext().defaultParallelism();
        once(spark, folder.resolve("warm-up"), FEW * slots);
        Result few = once(spark, folder.resolve("few"), FEW * slots);
        Result many = once(spark, folder.resolve("many"), MANY * slots);
        return new Result(
                slots,
                many.tuples() - few.tuples(),
                many.seconds() - few.seconds(),
                many.trainingSeconds() - few.trainingSeconds());
    }

    private static Result once(SparkSession spark, Path out, int tuples) {
        // One condition with a source of one step, so that the rows' own times are all the training there is.
        String yaml = """
                sweep: benchmark
                conditions: [scratch, structured]
                settings: {width: 64, points: 256, source_steps: 1, steps: 450}
                tuples: {grid: {architecture: relu-mlp, seed: 0..%d, family: bump, source: 0.1, delta: 0.1}}
                """.formatted(tuples - 1);
        FactStore store = new FactStore(spark, out.toString());
        SweepRun.Summary summary = new SweepRun(spark, Sweep.parse("benchmark", yaml), store, 1, new Silent()).run();
        Row training = store.facts().agg(functions.sum("wall_ms")).head();
        return new Result(
                spark.sparkContext().defaultParallelism(), tuples, summary.trainSeconds(), training.getDouble(0) / 1e3);
    }

    private static final class Silent implements SweepRun.Progress {
        @Override
        public void planned(long tuples, long missingTuples, long missingFits, long missingStarts) {}

        @Override
        public void advanced(SweepRun.Snapshot snapshot) {}
    }
}
