package specsweep.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The functions that write numbers as a person would, so that a view can give its reasons. NULL stays NULL. */
public final class TextFunctions {
    private static final int DIGITS = 3;

    private TextFunctions() {}

    /** {@code shortest(value)}: a setting in its shortest decimal form, {@code 0.05}, {@code 30}, {@code 1e-8}. */
    public static final class Shortest extends ViewFunction<UTF8String> {
        public Shortest() {
            super("shortest", "a number in its shortest form", DataTypes.StringType, DataTypes.DoubleType);
        }

        public static UTF8String invoke(double value) {
            return UTF8String.fromString(Cell.shortest(value));
        }
    }

    /** {@code three_digits(value)}: a measured number to three significant digits, {@code 0.410}, {@code 33.1}. */
    public static final class ThreeDigits extends ViewFunction<UTF8String> {
        public ThreeDigits() {
            super("three_digits", "a number to three significant digits", DataTypes.StringType, DataTypes.DoubleType);
        }

        public static UTF8String invoke(double value) {
            return UTF8String.fromString(Cell.number(value, DIGITS));
        }
    }

    /** {@code bracketed(value, lo, hi)}: a number and its interval, {@code 33.1 [20.0, 51.2]}; alone where that is absent. */
    public static final class Bracketed extends ViewFunction<UTF8String> {
        public Bracketed() {
            super(
                    "bracketed",
                    "a number and its interval",
                    DataTypes.StringType,
                    DataTypes.DoubleType,
                    DataTypes.DoubleType,
                    DataTypes.DoubleType);
        }

        /** Not a static {@code invoke}, from which Spark keeps every row with a NULL in it. */
        @Override
        public @Nullable UTF8String produceResult(InternalRow row) {
            return withInterval(row, "");
        }
    }

    /** {@code factor(value, lo, hi)}: a ratio and its interval, {@code 33.1x [20.0, 51.2]}; alone where that is absent. */
    public static final class Factor extends ViewFunction<UTF8String> {
        public Factor() {
            super(
                    "factor",
                    "a ratio and its interval",
                    DataTypes.StringType,
                    DataTypes.DoubleType,
                    DataTypes.DoubleType,
                    DataTypes.DoubleType);
        }

        /** Not a static {@code invoke}, from which Spark keeps every row with a NULL in it. */
        @Override
        public @Nullable UTF8String produceResult(InternalRow row) {
            return withInterval(row, "x");
        }
    }

    private static @Nullable UTF8String withInterval(InternalRow row, String unit) {
        if (row.isNullAt(0)) {
            return null;
        }
        String value = Cell.number(row.getDouble(0), DIGITS) + unit;
        return UTF8String.fromString(
                row.isNullAt(1) || row.isNullAt(2)
                        ? value
                        : value + " [" + Cell.number(row.getDouble(1), DIGITS) + ", "
                                + Cell.number(row.getDouble(2), DIGITS) + "]");
    }
}
