package specsweep.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import specsweep.query.Cell;
import specsweep.query.StagedViews;
import specsweep.query.Views;

/** The views over one output, in a Spark session of its own, so that what is cached for the report is nobody else's. */
final class Results implements AutoCloseable {
    private final SparkSession spark;
    private final @Nullable String sweep;
    private final List<Dataset<Row>> kept = new ArrayList<>();

    /**
     * Opens the views.
     *
     * @param sweep the only sweep that is reported; null for all of them
     */
    Results(SparkSession spark, String out, @Nullable String sweep) {
        this.spark = spark.newSession();
        this.sweep = sweep;
        // Inferring filters takes Spark a time exponential in the columns that a view makes from others.
        this.spark.conf().set("spark.sql.constraintPropagation.enabled", "false");
        Views.open(this.spark, out);
    }

    /** The names of the sweeps that there are, whichever is reported. */
    List<String> sweeps() {
        return spark.sql("SELECT DISTINCT sweep FROM facts ORDER BY sweep").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Computes a view once for all queries that follow. */
    void keep(String view) {
        String sql = "SELECT * FROM " + view + " WHERE " + scope();
        Views.prepare(spark, sql);
        Dataset<Row> rows = spark.sql(sql).cache();
        kept.add(rows);
        rows.createOrReplaceTempView(view);
    }

    Answer ask(String sql) {
        Views.prepare(spark, sql);
        Dataset<Row> rows = spark.sql(sql);
        return new Answer(sql, Arrays.asList(rows.columns()), rows.collectAsList());
    }

    /** Asks a view that this version may not have; absent where it has not, or where it has nothing to say. */
    Optional<Answer> askIfThere(String view, String sql) {
        if (!Views.names().contains(view) && !StagedViews.names().contains(view)) {
            return Optional.empty();
        }
        return Optional.of(ask(sql)).filter(answer -> !answer.isEmpty());
    }

    /** The condition that the report's sweep is meant; true where all are. */
    String scope() {
        return sweep == null ? "true" : "sweep = " + literal(sweep);
    }

    /** A text in SQL. */
    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A value in a condition: {@code width = 64}, {@code bandwidth IS NULL}. */
    static String equal(String column, @Nullable Object value) {
        if (value == null) {
            return column + " IS NULL";
        }
        return column + " = "
                + (value instanceof Double number
                        ? Cell.shortest(number)
                        : value instanceof Number ? value.toString() : literal(value.toString()));
    }

    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
