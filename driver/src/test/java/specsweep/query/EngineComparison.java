package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Holds what Spark answered to what DuckDB answers over the same files. */
final class EngineComparison {
    private static final double TOLERANCE = 1e-9;

    private EngineComparison() {}

    /**
     * Every column of every row of a view must be the same in DuckDB, numbers up to rounding.
     *
     * @param rows the view's rows in Spark
     * @param keys the columns that tell rows apart
     */
    static void answersAlike(DuckDb duck, String view, List<Map<String, @Nullable Object>> rows, String... keys)
            throws SQLException {
        List<Map<String, @Nullable Object>> here = sorted(rows, keys);
        List<Map<String, @Nullable Object>> there = sorted(duck.query("SELECT * FROM " + view), keys);
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

    /** The only row that has these values. */
    static Map<String, @Nullable Object> only(
            List<Map<String, @Nullable Object>> rows, Map<String, @Nullable Object> values) {
        List<Map<String, @Nullable Object>> found = rows.stream()
                .filter(row -> row.entrySet().containsAll(values.entrySet()))
                .toList();
        assertThat(found).as(values.toString()).hasSize(1);
        return found.get(0);
    }

    /** A number of a row. */
    static double number(Map<String, @Nullable Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column), column)).doubleValue();
    }

    private static List<Map<String, @Nullable Object>> sorted(
            List<Map<String, @Nullable Object>> rows, String... keys) {
        return rows.stream()
                .sorted(Comparator.comparing(row -> Arrays.stream(keys)
                        .map(key -> String.valueOf(row.get(key)))
                        .collect(Collectors.joining("|"))))
                .toList();
    }
}
