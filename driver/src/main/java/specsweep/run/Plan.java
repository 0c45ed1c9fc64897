package specsweep.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import specsweep.compilation.CodeGeneration;
import specsweep.kernel.transfer.Condition;
import specsweep.kernel.transfer.Status;
import specsweep.store.DiagnosticStore;
import specsweep.store.FactStore;
import specsweep.sweep.Sweep;

/**
 * What a sweep asks for, less what its output already has.
 *
 * <p>Tuples are enumerated on the executors and stay there; the driver sees totals, and the indices of one chunk at a time.
 * The unit that is subtracted is the fit, so that a condition added to a finished sweep trains only that condition. Where
 * the sweep asks for diagnostics, a start that is trained from is measured too, and so is one whose fit is done but whose
 * diagnostics are not.
 */
final class Plan implements AutoCloseable {
    private static final StructType COLUMNS = new StructType()
            .add("index", DataTypes.LongType)
            .add("group", DataTypes.LongType)
            .add("architecture", DataTypes.StringType)
            .add("cost", DataTypes.DoubleType)
            .add("source_cost", DataTypes.DoubleType)
            .add("tuple_id", DataTypes.StringType);

    private static final Object[] FINAL = {Status.DONE.label(), Status.DIVERGED.label()};

    /** What a planned tuple takes in memory, about. */
    private static final long TUPLE_BYTES = 200;

    /** Tuples whose indices pass through the driver at once. */
    private static final int CHUNK = 20_000;

    private final JavaRDD<Planned> todo;
    private final Totals totals;

    /**
     * A tuple and what of it is still to be done.
     *
     * @param group equal for tuples that share a source
     * @param cost operations that it takes
     * @param todo bits, one a condition, of the fits that are to be trained
     * @param measure bits of the starts that are to be measured
     */
    private record Planned(long index, long group, String architecture, double cost, int todo, int measure)
            implements Serializable {
        static final Comparator<Planned> ORDER = Comparator.comparing(Planned::architecture)
                .thenComparingLong(Planned::group)
                .thenComparingLong(Planned::index);

        /** Of a row that begins with index, group, architecture and cost. */
        static Planned of(Row row, int todo, int measure) {
            return new Planned(
                    row.getLong(0),
                    row.getLong(1),
                    // One of a few names, and there may be a million rows.
                    row.getString(2).intern(),
                    row.getDouble(3),
                    todo,
                    measure);
        }

        boolean isMissing() {
            return todo != 0 || measure != 0;
        }
    }

    /**
     * What there is in all.
     *
     * @param tuples tuples of the sweep
     * @param missingTuples tuples of which something is still to be trained or measured
     * @param missingFits fits still to be trained
     * @param missingStarts starts still to be measured
     * @param missingCost operations still to be done
     */
    record Totals(long tuples, long missingTuples, long missingFits, long missingStarts, double missingCost)
            implements Serializable {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        Totals and(Planned tuple) {
            return and(new Totals(
                    1,
                    tuple.isMissing() ? 1 : 0,
                    Integer.bitCount(tuple.todo()),
                    Integer.bitCount(tuple.measure()),
                    tuple.isMissing() ? tuple.cost() : 0));
        }

        Totals and(Totals other) {
            return new Totals(
                    tuples + other.tuples,
                    missingTuples + other.missingTuples,
                    missingFits + other.missingFits,
                    missingStarts + other.missingStarts,
                    missingCost + other.missingCost);
        }
    }

    private Plan(JavaRDD<Planned> todo, Totals totals) {
        this.todo = todo;
        this.totals = totals;
    }

    /**
     * Enumerates the sweep and subtracts what the stores have.
     *
     * @param retryFailed whether fits that failed or timed out are still to be trained; a fit that diverged never is
     */
    static Plan of(SparkSession spark, Sweep sweep, Broadcast<SweepText> text, FactStore store, boolean retryFailed) {
        CodeGeneration.choose(
                spark, sweep.size() * TUPLE_BYTES + (store.isEmpty() ? 0 : CodeGeneration.bytes(store.facts())));
        int all = (1 << sweep.conditions().size()) - 1;
        int slots = spark.sparkContext().defaultParallelism();
        int parts = (int) Math.max(1, Math.min(4L * slots, sweep.size() / 1000));
        JavaRDD<Row> tuples = spark.sparkContext()
                .range(0, sweep.size(), 1, parts)
                .toJavaRDD()
                .mapPartitions(range -> describe(text, range));
        boolean nothingStored = store.isEmpty() && store.diagnostics().isEmpty();
        int allStarts = sweep.diagnostics() ? all : 0;
        // Kept as objects: a cached table would be planned, generated and compiled for what two loops do. So would be a
        // table from which nothing is taken.
        JavaRDD<Planned> planned = (nothingStored
                        ? tuples.map(tuple -> Planned.of(tuple, all, allStarts))
                        : lessStored(spark.createDataFrame(tuples, COLUMNS), sweep, store, retryFailed))
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new Plan(planned, planned.aggregate(Totals.NONE, Totals::and, Totals::and));
    }

    /** Subtracts what the stores have. */
    private static JavaRDD<Planned> lessStored(Dataset<Row> tuples, Sweep sweep, FactStore store, boolean retryFailed) {
        List<Condition> conditions = sweep.conditions();
        int all = (1 << conditions.size()) - 1;
        Dataset<Row> todo = tuples.withColumn("todo", lit(all));
        if (!store.isEmpty()) {
            Dataset<Row> done =
                    store.done(sweep.name()).where(retryFailed ? col("status").isin(FINAL) : lit(true));
            todo = without(todo, "todo", done, conditions);
        }
        DiagnosticStore diagnostics = store.diagnostics();
        if (!sweep.diagnostics()) {
            todo = todo.withColumn("measure", lit(0));
        } else if (diagnostics.isEmpty()) {
            todo = todo.withColumn("measure", lit(all));
        } else {
            todo = without(todo.withColumn("measure", lit(all)), "measure", diagnostics.done(sweep.name()), conditions)
                    .withColumn("measure", col("measure").bitwiseOR(col("todo")));
        }
        return todo.withColumn(
                        "cost",
                        functions
                                .when(col("todo").equalTo(0), col("source_cost"))
                                .otherwise(col("cost")))
                .select("index", "group", "architecture", "cost", "todo", "measure")
                .toJavaRDD()
                .map(row -> Planned.of(row, row.getInt(4), row.getInt(5)));
    }

    /** Takes from the bits of a column the conditions that are done. */
    private static Dataset<Row> without(Dataset<Row> todo, String bits, Dataset<Row> done, List<Condition> conditions) {
        Dataset<Row> byTuple = done.groupBy(col("tuple_id").as("done_id"))
                .agg(functions.bit_or(bitOf(conditions)).as("done"));
        int all = (1 << conditions.size()) - 1;
        return todo.join(byTuple, col("tuple_id").equalTo(col("done_id")), "left")
                .withColumn(bits, col(bits).bitwiseAND(lit(all).minus(coalesce(col("done"), lit(0)))))
                .drop("done_id", "done");
    }

    Totals totals() {
        return totals;
    }

    /**
     * What is missing, as batches that spread cheap and expensive work evenly, a chunk at a time.
     *
     * @param batchCost operations that a batch should have; a group is never cut, and tuples of two architectures share none
     */
    Iterator<List<Batch>> chunks(double batchCost) {
        long chunks = Math.max(1, (totals.missingTuples() + CHUNK - 1) / CHUNK);
        return LongStream.range(0, chunks)
                .mapToObj(chunk -> batches(
                        todo.filter(tuple -> tuple.isMissing() && Math.floorMod(tuple.group(), chunks) == chunk)
                                .collect(),
                        batchCost))
                .iterator();
    }

    /** Packs groups, sorted by architecture, into batches; then orders the batches by a hash. */
    private static List<Batch> batches(List<Planned> missing, double batchCost) {
        Map<String, List<Planned>> groups = new LinkedHashMap<>();
        missing.stream()
                .sorted(Planned.ORDER)
                .forEach(
                        tuple -> groups.computeIfAbsent(tuple.architecture() + tuple.group(), none -> new ArrayList<>())
                                .add(tuple));
        List<Batch> batches = new ArrayList<>();
        List<PlannedTuple> tuples = new ArrayList<>();
        String architecture = "";
        double cost = 0;
        for (List<Planned> group : groups.values()) {
            double groupCost = group.stream().mapToDouble(Planned::cost).sum();
            boolean full = cost + groupCost / 2 > batchCost;
            if (!tuples.isEmpty() && (full || !architecture.equals(group.get(0).architecture()))) {
                batches.add(new Batch(tuples, cost));
                tuples = new ArrayList<>();
                cost = 0;
            }
            architecture = group.get(0).architecture();
            for (Planned tuple : group) {
                tuples.add(new PlannedTuple(tuple.index(), tuple.todo(), tuple.measure()));
            }
            cost += groupCost;
        }
        if (!tuples.isEmpty()) {
            batches.add(new Batch(tuples, cost));
        }
        batches.sort(Comparator.comparingLong(b -> scramble(b.tuples().get(0).index())));
        return batches;
    }

    private static Iterator<Row> describe(Broadcast<SweepText> text, Iterator<Object> range) {
        Sweep sweep = text.value().sweep();
        int conditions = sweep.conditions().size();
        Iterable<Object> indices = () -> range;
        return java.util.stream.StreamSupport.stream(indices.spliterator(), false)
                .flatMap(index -> sweep.tuple((Long) index).stream()
                        .map(tuple -> RowFactory.create(
                                index,
                                hash(tuple.sourceKey()),
                                tuple.architecture().name(),
                                Cost.of(tuple, conditions),
                                Cost.of(tuple, 0),
                                tuple.id())))
                .iterator();
    }

    private static Column bitOf(List<Condition> conditions) {
        Column bit = lit(0);
        for (int i = 0; i < conditions.size(); i++) {
            bit = functions
                    .when(col("condition").equalTo(conditions.get(i).name()), lit(1 << i))
                    .otherwise(bit);
        }
        return bit;
    }

    /** 64-bit FNV-1a (Fowler, Noll and Vo): groups with equal hashes merely share a batch. */
    private static long hash(String key) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long scramble(long index) {
        long z = (index + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return (z ^ (z >>> 31)) * 0x94D049BB133111EBL;
    }

    @Override
    public void close() {
        todo.unpersist();
    }
}
