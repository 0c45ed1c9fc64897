package specsweep.query;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import specsweep.store.FitSchema;

/** One row of facts with sensible values, of which a test changes those that it is about. */
final class Fact {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Fact() {}

    /** A done fit of four steps of a bump, with the curve 1, 0.1, 0.01, 0.001, 0.0001. */
    static Fact of(String condition, long seed) {
        Fact fact = new Fact();
        fact.values.put("schema_version", FitSchema.VERSION);
        fact.values.put("protocol_version", 1);
        fact.values.put("condition", condition);
        fact.values.put("bandwidth", 30.0);
        fact.values.put("frequencies", null);
        fact.values.put("initialisation", "sitzmann");
        fact.values.put("width", 64);
        fact.values.put("depth", 3);
        fact.values.put("seed", seed);
        fact.values.put("family", "bump");
        fact.values.put("source", "t=0.1");
        fact.values.put("target", "t=0.15");
        fact.values.put("alternate", null);
        fact.values.put("parameter_distance", 0.05);
        fact.values.put("function_distance", 0.125);
        fact.values.put("points", 256);
        fact.values.put("source_steps", 2000);
        fact.values.put("source_mse", null);
        fact.values.put("steps", 4);
        fact.values.put("learning_rate", 1e-4);
        fact.values.put("beta1", 0.9);
        fact.values.put("beta2", 0.999);
        fact.values.put("epsilon", 1e-8);
        fact.values.put("control_seed_offset", 500L);
        fact.values.put("dead_source_mse", 0.5);
        fact.values.put("status", "done");
        fact.values.put("cause", null);
        boolean scratch = condition.equals("scratch");
        fact.values.put("trained_source_mse", scratch ? null : 1e-5f);
        fact.values.put("trained_source_steps", scratch ? null : 2000);
        fact.values.put("wall_ms", 2000.0);
        fact.values.put("finished_at", java.sql.Timestamp.from(Instant.parse("2026-11-24T10:00:00.123456Z")));
        fact.values.put("host", "here");
        fact.values.put("code_version", "0123abcdef");
        fact.values.put("jdk", "17.0.15");
        fact.values.put("cpu", "a cpu");
        fact.values.put("blas_core", "Haswell");
        fact.values.put("native_threads", 1);
        fact.values.put("sweep", "study");
        fact.values.put("architecture", "siren");
        return fact.train(1, 0.1, 0.01, 0.001, 0.0001);
    }

    /** Sets a column. */
    Fact with(String column, @Nullable Object value) {
        if (Arrays.stream(FitSchema.STRUCT.fieldNames()).noneMatch(column::equals)) {
            throw new IllegalArgumentException("no column " + column);
        }
        values.put(column, value);
        return this;
    }

    /** Sets the training curve, the number of steps, and held-out values twice as large at every step. */
    Fact train(double... mse) {
        values.put("steps", mse.length - 1);
        return ended(mse);
    }

    /** Sets the curves of a fit that took fewer steps than planned. */
    Fact ended(double... mse) {
        float[] train = new float[mse.length];
        float[] test = new float[mse.length];
        for (int i = 0; i < mse.length; i++) {
            train[i] = (float) mse[i];
            test[i] = (float) (2 * mse[i]);
        }
        values.put("train_mse", train);
        return test(IntStream.range(0, mse.length).toArray(), test);
    }

    /** Sets the held-out curve. */
    Fact test(int[] steps, float... mse) {
        values.put("checkpoint_steps", steps);
        values.put("held_out_mse", mse);
        return this;
    }

    /** The value of a column. */
    @Nullable Object get(String column) {
        return values.get(column);
    }

    /** Fixes the tuple's id by what it is now; without this, that is done when the row is made. */
    Fact identified() {
        values.put("tuple_id", tuple());
        return this;
    }

    /** The row, in the order of {@link FitSchema}. */
    Row row() {
        values.putIfAbsent("tuple_id", tuple());
        return RowFactory.create(
                Arrays.stream(FitSchema.STRUCT.fieldNames()).map(values::get).toArray());
    }

    private String tuple() {
        StringBuilder id = new StringBuilder();
        for (String column : new String[] {
            "architecture",
            "bandwidth",
            "frequencies",
            "width",
            "depth",
            "seed",
            "family",
            "source",
            "target",
            "alternate",
            "points",
            "source_steps",
            "source_mse",
            "steps",
            "learning_rate"
        }) {
            id.append(values.get(column)).append(';');
        }
        return id.toString();
    }
}
