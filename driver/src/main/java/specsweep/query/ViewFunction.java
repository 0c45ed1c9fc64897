package specsweep.query;

import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One SQL function of the views. Spark calls the subclass's public static method {@code invoke} straight from generated
 * code and hands it arrays as they lie in memory; an ordinary Java UDF would box every element of every curve.
 *
 * @param <R> what {@code invoke} returns
 */
public abstract class ViewFunction<R> implements UnboundFunction, ScalarFunction<R> {
    /** A curve as it is stored: ARRAY&lt;FLOAT&gt;. */
    protected static final DataType CURVE = DataTypes.createArrayType(DataTypes.FloatType, false);
    /** A curve that was computed: ARRAY&lt;DOUBLE&gt;. */
    protected static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType, false);
    /** Checkpoints: ARRAY&lt;INT&gt;. */
    protected static final DataType STEPS = DataTypes.createArrayType(DataTypes.IntegerType, false);
    /** Seeds: ARRAY&lt;BIGINT&gt;. */
    protected static final DataType SEEDS = DataTypes.createArrayType(DataTypes.LongType, false);

    private final String name;
    private final String description;
    private final DataType result;
    private final DataType[] inputs;

    ViewFunction(String name, String description, DataType result, DataType... inputs) {
        this.name = name;
        this.description = description;
        this.result = result;
        this.inputs = inputs;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final String canonicalName() {
        return FunctionLibrary.NAME + "." + name;
    }

    @Override
    public BoundFunction bind(StructType given) {
        if (given.length() != inputs.length) {
            throw new UnsupportedOperationException(
                    name + " takes " + inputs.length + " arguments, was given " + given.length());
        }
        return this;
    }

    @Override
    public final DataType[] inputTypes() {
        return inputs.clone();
    }

    @Override
    public final DataType resultType() {
        return result;
    }
}
