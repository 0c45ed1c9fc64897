package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batch size and data tell settings apart, in both engines: what was trained on other data is never averaged with it. */
class DataAndBatchSettingTest {
    @TempDir
    Path out;

    @Test
    void otherDataAndOtherBatchSizesAreOtherSettings() throws SQLException {
        List<Row> rows = new ArrayList<>();
        add(rows, null, null, 0.01);
        add(rows, null, 16, 0.001);
        add(rows, "aa", null, 0.002);
        add(rows, "bb", null, 0.004);
        TestSession.write(out, rows);
        SparkSession spark = TestSession.spark();
        Views.register(spark, out.toString());

        String query = "SELECT coalesce(data, '-') AS data, coalesce(batch_size, -1) AS batch_size, n_seeds,"
                + " round(structured_gain, 3) AS gain FROM specificity"
                + " WHERE budget = 'step=1' AND measure = 'train' ORDER BY 1, 2";
        List<String> expected = List.of("-|-1|2|10.0", "-|16|2|100.0", "aa|-1|2|50.0", "bb|-1|2|25.0");
        assertThat(spark.sql(query).collectAsList().stream().map(row -> row.mkString("|")))
                .containsExactlyElementsOf(expected);
        try (DuckDb duck = new DuckDb(out)) {
            assertThat(duck.query(query).stream().map(DataAndBatchSettingTest::line))
                    .containsExactlyElementsOf(expected);
            assertThat(duck.query("SELECT count(DISTINCT setting) AS n FROM settings"))
                    .singleElement()
                    .extracting(row -> row.get("n"))
                    .isEqualTo(4L);
        }
    }

    /** The targets of a table have their own data and points, and are compared all the same: what they share is the source. */
    @Test
    void theScalingAuditComparesTheTargetsOfOneSource() throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (int target = 1; target <= 3; target++) {
            for (String condition : List.of("scratch", "structured")) {
                double first = condition.equals("structured") ? 0.001 * target * target : 0.1;
                rows.add(Fact.of(condition, 0)
                        .train(1, first, 0.01, 0.001, 0.0001)
                        .with("family", "table")
                        .with("data", "data " + target)
                        .with("source_data", "source")
                        .with("target", "t=" + target)
                        .with("parameter_distance", 0.1 * target)
                        .with("points", 100 + target)
                        .with("tuple_id", "" + target)
                        .row());
            }
        }
        TestSession.write(out, rows);
        SparkSession spark = TestSession.spark();
        Views.register(spark, out.toString());
        String query = "SELECT source_data, points, n_distances, round(slope, 3) AS slope FROM scaling_audit"
                + " WHERE budget = 'step=1' AND measure = 'train'";
        assertThat(spark.sql(query).collectAsList().stream().map(row -> row.mkString("|")))
                .containsExactly("source|null|3|-2.0");
        try (DuckDb duck = new DuckDb(out)) {
            assertThat(duck.query(query).stream().map(DataAndBatchSettingTest::line))
                    .containsExactly("source|null|3|-2.0");
        }
    }

    private static String line(java.util.Map<String, @Nullable Object> row) {
        return String.join("|", row.values().stream().map(String::valueOf).toList());
    }

    /** Two seeds: scratch at 0.1 after one step, structured at {@code mse}. */
    private static void add(List<Row> rows, @Nullable String data, @Nullable Integer batchSize, double mse) {
        for (long seed = 0; seed < 2; seed++) {
            for (String condition : List.of("scratch", "structured", "random")) {
                double first = condition.equals("structured") ? mse : 0.1;
                Fact fact = Fact.of(condition, seed).train(1, first, 0.01, 0.001, 0.0001);
                rows.add(fact.with("data", data)
                        .with("batch_size", batchSize)
                        .with("tuple_id", seed + " " + data + " " + batchSize)
                        .row());
            }
        }
    }
}
