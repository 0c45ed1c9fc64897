package specsweep.query;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The functions that read one curve. Steps and positions count from 0; out of range is NULL. */
public final class CurveFunctions {
    /** The least MSE that is told from zero: below it float32 rounding is all that is left. */
    public static final double FLOOR = 1e-13;

    private CurveFunctions() {}

    /** {@code clamp(mse)}: the MSE, or {@link #FLOOR} where it is smaller. */
    public static final class Clamp extends ViewFunction<Double> {
        public Clamp() {
            super("clamp", "the MSE, no smaller than 1e-13", DataTypes.DoubleType, DataTypes.DoubleType);
        }

        public static double invoke(double mse) {
            return Math.max(mse, FLOOR);
        }
    }

    /** {@code last_step(curve)}: the last position, -1 for an empty curve. */
    public static final class LastStep extends ViewFunction<Integer> {
        public LastStep() {
            super("last_step", "the last position of a curve", DataTypes.IntegerType, CURVE);
        }

        public static @Nullable Integer invoke(@Nullable ArrayData curve) {
            return curve == null ? null : curve.numElements() - 1;
        }
    }

    /** {@code positions(curve)}: 0, 1, ..., the last position. */
    public static final class Positions extends ViewFunction<ArrayData> {
        public Positions() {
            super("positions", "the positions of a curve", STEPS, CURVE);
        }

        public static @Nullable ArrayData invoke(@Nullable ArrayData curve) {
            if (curve == null) {
                return null;
            }
            int[] positions = new int[curve.numElements()];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = i;
            }
            return UnsafeArrayData.fromPrimitiveArray(positions);
        }
    }

    /** {@code curve_at(curve, step)}: the value at that position. */
    public static final class CurveAt extends ViewFunction<Double> {
        public CurveAt() {
            super("curve_at", "the value of a curve at a step", DataTypes.DoubleType, CURVE, DataTypes.IntegerType);
        }

        public static @Nullable Double invoke(@Nullable ArrayData curve, int step) {
            return curve == null || step < 0 || step >= curve.numElements() ? null : (double) curve.getFloat(step);
        }
    }

    /** {@code step_at(checkpoint_steps, position)}: the step of a checkpoint. */
    public static final class StepAt extends ViewFunction<Integer> {
        public StepAt() {
            super("step_at", "the step of a checkpoint", DataTypes.IntegerType, STEPS, DataTypes.IntegerType);
        }

        public static @Nullable Integer invoke(@Nullable ArrayData steps, int position) {
            return steps == null || position < 0 || position >= steps.numElements() ? null : steps.getInt(position);
        }
    }

    /** {@code curve_at_steps(curve, steps)}: the values at those positions, all of which must be there. */
    public static final class CurveAtSteps extends ViewFunction<ArrayData> {
        public CurveAtSteps() {
            super("curve_at_steps", "the values of a curve at steps", CURVE, CURVE, STEPS);
        }

        public static @Nullable ArrayData invoke(@Nullable ArrayData curve, @Nullable ArrayData steps) {
            if (curve == null || steps == null) {
                return null;
            }
            float[] values = new float[steps.numElements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = curve.getFloat(steps.getInt(i));
            }
            return UnsafeArrayData.fromPrimitiveArray(values);
        }
    }

    /**
     * {@code held_out_at(mse, checkpoint_steps, step)}: the value at that step, between two checkpoints the linear
     * interpolation of ln(mse) in the step; NULL after the last one.
     */
    public static final class HeldOutAt extends ViewFunction<Double> {
        public HeldOutAt() {
            super(
                    "held_out_at",
                    "the value at a step of a curve kept at checkpoints",
                    DataTypes.DoubleType,
                    CURVE,
                    STEPS,
                    DataTypes.IntegerType);
        }

        public static @Nullable Double invoke(@Nullable ArrayData mse, @Nullable ArrayData steps, int step) {
            if (mse == null || steps == null) {
                return null;
            }
            int low = 0;
            int high = steps.numElements() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int at = steps.getInt(middle);
                if (at == step) {
                    return (double) mse.getFloat(middle);
                } else if (at < step) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            if (high < 0 || low >= steps.numElements()) {
                return null;
            }
            double before = StrictMath.log(Math.max(mse.getFloat(high), FLOOR));
            double after = StrictMath.log(Math.max(mse.getFloat(low), FLOOR));
            double part = (step - steps.getInt(high)) / (double) (steps.getInt(low) - steps.getInt(high));
            return StrictMath.exp(before + (after - before) * part);
        }
    }

    /** {@code first_step_at_or_below(curve, threshold)}: the first such position; NULL where there is none. */
    public static sealed class FirstStepAtOrBelow extends ViewFunction<Integer> permits FirstComputedStepAtOrBelow {
        public FirstStepAtOrBelow() {
            this(CURVE);
        }

        private FirstStepAtOrBelow(DataType curve) {
            super(
                    "first_step_at_or_below",
                    "the first step at which a curve is at or below a threshold",
                    DataTypes.IntegerType,
                    curve,
                    DataTypes.DoubleType);
        }

        /** Spark does not widen the elements of an array by itself. */
        @Override
        public BoundFunction bind(StructType given) {
            boolean computed = given.length() == 2
                    && given.fields()[0].dataType() instanceof ArrayType array
                    && array.elementType().equals(DataTypes.DoubleType);
            return computed ? new FirstComputedStepAtOrBelow() : super.bind(given);
        }

        public static @Nullable Integer invoke(@Nullable ArrayData curve, double threshold) {
            if (curve == null) {
                return null;
            }
            for (int step = 0; step < curve.numElements(); step++) {
                if (curve.getFloat(step) <= threshold) {
                    return step;
                }
            }
            return null;
        }
    }

    /** {@link FirstStepAtOrBelow} for a curve of doubles. */
    public static final class FirstComputedStepAtOrBelow extends FirstStepAtOrBelow {
        public FirstComputedStepAtOrBelow() {
            super(DOUBLES);
        }

        public static @Nullable Integer invoke(@Nullable ArrayData curve, double threshold) {
            if (curve == null) {
                return null;
            }
            for (int step = 0; step < curve.numElements(); step++) {
                if (curve.getDouble(step) <= threshold) {
                    return step;
                }
            }
            return null;
        }
    }

    /** {@code mean_log_until(curve, step)}: the mean of ln(clamp(mse)) over steps 0 to that step. */
    public static final class MeanLogUntil extends ViewFunction<Double> {
        public MeanLogUntil() {
            super(
                    "mean_log_until",
                    "the mean logarithm of a curve up to a step",
                    DataTypes.DoubleType,
                    CURVE,
                    DataTypes.IntegerType);
        }

        public static @Nullable Double invoke(@Nullable ArrayData curve, int step) {
            if (curve == null || step < 0 || step >= curve.numElements()) {
                return null;
            }
            double sum = 0;
            for (int k = 0; k <= step; k++) {
                sum += StrictMath.log(Math.max(curve.getFloat(k), FLOOR));
            }
            return sum / (step + 1);
        }
    }
}
