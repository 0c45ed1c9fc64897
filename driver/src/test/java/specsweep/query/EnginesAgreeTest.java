package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view gives the same rows in Spark and in DuckDB, bootstrap included. */
class EnginesAgreeTest {
    @TempDir
    static Path out;

    private static Engines engines;

    @BeforeAll
    static void register() throws SQLException {
        Study.write(out);
        engines = new Engines(out, Study.facts());
    }

    @AfterAll
    static void close() throws SQLException {
        engines.close();
    }

    static Stream<String> views() {
        return Stream.concat(Stream.of(Views.FACTS, Views.MEASUREMENTS), Views.names().stream());
    }

    /** The number of a setting is a hash, of which the README says that engines differ. */
    @ParameterizedTest
    @MethodSource("views")
    void bothEnginesGiveTheSameRows(String view) throws SQLException {
        String columns = Arrays.stream(engines.spark().table(view).columns())
                .filter(column -> !column.equals("setting"))
                .collect(Collectors.joining(", "));
        assertThat(engines.query("SELECT " + columns + " FROM " + view)).isNotEmpty();
    }
}
