package specsweep.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteOrder;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** How a Parquet column's values become numbers: by what its type means, not only by how it is stored. */
interface ParquetNumber {
    /** The value of a row, which has one; where a double cannot hold it, the nearest that can. */
    double in(Group row, int column);

    /**
     * The way that fits a column.
     *
     * @throws NotNumeric if what it holds is no number, or not one number a row
     */
    static ParquetNumber of(Type type) {
        if (type.isRepetition(Type.Repetition.REPEATED) || !type.isPrimitive()) {
            throw new NotNumeric("write one number a row, each in a column of its own");
        }
        PrimitiveType primitive = type.asPrimitiveType();
        LogicalTypeAnnotation means = primitive.getLogicalTypeAnnotation();
        PrimitiveTypeName stored = primitive.getPrimitiveTypeName();
        if (means == null) {
            return plain(stored);
        } else if (means instanceof IntLogicalTypeAnnotation integer) {
            return integer(stored, integer.isSigned());
        } else if (means instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(stored, decimal.getScale());
        } else if (means instanceof Float16LogicalTypeAnnotation) {
            return (row, column) -> half(row.getBinary(column, 0)
                    .toByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getShort());
        } else if (means instanceof DateLogicalTypeAnnotation
                || means instanceof TimeLogicalTypeAnnotation
                || means instanceof TimestampLogicalTypeAnnotation) {
            throw new NotNumeric(NotNumeric.TIME);
        }
        throw new NotNumeric(NotNumeric.NUMBERS);
    }

    private static ParquetNumber plain(PrimitiveTypeName stored) {
        return switch (stored) {
            case DOUBLE -> (row, column) -> row.getDouble(column, 0);
            // 0.1f means 0.1, which a sweep file can name, and not 0.10000000149011612.
            case FLOAT -> (row, column) -> Double.parseDouble(Float.toString(row.getFloat(column, 0)));
            case INT32, INT64 -> integer(stored, true);
            case BOOLEAN -> throw new NotNumeric("write 0 and 1");
            case INT96 -> throw new NotNumeric(NotNumeric.TIME);
            default -> throw new NotNumeric(NotNumeric.NUMBERS);
        };
    }

    private static ParquetNumber integer(PrimitiveTypeName stored, boolean signed) {
        if (stored == PrimitiveTypeName.INT32) {
            return signed
                    ? (row, column) -> row.getInteger(column, 0)
                    : (row, column) -> Integer.toUnsignedLong(row.getInteger(column, 0));
        }
        return signed
                ? (row, column) -> row.getLong(column, 0)
                : (row, column) -> new BigDecimal(Long.toUnsignedString(row.getLong(column, 0))).doubleValue();
    }

    private static ParquetNumber decimal(PrimitiveTypeName stored, int scale) {
        return switch (stored) {
            case INT32 ->
                (row, column) ->
                        BigDecimal.valueOf(row.getInteger(column, 0), scale).doubleValue();
            case INT64 ->
                (row, column) ->
                        BigDecimal.valueOf(row.getLong(column, 0), scale).doubleValue();
            default ->
                (row, column) ->
                        new BigDecimal(new BigInteger(row.getBinary(column, 0).getBytes()), scale).doubleValue();
        };
    }

    /**
     * A half float as the shortest decimal that it is nearest to, as of a float above: 0.1, and not 0.0999755859375. Whole
     * numbers are what they are.
     */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        int sign = bits < 0 ? -1 : 1;
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        // 2^-24 is the least, and the distance between neighbours below 2^-13.
        double distance = Math.scalb(1.0, Math.max(exponent, 1) - 25);
        double value = (exponent == 0 ? fraction : fraction + 0x400) * distance;
        if (value == Math.rint(value)) {
            return sign * value;
        }
        // Below a power of two, neighbours are half as far.
        double near = distance / (fraction == 0 && exponent > 1 ? 4 : 2);
        double shortest = value;
        for (int digits = 5; digits >= 1; digits--) {
            double fewer = new BigDecimal(value).round(new MathContext(digits)).doubleValue();
            if (Math.abs(fewer - value) < near) {
                shortest = fewer;
            }
        }
        return sign * shortest;
    }

    /** A column that is not taken for numbers; the message is what would be. */
    final class NotNumeric extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        static final String NUMBERS = "integers, unsigned ones too, decimals and floats of 16, 32 and 64 bits are read";

        /** A number of a sweep file would have to name one, and whose days or nanoseconds, from where, is nobody's guess. */
        static final String TIME =
                "write the time as a number, from a start and in a unit of your own: days since the first,"
                        + " for example";

        NotNumeric(String right) {
            super(right);
        }
    }
}
