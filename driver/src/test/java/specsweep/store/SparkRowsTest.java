package specsweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What is in a row that Spark is given as it keeps rows; that it reads them back is seen by every run of a sweep. */
class SparkRowsTest {
    private static final StructType COLUMNS = new StructType()
            .add("text", DataTypes.StringType, false)
            .add("curve", DataTypes.createArrayType(DataTypes.FloatType, false), false)
            .add("steps", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add("at", DataTypes.TimestampType, false)
            .add("number", DataTypes.DoubleType, true);

    @Test
    void eachKindOfValueIsAsSparkKeepsIt() {
        InternalRow row = SparkRows.row(
                COLUMNS,
                "\u03c9",
                new float[] {1, Float.MIN_VALUE},
                new int[] {0, 7},
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                0.1);
        assertThat(row.getUTF8String(0)).hasToString("\u03c9");
        assertThat(row.getArray(1).toFloatArray()).containsExactly(1, Float.MIN_VALUE);
        assertThat(row.getArray(2).toIntArray()).containsExactly(0, 7);
        assertThat(row.getLong(3)).isEqualTo(-1);
        assertThat(row.getDouble(4)).isEqualTo(0.1);
    }

    @Test
    void whatMayBeAbsentIsNull() {
        assertThat(SparkRows.row(COLUMNS, "", new float[0], new int[0], Instant.EPOCH, null)
                        .isNullAt(4))
                .isTrue();
    }

    @Test
    void whatMustBeThereIsNamed() {
        assertThatThrownBy(() -> SparkRows.row(COLUMNS, "", null, new int[0], Instant.EPOCH, 1.0))
                .hasMessage("column curve needs a value");
        assertThatThrownBy(() -> SparkRows.row(COLUMNS, "", new float[0])).hasMessage("5 columns were given 2 values");
    }
}
