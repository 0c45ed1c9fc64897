package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Spark and DuckDB over the same output folder. What is asked here is asked of both, and they have to agree. */
final class Engines implements AutoCloseable {
    /** Relative, for every number that is not whole. */
    static final double TOLERANCE = 1e-12;

    private final SparkSession spark;
    private final DuckDb duck;

    Engines(Path out, Fact... facts) throws SQLException {
        spark = TestSession.views(out, facts);
        duck = new DuckDb(out);
    }

    SparkSession spark() {
        return spark;
    }

    DuckDb duck() {
        return duck;
    }

    /** The answer, sorted anew: Spark puts NULL first, DuckDB last. */
    List<Map<String, @Nullable Object>> query(String sql) throws SQLException {
        List<Map<String, @Nullable Object>> fromSpark = rows(spark.sql(sql).collectAsList());
        List<Map<String, @Nullable Object>> fromDuck = new ArrayList<>(duck.query(sql));
        fromDuck.forEach(row -> row.replaceAll((column, value) -> plain(value)));
        fromSpark.sort(Engines::compare);
        fromDuck.sort(Engines::compare);
        assertThat(fromDuck).as("rows that DuckDB and Spark give to %s", sql).hasSameSizeAs(fromSpark);
        for (int i = 0; i < fromSpark.size(); i++) {
            assertSame(sql + ", row " + i, fromDuck.get(i), fromSpark.get(i));
        }
        return fromSpark;
    }

    /** The only row of an answer. */
    Map<String, @Nullable Object> row(String sql) throws SQLException {
        List<Map<String, @Nullable Object>> rows = query(sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.get(0);
    }

    @Override
    public void close() throws SQLException {
        duck.close();
    }

    static List<Map<String, @Nullable Object>> rows(List<Row> rows) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Row row : rows) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                values.put(row.schema().fieldNames()[i], plain(row.get(i)));
            }
            all.add(values);
        }
        return all;
    }

    private static void assertSame(
            String where, Map<String, @Nullable Object> actual, Map<String, @Nullable Object> expected) {
        assertThat(List.copyOf(actual.keySet())).as(where).isEqualTo(List.copyOf(expected.keySet()));
        expected.forEach((column, value) -> {
            Object other = actual.get(column);
            if (value instanceof Double number && other instanceof Double otherNumber) {
                assertThat(Math.abs(otherNumber - number))
                        .as("%s, %s: DuckDB %s, Spark %s", where, column, other, value)
                        .isLessThanOrEqualTo(TOLERANCE * Math.abs(number));
            } else {
                assertThat(other).as("%s, %s", where, column).isEqualTo(value);
            }
        });
    }

    /** One class for each kind of value, whatever an engine calls it. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof BigInteger) {
            return ((Number) value).longValue();
        } else if (value instanceof Float number) {
            return (double) number;
        } else if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        } else if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        } else if (value instanceof scala.collection.Seq<?> sequence) {
            return scala.jdk.javaapi.CollectionConverters.asJava(sequence).stream()
                    .map(Engines::plain)
                    .toList();
        } else if (value instanceof List<?> list) {
            return list.stream().map(Engines::plain).toList();
        }
        return value;
    }

    /** By what is exact first, since the last bits of the rest may differ. */
    private static int compare(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
        for (boolean exact : new boolean[] {true, false}) {
            for (Map.Entry<String, @Nullable Object> each : a.entrySet()) {
                Object x = each.getValue();
                Object y = b.get(each.getKey());
                if ((x instanceof Double || y instanceof Double) == exact) {
                    continue;
                }
                int order = x == null || y == null ? Boolean.compare(x != null, y != null) : compareValues(x, y);
                if (order != 0) {
                    return order;
                }
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked")
    private static int compareValues(Object x, Object y) {
        return x instanceof Comparable<?>
                ? ((Comparable<Object>) x).compareTo(y)
                : Comparator.<String>naturalOrder().compare(x.toString(), y.toString());
    }
}
