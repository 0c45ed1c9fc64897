package specsweep.store;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a diagnostic's value, in order: one row a tuple, condition and diagnostic. What the tuple is stands in its
 * facts; {@code sweep} and {@code architecture} are the partition columns, as they are of {@link FitSchema}.
 */
public final class DiagnosticSchema {
    /** Raised whenever a column or a diagnostic changes its meaning; values of another version are measured again. */
    public static final int VERSION = 1;

    public static final StructType STRUCT = new StructType()
            .add(required("schema_version", DataTypes.IntegerType))
            .add(required("tuple_id", DataTypes.StringType))
            .add(required("condition", DataTypes.StringType))
            .add(required("diagnostic", DataTypes.StringType))
            // the outcome: no value where it is undefined, and a cause too where the start could not be had
            .add(optional("value", DataTypes.DoubleType))
            .add(optional("cause", DataTypes.StringType))
            // the cost, of all diagnostics of the start together, and the provenance
            .add(required("wall_ms", DataTypes.DoubleType))
            .add(required("finished_at", DataTypes.TimestampType))
            .add(required("host", DataTypes.StringType))
            .add(required("code_version", DataTypes.StringType))
            .add(required("jdk", DataTypes.StringType))
            .add(required("blas_core", DataTypes.StringType))
            // the partition
            .add(required("sweep", DataTypes.StringType))
            .add(required("architecture", DataTypes.StringType));

    private DiagnosticSchema() {}

    private static StructField required(String name, DataType type) {
        return DataTypes.createStructField(name, type, false);
    }

    private static StructField optional(String name, DataType type) {
        return DataTypes.createStructField(name, type, true);
    }
}
