package specsweep.run;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import specsweep.store.DiagnosticSchema;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;
import specsweep.store.SparkRows;

/**
 * Trains a wave and appends what it leaves to one table or to two.
 *
 * <p>What was measured is appended first, so that no fact is ever seen without it. The rows of a wave are kept by the
 * executors meanwhile, so that one training fills both tables; what an executor loses of them is trained again, to the same
 * bits.
 */
final class WaveAppend {
    private final SparkSession spark;
    private final FactStore store;

    WaveAppend(SparkSession spark, FactStore store) {
        this.spark = spark;
        this.store = store;
    }

    /**
     * Appends a wave.
     *
     * @param measured whether there can be rows of diagnostics
     * @param wave a name that no other append to this output uses at the same time
     */
    void append(JavaRDD<TaskRows> trained, boolean measured, String wave) {
        if (!measured) {
            appendFits(trained, wave);
            return;
        }
        trained.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            trained.foreachPartition(rows -> {});
            JavaRDD<InternalRow> values = trained.flatMap(
                            rows -> rows.diagnostics().iterator())
                    .coalesce(spark.sparkContext().defaultParallelism());
            store.diagnostics().append(SparkRows.table(spark, values.rdd(), DiagnosticSchema.STRUCT), wave);
            appendFits(trained, wave);
        } finally {
            trained.unpersist();
        }
    }

    private void appendFits(JavaRDD<TaskRows> trained, String wave) {
        JavaRDD<InternalRow> fits = trained.flatMap(rows -> rows.fits().iterator());
        store.append(SparkRows.table(spark, fits.rdd(), FitSchema.STRUCT), wave);
    }
}
