package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Asks the same of Spark and of DuckDB. */
final class Engines {
    private static final double TOLERANCE = 1e-9;

    private Engines() {}

    /**
     * Every column of every row of a view must be the same in both engines, numbers up to rounding.
     *
     * @param keys the columns that tell rows apart
     */
    static void answerAlike(SparkSession spark, DuckDb duck, String view, List<String> keys) throws SQLException {
        String sql = "SELECT * FROM " + view + " ORDER BY " + String.join(" NULLS FIRST, ", keys) + " NULLS FIRST";
        List<Map<String, @Nullable Object>> here = rows(spark, sql);
        List<Map<String, @Nullable Object>> there = duck.query(sql);
        assertThat(here).as("rows of %s", view).isNotEmpty();
        assertThat(there).as("rows of %s", view).hasSameSizeAs(here);
        for (int i = 0; i < here.size(); i++) {
            Map<String, @Nullable Object> a = here.get(i);
            Map<String, @Nullable Object> b = there.get(i);
            assertThat(b.keySet()).containsExactlyElementsOf(a.keySet());
            for (String column : a.keySet()) {
                String where = view + "." + column + " of " + a;
                if (a.get(column) instanceof Number x && b.get(column) instanceof Number y) {
                    double size = Math.max(1, Math.abs(x.doubleValue()));
                    assertThat(y.doubleValue())
                            .as(where)
                            .isCloseTo(x.doubleValue(), org.assertj.core.data.Offset.offset(TOLERANCE * size));
                } else if (!(a.get(column) instanceof java.util.Date)) {
                    assertThat(String.valueOf(b.get(column))).as(where).isEqualTo(String.valueOf(a.get(column)));
                }
            }
        }
    }

    /** The answer of Spark, one map a row. */
    static List<Map<String, @Nullable Object>> rows(SparkSession spark, String sql) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Row row : spark.sql(sql).collectAsList()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (String column : row.schema().fieldNames()) {
                map.put(column, row.getAs(column));
            }
            rows.add(map);
        }
        return rows;
    }

    /** The only row of an answer of Spark. */
    static Map<String, @Nullable Object> row(SparkSession spark, String sql) {
        List<Map<String, @Nullable Object>> rows = rows(spark, sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.get(0);
    }

    /** A number of a row. */
    static double number(Map<String, @Nullable Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column), column)).doubleValue();
    }
}
