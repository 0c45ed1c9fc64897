package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.store.FitSchema;

/** {@code parquet-out/README.md} tells the truth: every column and view is there, nothing else is, every example runs. */
class ResultsReadmeTest {
    private static final String README = read();
    private static final Map<String, String> SECTIONS = sections();

    /** {@code Columns of `facts`: `a`, `b`.}, over several lines, or {@code All columns of `facts`.} */
    private static final Pattern BORROWED = Pattern.compile("(?ms)^(Columns|All columns) of `(\\w+)`(.*?)\\.$");

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

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

    static List<String> examples() {
        List<String> examples = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?ms)^```sql\n(.*?)^```$").matcher(README);
        while (matcher.find()) {
            examples.add(Objects.requireNonNull(matcher.group(1)));
        }
        return examples;
    }

    @Test
    void everyViewHasASectionWithAnExampleAndThereIsNoOther() {
        assertThat(SECTIONS.keySet()).containsExactlyInAnyOrderElementsOf(views().toList());
        assertThat(SECTIONS)
                .allSatisfy((view, section) ->
                        assertThat(section).containsPattern("(?s)```sql\n.*\\b" + view + "\\b.*```"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyColumnIsDocumentedAndNoOther(String view) {
        assertThat(documented(view))
                .containsExactlyInAnyOrder(engines.spark().table(view).columns());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleGivesTheSameRowsInBothEngines(String sql) throws SQLException {
        assertThat(engines.query(sql)).isNotEmpty();
    }

    @Test
    void factsHaveTheDocumentedTypesAndAreNullWhereItSays() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (List<String> cells : table(section(Views.FACTS))) {
            rows.put(cells.get(0).replace("`", ""), cells);
        }
        StructType schema = FitSchema.STRUCT;
        assertThat(rows.keySet()).containsExactly(schema.fieldNames());
        for (StructField field : schema.fields()) {
            List<String> cells = Objects.requireNonNull(rows.get(field.name()));
            assertThat(cells.get(1)).as(field.name()).isEqualTo(field.dataType().sql());
            assertThat(cells.get(2).equals("never")).as(field.name()).isEqualTo(!field.nullable());
        }
    }

    @Test
    void everyFunctionIsDocumentedAndNoOther() {
        Set<String> named = new LinkedHashSet<>();
        Matcher matcher = Pattern.compile("(?m)^\\| `specsweep\\.(\\w+)\\(").matcher(README);
        while (matcher.find()) {
            named.add(Objects.requireNonNull(matcher.group(1)));
        }
        assertThat(named)
                .containsExactlyElementsOf(
                        FunctionLibrary.all().stream().map(ViewFunction::name).toList());
    }

    /** What a section names: the first cells of its tables, and what it takes from other sections. */
    private static Set<String> documented(String view) {
        Set<String> columns = new LinkedHashSet<>();
        for (List<String> cells : table(section(view))) {
            columns.add(cells.get(0).replace("`", ""));
        }
        Matcher borrowed = BORROWED.matcher(section(view));
        while (borrowed.find()) {
            String other = Objects.requireNonNull(borrowed.group(2));
            Set<String> there = documented(other);
            if (Objects.requireNonNull(borrowed.group(1)).equals("All columns")) {
                columns.addAll(there);
                continue;
            }
            Matcher name = NAME.matcher(Objects.requireNonNull(borrowed.group(3)));
            while (name.find()) {
                String column = Objects.requireNonNull(name.group(1));
                assertThat(there)
                        .as("columns of %s, of which %s borrows", other, view)
                        .contains(column);
                columns.add(column);
            }
        }
        return columns;
    }

    private static List<List<String>> table(String section) {
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static String section(String view) {
        return SECTIONS.getOrDefault(view, "");
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String each : README.split("(?m)^(?=##)")) {
            Matcher heading = Pattern.compile("^### `(\\w+)`\n").matcher(each);
            if (heading.find()) {
                String view = Objects.requireNonNull(heading.group(1));
                assertThat(sections.put(view, each))
                        .as("another section on %s", view.toLowerCase(Locale.ROOT))
                        .isNull();
            }
        }
        return sections;
    }

    private static String read() {
        try {
            return Files.readString(Path.of(System.getProperty("specsweep.home", ".."), "parquet-out", "README.md"));
        } catch (IOException e) {
            throw new AssertionError("parquet-out/README.md cannot be read", e);
        }
    }
}
