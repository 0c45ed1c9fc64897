package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said about a wrong query. */
class QueryErrorTest {
    private static SparkSession spark;

    @BeforeAll
    static void open() {
        spark = new Session().open("query errors").spark();
        spark.sql("SELECT 1 AS seed, 'siren' AS architecture").createOrReplaceTempView("fits");
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    @Test
    void aMistypedColumnIsMarkedAndTheRightOneSuggested() {
        assertThat(said("SELECT seed,\n       architectur FROM fits"))
                .contains("architectur")
                .contains("`architecture`")
                .endsWith("\n  line 2, position 8\n           architectur FROM fits\n           ^");
    }

    @Test
    void whatCannotBeReadIsMarked() {
        // FRM could be the column's alias; what cannot follow it is the next word.
        assertThat(said("SELECT seed FRM fits")).endsWith("\n    SELECT seed FRM fits\n                    ^");
        assertThat(said("SELEC 1")).startsWith("Syntax error").endsWith("\n  line 1, position 1\n    SELEC 1\n    ^");
    }

    @Test
    void anUnknownViewOrFunctionIsNamedWithItsPlace() {
        assertThat(said("SELECT * FROM fit")).contains("`fit`").contains("line 1, position 15");
        assertThat(said("SELECT averag(seed) FROM fits")).contains("averag").contains("line 1, position 8");
    }

    @Test
    void whatGoesWrongWhileItRunsIsSaidToo() {
        assertThat(said("SELECT seed / 0 FROM fits")).containsIgnoringCase("division by zero");
        assertThat(said("SELECT CAST(architecture AS INT) FROM fits")).contains("siren");
    }

    @Test
    void nothingIsSaidThatIsForPrograms() {
        for (String sql :
                new String[] {"SELECT x FROM fits", "SELEC 1", "SELECT * FROM nothing", "SELECT seed / 0 FROM fits"}) {
            assertThat(said(sql))
                    .as(sql)
                    .doesNotContain("SQLSTATE")
                    .doesNotContainPattern("\\[[A-Z_.]+]")
                    .doesNotContain("'Project")
                    .doesNotContain("\tat ");
        }
    }

    /** What the user sees of what Spark throws. */
    private static String said(String sql) {
        Exception error = catchException(() -> spark.sql(sql).collectAsList());
        assertThat(error).as(sql).isNotNull();
        return QueryError.describe(error, sql);
    }
}
