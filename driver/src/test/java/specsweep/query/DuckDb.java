package specsweep.query;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The second engine: DuckDB in memory, with the views over an output folder. */
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb(Path out) throws SQLException {
        this(out, false);
    }

    /**
     * Opens it.
     *
     * @param tables whether the script is that of {@code --tables}
     */
    DuckDb(Path out, boolean tables) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(ViewScripts.sql(ViewScripts.Dialect.DUCKDB, out.toString(), tables));
        }
    }

    List<Map<String, @Nullable Object>> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    Object value = rows.getObject(i);
                    row.put(
                            rows.getMetaData().getColumnLabel(i),
                            value instanceof Array array ? List.of((Object[]) array.getArray()) : value);
                }
                all.add(row);
            }
            return all;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
