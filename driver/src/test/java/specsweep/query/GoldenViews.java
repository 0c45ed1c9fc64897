package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The views over {@link Scenarios}; each is asked for once, of both engines, and kept. */
final class GoldenViews implements AutoCloseable {
    private final Engines engines;
    private final Map<String, List<Map<String, @Nullable Object>>> answers = new HashMap<>();

    GoldenViews(Path out) throws SQLException {
        engines = new Engines(out, Scenarios.facts());
    }

    Engines engines() {
        return engines;
    }

    /** The only row with these values. */
    Map<String, @Nullable Object> row(String view, Map<String, Object> where) throws SQLException {
        List<Map<String, @Nullable Object>> rows = rows(view, where);
        assertThat(rows).as("rows of %s where %s", view, where).hasSize(1);
        return rows.get(0);
    }

    /** The rows with these values. */
    List<Map<String, @Nullable Object>> rows(String view, Map<String, Object> where) throws SQLException {
        // The number of a setting is a hash that differs between the engines.
        String columns = Arrays.stream(engines.spark().table(view).columns())
                .filter(column -> !column.equals("setting"))
                .collect(Collectors.joining(", "));
        return answer("SELECT " + columns + " FROM " + view, where);
    }

    /** The rows of a query's answer with these values. */
    List<Map<String, @Nullable Object>> answer(String sql, Map<String, Object> where) throws SQLException {
        if (!answers.containsKey(sql)) {
            answers.put(sql, engines.query(sql));
        }
        return Objects.requireNonNull(answers.get(sql)).stream()
                .filter(row -> where.entrySet().stream()
                        .allMatch(each -> each.getValue().equals(row.get(each.getKey()))))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        engines.close();
    }
}
