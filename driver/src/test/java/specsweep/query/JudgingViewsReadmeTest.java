package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code parquet-out/README.md} tells the truth about the views that judge: every one is there with its columns, and every
 * example runs. In DuckDB, which is quick; that Spark answers alike is in {@link ClaimsTest}.
 */
class JudgingViewsReadmeTest {
    private static final String README = read();
    private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final Pattern BORROWED = Pattern.compile("(?ms)^Columns of `\\w+`: (.*?)\\.$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    /** The rules: their columns are those of the evidence. */
    private static final Pattern RULE = Pattern.compile("claim_(?!evidence|flips|figures|list).*");

    @TempDir
    static Path out;

    private static DuckDb duck;

    @BeforeAll
    static void register() throws SQLException {
        World world = new World(1.05).seeds(5);
        for (String architecture : new String[] {"fourier-mlp", "relu-mlp", "siren"}) {
            world.train(architecture, "bump", "t=0.1 t=0.15 0.05", 10, "random", 2);
        }
        world.train("siren", 10.0, "heat", "nu=0.1 nu=0.2 0.1", 10, "alternate", 2)
                .write(out);
        duck = new DuckDb(out);
    }

    @AfterAll
    static void close() throws SQLException {
        duck.close();
    }

    static Stream<String> sections() {
        return parse().keySet().stream();
    }

    static Stream<String> examples() {
        return Pattern.compile("(?ms)^```sql verdicts\n(.*?)^```$")
                .matcher(README)
                .results()
                .map(result -> result.group(1));
    }

    @Test
    void everyViewThatJudgesIsThere() {
        Set<String> named = new LinkedHashSet<>(parse().keySet());
        Matcher rules = NAME.matcher(Objects.requireNonNull(parse().get("claim_evidence")));
        while (rules.find()) {
            String name = Objects.requireNonNull(rules.group(1));
            if (RULE.matcher(name).matches()) {
                named.add(name);
            }
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(StagedViews.names());
    }

    @ParameterizedTest
    @MethodSource("sections")
    void everyColumnIsDescribedAndNoOther(String view) throws SQLException {
        String section = Objects.requireNonNull(parse().get(view));
        Set<String> described = new LinkedHashSet<>();
        COLUMN.matcher(section).results().forEach(result -> described.add(result.group(1)));
        Matcher borrowed = BORROWED.matcher(section);
        while (borrowed.find()) {
            NAME.matcher(Objects.requireNonNull(borrowed.group(1)))
                    .results()
                    .forEach(result -> described.add(result.group(1)));
        }
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(duck.query("DESCRIBE " + view).stream()
                        .map(row -> (String) Objects.requireNonNull(row.get("column_name")))
                        .toList());
        assertThat(section).containsPattern("(?s)```sql verdicts\n.*\\b" + view + "\\b.*```");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleAnswers(String sql) throws SQLException {
        assertThat(duck.query(sql)).isNotEmpty();
    }

    private static Map<String, String> parse() {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String each : Pattern.compile("(?m)^(?=##)").split(README)) {
            Matcher heading = Pattern.compile("^#### `(\\w+)`\n").matcher(each);
            if (heading.find()) {
                sections.put(Objects.requireNonNull(heading.group(1)), each);
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
