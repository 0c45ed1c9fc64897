package specsweep.store;

import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a fact, in order. {@code sweep} and {@code architecture} are the partition columns: they lie in the
 * folder names {@code sweep=.../architecture=...}, not in the files.
 */
public final class FitSchema {
    /** Raised whenever a column changes its meaning or goes; an output of another version is refused. */
    public static final int VERSION = 1;

    public static final StructType STRUCT = new StructType()
            .add(required("schema_version", DataTypes.IntegerType))
            .add(required("protocol_version", DataTypes.IntegerType))
            .add(required("tuple_id", DataTypes.StringType))
            .add(required("condition", DataTypes.StringType))
            // the tuple
            .add(optional("bandwidth", DataTypes.DoubleType))
            .add(optional("frequencies", DataTypes.IntegerType))
            .add(required("initialisation", DataTypes.StringType))
            .add(required("width", DataTypes.IntegerType))
            .add(required("depth", DataTypes.IntegerType))
            .add(required("seed", DataTypes.LongType))
            .add(required("family", DataTypes.StringType))
            .add(optional("data", DataTypes.StringType))
            .add(optional("source_data", DataTypes.StringType))
            .add(required("source", DataTypes.StringType))
            .add(required("target", DataTypes.StringType))
            .add(optional("alternate", DataTypes.StringType))
            .add(required("parameter_distance", DataTypes.DoubleType))
            .add(optional("function_distance", DataTypes.DoubleType))
            .add(required("points", DataTypes.IntegerType))
            .add(optional("batch_size", DataTypes.IntegerType))
            .add(required("source_steps", DataTypes.IntegerType))
            .add(optional("source_mse", DataTypes.DoubleType))
            .add(required("steps", DataTypes.IntegerType))
            .add(required("learning_rate", DataTypes.DoubleType))
            .add(required("beta1", DataTypes.DoubleType))
            .add(required("beta2", DataTypes.DoubleType))
            .add(required("epsilon", DataTypes.DoubleType))
            .add(required("control_seed_offset", DataTypes.LongType))
            .add(required("dead_source_mse", DataTypes.DoubleType))
            // the outcome
            .add(required("status", DataTypes.StringType))
            .add(optional("cause", DataTypes.StringType))
            .add(optional("trained_source_mse", DataTypes.FloatType))
            .add(optional("trained_source_steps", DataTypes.IntegerType))
            .add(required("train_mse", floats()))
            .add(required("checkpoint_steps", DataTypes.createArrayType(DataTypes.IntegerType, false)))
            .add(required("held_out_mse", floats()))
            // the cost and the provenance
            .add(required("wall_ms", DataTypes.DoubleType))
            .add(required("finished_at", DataTypes.TimestampType))
            .add(required("host", DataTypes.StringType))
            .add(required("code_version", DataTypes.StringType))
            .add(required("jdk", DataTypes.StringType))
            .add(required("cpu", DataTypes.StringType))
            .add(required("blas_core", DataTypes.StringType))
            .add(required("native_threads", DataTypes.IntegerType))
            .add(optional("data_file", DataTypes.StringType))
            .add(optional("data_sha256", DataTypes.StringType))
            // the partition
            .add(required("sweep", DataTypes.StringType))
            .add(required("architecture", DataTypes.StringType));

    /**
     * How facts are written. Hardly two numbers of a curve are equal: a dictionary of them takes longer to write and to read
     * than the numbers themselves, and no less room.
     */
    static final Map<String, String> PARQUET = Map.of(
            "compression", "zstd",
            "parquet.enable.dictionary#train_mse.list.element", "false",
            "parquet.enable.dictionary#held_out_mse.list.element", "false");

    private FitSchema() {}

    private static DataType floats() {
        return DataTypes.createArrayType(DataTypes.FloatType, false);
    }

    private static StructField required(String name, DataType type) {
        return DataTypes.createStructField(name, type, false);
    }

    private static StructField optional(String name, DataType type) {
        return DataTypes.createStructField(name, type, true);
    }
}
