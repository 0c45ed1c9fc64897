package specsweep.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import specsweep.query.Cell;
import specsweep.query.StagedViews;
import specsweep.query.Views;

/** The views over one output, in Spark sessions of its own, so that what is evaluated for the report is nobody else's. */
final class Results {
    private final SparkSession spark;
    private final SparkSession curves;
    private final String out;
    private final @Nullable String sweep;

    /**
     * Opens the views.
     *
     * @param sweep the only sweep that is reported; null for all of them
     */
    Results(SparkSession spark, String out, @Nullable String sweep) {
        this.spark = ownSession(spark);
        this.curves = ownSession(spark);
        this.out = out;
        this.sweep = sweep;
        Views.open(this.spark, out);
    }

    private static SparkSession ownSession(SparkSession spark) {
        SparkSession own = spark.newSession();
        own.conf().set(Views.INFERENCE, "false");
        return own;
    }

    /** The names of the sweeps that there are, whichever is reported. */
    List<String> sweeps() {
        return spark.sql("SELECT DISTINCT sweep FROM facts ORDER BY sweep").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Evaluates views once for all questions that follow. */
    void evaluate(String... views) {
        Views.evaluate(spark, List.of(views));
    }

    /**
     * Evaluates the curves of the experiments that are drawn, once for all figures. Those of a large study would be millions
     * of rows, each with its bootstrap: so the facts behind what is drawn are picked first.
     *
     * @param steps SQL's condition for the steps that are drawn
     */
    void evaluateCurves(List<Experiment> drawn, String steps) {
        String picked =
                drawn.stream().map(experiment -> "(" + experiment.shown() + ")").collect(Collectors.joining("\nOR "));
        Views.open(curves, out, picked);
        Views.evaluate(curves, List.of("seed_curves"));
        for (String view : List.of("loss_curves", "specificity_by_step")) {
            Views.prepare(curves, view);
            curves.sql("SELECT * FROM " + view + " WHERE " + steps)
                    .localCheckpoint()
                    .createOrReplaceTempView(view);
        }
    }

    /** Asks the curves of what is drawn. */
    Answer askCurves(String sql) {
        return ask(curves, sql);
    }

    Answer ask(String sql) {
        Views.prepare(spark, sql);
        return ask(spark, sql);
    }

    private static Answer ask(SparkSession spark, String sql) {
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
}
