package specsweep.report;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import specsweep.query.Cell;

/**
 * What a query gave.
 *
 * @param sql the query, as the page shows it
 * @param columns the names of its columns
 * @param rows its rows
 */
record Answer(String sql, List<String> columns, List<Row> rows) {
    Answer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The distinct values of a column, in the order in which they come. */
    List<String> distinct(String column) {
        return rows.stream().map(row -> text(row, column)).distinct().toList();
    }

    /** The rows that have that value in that column. */
    List<Row> where(String column, String value) {
        return rows.stream().filter(row -> text(row, column).equals(value)).toList();
    }

    Stream<Row> stream() {
        return rows.stream();
    }

    /** A value as text, empty where it is absent. */
    static String text(Row row, String column) {
        Object value = row.get(row.fieldIndex(column));
        return value == null ? "" : value instanceof Double number ? Cell.shortest(number) : value.toString();
    }

    static @Nullable Double number(Row row, String column) {
        Object value = row.get(row.fieldIndex(column));
        return value == null || !Double.isFinite(((Number) value).doubleValue())
                ? null
                : ((Number) value).doubleValue();
    }

    static @Nullable String nullable(Row row, String column) {
        Object value = row.get(row.fieldIndex(column));
        return value == null ? null : value.toString();
    }

    static boolean isNumber(Row row, String column) {
        return row.get(row.fieldIndex(column)) instanceof Number;
    }

    static double required(Row row, String column) {
        Double value = number(row, column);
        if (value == null) {
            throw new IllegalStateException(column + " is absent in " + row);
        }
        return value;
    }

    static boolean isTrue(Row row, String column) {
        return Boolean.TRUE.equals(row.get(row.fieldIndex(column)));
    }
}
