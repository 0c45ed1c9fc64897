package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code specsweep views}; that DuckDB answers alike is what {@link EnginesAgreeTest} is about. */
class ViewScriptsTest {
    private static final String QUERY =
            "SELECT architecture, target, budget, specificity, specificity_lo FROM specificity ORDER BY ALL";

    @TempDir
    static Path folder;

    private static Path out;

    @BeforeAll
    static void write() {
        out = folder.resolve("it's here");
        TestSession.write(out, Study.facts());
    }

    @Test
    void theScriptForSparkMakesAnotherSessionAnswerAlike() {
        SparkSession here = TestSession.spark();
        Views.open(here, out.toString());
        Views.prepare(here, QUERY);
        SparkSession other = here.newSession();
        String script = ViewScripts.sql(ViewScripts.Dialect.SPARK, out.toString());
        for (String statement : script.split(";\n")) {
            other.sql(statement);
        }
        List<Row> rows = other.sql(QUERY).collectAsList();
        assertThat(rows).isNotEmpty().isEqualTo(here.sql(QUERY).collectAsList());
    }

    @Test
    void theScriptForDuckDbReadsFoldersWithQuotesInTheirNames() throws Exception {
        try (DuckDb duck = new DuckDb(out)) {
            assertThat(duck.query("SELECT * FROM facts")).hasSize(Study.facts().length);
        }
    }

    @Test
    void aSessionKnowsOnlyTheViewsThatItsQueriesNeed() {
        SparkSession spark = TestSession.spark().newSession();
        Views.open(spark, out.toString());
        Views.prepare(spark, "SELECT 1");
        assertThat(spark.sql("SHOW VIEWS").count()).isEqualTo(2); // facts and measurements
        Views.prepare(spark, "select * from FAILURES -- and not specificity");
        assertThat(spark.sql("SHOW VIEWS").collectAsList())
                .extracting(row -> row.getString(1))
                .containsExactlyInAnyOrder("facts", "measurements", "facts_by_setting", "fits", "failures");
        Views.prepare(spark, "SHOW VIEWS");
        assertThat(spark.sql("SHOW VIEWS").count()).isEqualTo(Views.names().size() + 2);
    }

    @Test
    void eachViewSaysWhatItIs() {
        assertThat(Views.names())
                .allSatisfy(name -> assertThat(Views.summary(name)).as(name).matches("[A-Z][^\n]{20,}\\."));
    }
}
