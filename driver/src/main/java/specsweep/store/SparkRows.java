package specsweep.store;

import java.time.Instant;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Rows as Spark keeps them. From a {@link Row} its encoder would make the same, but puts each number of a curve into an object
 * and looks at it by itself: a seventh of what a short run took above its training.
 */
public final class SparkRows {
    private SparkRows() {}

    /**
     * A row of these columns.
     *
     * @param values numbers, strings, instants, arrays of floats or integers, and null where the column allows it
     * @throws IllegalArgumentException if there are more or fewer of them, or a null that may not be
     */
    static InternalRow row(StructType columns, @Nullable Object... values) {
        if (values.length != columns.length()) {
            throw new IllegalArgumentException(columns.length() + " columns were given " + values.length + " values");
        }
        @Nullable Object[] kept = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !columns.fields()[i].nullable()) {
                throw new IllegalArgumentException("column " + columns.fields()[i].name() + " needs a value");
            }
            kept[i] = kept(values[i]);
        }
        return new GenericInternalRow(kept);
    }

    private static @Nullable Object kept(@Nullable Object value) {
        if (value instanceof String text) {
            return UTF8String.fromString(text);
        }
        if (value instanceof float[] numbers) {
            return UnsafeArrayData.fromPrimitiveArray(numbers);
        }
        if (value instanceof int[] numbers) {
            return UnsafeArrayData.fromPrimitiveArray(numbers);
        }
        return value instanceof Instant instant ? (Object) DateTimeUtils.instantToMicros(instant) : value;
    }

    /** Such rows as a table. */
    public static Dataset<Row> table(SparkSession spark, RDD<InternalRow> rows, StructType columns) {
        return ((org.apache.spark.sql.classic.SparkSession) spark).internalCreateDataFrame(rows, columns, false);
    }
}
