package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a query might do beside reading the views, in every clause and statement of Spark's grammar. */
class QueryRulesTest {
    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static Path out;

    @BeforeAll
    static void anOutput() {
        out = folder.resolve("out");
        spark = TestSession.views(out, Fact.of("scratch", 1), Fact.of("structured", 1));
    }

    static Stream<String> refusedStatements() {
        return Stream.of(
                "INSERT OVERWRITE DIRECTORY 'OUT' USING parquet SELECT 1 AS a",
                "INSERT OVERWRITE LOCAL DIRECTORY 'OUT' STORED AS parquet SELECT 1",
                "INSERT INTO facts SELECT * FROM facts",
                "INSERT OVERWRITE parquet.`OUT` SELECT 1",
                "INSERT INTO facts REPLACE WHERE seed = 1 SELECT 1",
                "WITH a AS (SELECT 1) INSERT OVERWRITE DIRECTORY 'OUT' USING csv SELECT * FROM a",
                "FROM facts INSERT OVERWRITE DIRECTORY 'OUT' USING csv SELECT 1 INSERT INTO facts SELECT 2",
                "CREATE TABLE t (a INT) USING parquet",
                "CREATE TABLE t USING parquet AS SELECT 1 AS a",
                "CREATE TABLE t USING parquet LOCATION 'OUT' AS SELECT 1 AS a",
                "CREATE OR REPLACE TEMPORARY VIEW facts AS SELECT 1",
                "CREATE TEMPORARY VIEW x USING text OPTIONS (path 'SECRET')",
                "CREATE TEMPORARY FUNCTION f AS 'java.lang.Runtime' USING JAR '/tmp/x.jar'",
                "CREATE TEMPORARY FUNCTION f(x INT) RETURNS INT RETURN x",
                "CREATE DATABASE x LOCATION 'OUT'",
                "DROP VIEW facts",
                "DROP TABLE facts",
                "DROP DATABASE default CASCADE",
                "ALTER VIEW facts AS SELECT 1",
                "TRUNCATE TABLE facts",
                "DELETE FROM facts",
                "UPDATE facts SET seed = 1",
                "MERGE INTO facts USING gain ON true WHEN MATCHED THEN DELETE",
                "LOAD DATA INPATH 'SECRET' INTO TABLE facts",
                "SET spark.sql.runSQLOnFiles = true",
                "SET spark.sql.variable.substitute = true",
                "SET",
                "SET TIME ZONE 'CET'",
                "SET VAR x = 1",
                "SET CATALOG x",
                "RESET",
                "USE default",
                "ADD JAR 'SECRET'",
                "ADD FILE 'SECRET'",
                "LIST FILES",
                "CACHE TABLE facts",
                "CACHE TABLE x AS SELECT 1",
                "UNCACHE TABLE facts",
                "CLEAR CACHE",
                "REFRESH TABLE facts",
                "REFRESH 'SECRET'",
                "ANALYZE TABLE facts COMPUTE STATISTICS",
                "MSCK REPAIR TABLE facts",
                "COMMENT ON TABLE facts IS 'x'",
                "CALL system.x()",
                "DECLARE x INT DEFAULT 1",
                "EXECUTE IMMEDIATE 'SELECT 1'",
                "EXECUTE IMMEDIATE 'INSERT OVERWRITE DIRECTORY \"OUT\" USING csv SELECT 1'",
                "BEGIN SELECT 1; END",
                "BEGIN INSERT OVERWRITE DIRECTORY 'OUT' USING csv SELECT 1; END",
                "EXPLAIN INSERT OVERWRITE DIRECTORY 'OUT' USING csv SELECT 1",
                "EXPLAIN CREATE TABLE t AS SELECT 1",
                "EXPLAIN SELECT * FROM text.`SECRET`",
                "DESCRIBE SELECT * FROM text.`SECRET`",
                "DESCRIBE text.`SECRET`",
                "DESCRIBE DATABASE default",
                "DESCRIBE TABLE EXTENDED facts AS JSON",
                "SHOW COLUMNS IN text.`SECRET`",
                "SHOW CREATE TABLE facts",
                "SHOW TBLPROPERTIES facts",
                "SHOW PARTITIONS facts",
                "SHOW CATALOGS",
                "SHOW DATABASES",
                "SHOW TABLE EXTENDED LIKE '*'",
                "SHOW TABLES IN specsweep",
                "SHOW VIEWS IN default",
                "SHOW FUNCTIONS IN default");
    }

    /** A query that reads a file, with each place in which a relation can stand. */
    static Stream<String> refusedRelations() {
        return Stream.of(
                        "SELECT * FROM %s",
                        "TABLE %s",
                        "FROM %s",
                        "FROM %s |> SELECT value",
                        "FROM facts |> JOIN %s ON true",
                        "FROM facts |> UNION ALL TABLE %s",
                        "SELECT (SELECT max(value) FROM %s)",
                        "SELECT 1 WHERE EXISTS (SELECT 1 FROM %s)",
                        "SELECT sweep IN (SELECT value FROM %s) FROM facts",
                        "SELECT 'x' UNION SELECT value FROM %s",
                        "SELECT 'x' INTERSECT SELECT value FROM %s",
                        "SELECT 'x' EXCEPT SELECT value FROM %s",
                        "WITH a AS (SELECT * FROM %s) SELECT * FROM a",
                        "WITH a AS (WITH b AS (SELECT * FROM %s) SELECT * FROM b) SELECT 1",
                        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r, %s WHERE n < 3) SELECT * FROM r",
                        "SELECT * FROM facts, LATERAL (SELECT * FROM %s)",
                        "SELECT * FROM facts JOIN %s ON true",
                        "SELECT * FROM (SELECT * FROM (SELECT * FROM %s) a) b",
                        "SELECT transform(array(1), x -> (SELECT max(value) FROM %s))",
                        "SELECT * FROM %s TABLESAMPLE (1 ROWS)",
                        "SELECT * FROM %s PIVOT (count(*) FOR value IN ('x'))",
                        "SELECT * FROM f(TABLE(%s))",
                        "SELECT * FROM STREAM(%s)",
                        "SELECT max(seed) FROM facts GROUP BY (SELECT max(value) FROM %s)",
                        "SELECT seed FROM facts ORDER BY (SELECT max(value) FROM %s)",
                        "SELECT seed FROM facts HAVING (SELECT max(value) FROM %s) = 'x'")
                .flatMap(query -> Stream.of(
                                "text.`SECRET`",
                                "TEXT.`SECRET`",
                                "binaryFile.`SECRET`",
                                "IDENTIFIER('te' || 'xt.`SECRET`')")
                        .filter(relation -> relation.startsWith("text") || query.startsWith("SELECT * FROM %s"))
                        .map(query::formatted));
    }

    static Stream<String> refusedNames() {
        return Stream.of(
                "SELECT * FROM default.facts",
                "SELECT * FROM global_temp.facts",
                "SELECT * FROM spark_catalog.default.facts",
                "SELECT * FROM facts VERSION AS OF 1",
                "SELECT * FROM facts TIMESTAMP AS OF '2026-01-01'",
                "SELECT * FROM facts WITH (path = 'SECRET')",
                "SELECT * FROM STREAM facts",
                "SELECT * FROM python_worker_logs()",
                "SELECT TRANSFORM (sweep) USING 'touch OUT' AS (s) FROM facts",
                "FROM facts MAP sweep USING 'cat SECRET' AS (s)",
                "SELECT IDENTIFIER('re' || 'flect')('java.lang.System', 'getProperty', 'user.home')",
                "SELECT IDENTIFIER('reflect')('java.lang.System', 'getProperty', 'user.home')");
    }

    /** A call of Java, with each place in which an expression can stand. */
    static Stream<String> refusedFunctions() {
        String call = "reflect('java.lang.System', 'getProperty', 'user.home')";
        return Stream.concat(
                Stream.of(
                                "SELECT %s",
                                "SELECT 1 WHERE %s = 'x'",
                                "SELECT 1 WHERE EXISTS (SELECT %s)",
                                "SELECT (SELECT %s)",
                                "SELECT transform(array(1), x -> %s)",
                                "SELECT * FROM facts LATERAL VIEW explode(array(%s)) t AS x",
                                "SELECT * FROM VALUES (%s)",
                                "SELECT * FROM facts PIVOT (max(%s) FOR sweep IN ('x'))",
                                "FROM facts |> SELECT %s",
                                "FROM facts |> EXTEND %s AS x",
                                "FROM facts |> WHERE %s = 'x'",
                                "FROM facts |> AGGREGATE max(%s) AS m",
                                "SELECT sum(seed) OVER (PARTITION BY %s) FROM facts",
                                "SELECT sum(seed) OVER w FROM facts WINDOW w AS (ORDER BY %s)",
                                "SELECT seed FROM facts QUALIFY max(%s) OVER () = 'x'",
                                "SELECT * FROM facts ORDER BY %s",
                                "SELECT * FROM facts SORT BY %s",
                                "SELECT * FROM facts DISTRIBUTE BY %s",
                                "SELECT * FROM facts LIMIT CAST(%s AS INT)",
                                "SELECT * FROM facts LIMIT 1 OFFSET CAST(%s AS INT)",
                                "SELECT count(*) FILTER (WHERE %s = 'x') FROM facts",
                                "SELECT max(seed) FROM facts GROUP BY %s",
                                "SELECT max(seed) FROM facts GROUP BY ROLLUP (%s)",
                                "SELECT max(seed) FROM facts HAVING %s = 'x'",
                                "SELECT CASE WHEN %s = 'x' THEN 1 END",
                                "SELECT CAST(%s AS INT), %1$s[0]",
                                "SELECT * FROM facts JOIN gain ON %s = 'x'",
                                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY %s) FROM facts",
                                "SELECT * FROM range(CAST(%s AS INT))",
                                "SELECT * FROM explode(array(%s))",
                                "SELECT named_struct('a', %s).a",
                                "SELECT concat('a', %s)",
                                "WITH a AS (SELECT %s) SELECT 1",
                                "EXPLAIN SELECT %s",
                                "DESCRIBE SELECT %s")
                        .map(query -> query.formatted(call)),
                Stream.of(
                        "SELECT java_method('java.lang.System', 'getProperty', 'user.home')",
                        "SELECT JAVA_METHOD('java.lang.System', 'getProperty', 'user.home')",
                        "SELECT `reflect`('java.lang.System', 'getProperty', 'user.home')",
                        "SELECT try_reflect('java.lang.System', 'getProperty', 'user.home')",
                        "SELECT builtin.reflect('java.lang.System', 'getProperty', 'user.home')",
                        "SELECT system.builtin.reflect('java.lang.System', 'getProperty', 'user.home')",
                        "SELECT from_xml('<a/>', 'a INT', map('rowValidationXSDPath', 'SECRET'))",
                        "SELECT xpath_string('<a/>', 'a')",
                        "SELECT from_protobuf(X'00', 'm', 'SECRET')",
                        "SELECT version()",
                        "SELECT current_user()",
                        "SELECT current_user",
                        "SELECT user",
                        "SELECT session_user"));
    }

    static Stream<String> refused() {
        return Stream.of(refusedStatements(), refusedRelations(), refusedNames(), refusedFunctions())
                .flatMap(each -> each);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNotReadingTheViewsIsRefusedAndLeavesEverythingAsItWas(String query) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "the secret");
        Map<String, Long> before = files();
        Throwable thrown =
                catchThrowable(() -> ask(query.replace("OUT", out.toString()).replace("SECRET", secret.toString())));
        assertThat(thrown)
                .isInstanceOf(RefusedQueryException.class)
                .message()
                .contains(" is refused", QueryRules.ALLOWED)
                .as("the class names of Spark are nobody's words")
                .doesNotContain("Unresolved", "Command", "Statement");
        assertThat(files()).isEqualTo(before);
    }

    private static Map<String, Long> files() throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                all.put(file.toString(), Files.isDirectory(file) ? 0 : Files.size(file));
            }
        }
        return all;
    }

    static Stream<String> allowed() {
        return Stream.of(
                "SELECT 1",
                "-- a comment\nSELECT /* and another */ 1",
                "VALUES (1, 2), (3, 4)",
                "TABLE facts",
                "FROM facts",
                "SHOW VIEWS",
                "SHOW VIEWS LIKE 'f*'",
                "SHOW TABLES",
                "SHOW COLUMNS IN facts",
                "SHOW FUNCTIONS",
                "DESCRIBE facts",
                "DESC EXTENDED facts",
                "DESCRIBE facts sweep",
                "DESCRIBE SELECT 1",
                "DESCRIBE FUNCTION exp",
                "EXPLAIN SELECT * FROM facts",
                "EXPLAIN FORMATTED SELECT * FROM facts",
                "WITH a AS (SELECT 1 AS x), b(y) AS (SELECT x FROM a) SELECT * FROM a, b",
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT * FROM r",
                "SELECT DISTINCT sweep FROM facts UNION ALL SELECT 'x' INTERSECT SELECT 'y' EXCEPT SELECT 'z' ORDER BY ALL"
                        + " LIMIT 3 OFFSET 1",
                "SELECT a.*, b.seed FROM facts a LEFT JOIN fits b USING (tuple_id) CROSS JOIN range(3) r",
                "SELECT architecture, count(*) AS n FROM facts GROUP BY ROLLUP (architecture) HAVING count(*) > 1",
                "SELECT architecture, count(*) FROM facts GROUP BY GROUPING SETS ((architecture), ())",
                "SELECT architecture, sum(seed) OVER w AS r FROM facts WINDOW w AS (PARTITION BY family ORDER BY seed ROWS BETWEEN"
                        + " 1 PRECEDING AND CURRENT ROW)",
                "SELECT seed FROM facts QUALIFY row_number() OVER (ORDER BY seed) = 1",
                "SELECT i, x FROM facts LATERAL VIEW OUTER posexplode(train_mse) t AS i, x",
                "SELECT f.x, g FROM (SELECT 1 AS x) f, LATERAL (SELECT f.x + 1 AS g) h",
                "SELECT * FROM (SELECT sweep, condition FROM facts) PIVOT (count(*) FOR condition IN ('scratch', 'structured'))",
                "SELECT * FROM (SELECT width, depth FROM facts) UNPIVOT (v FOR k IN (width, depth))",
                "SELECT seed FROM facts TABLESAMPLE (10 PERCENT) REPEATABLE (3)",
                "SELECT /*+ BROADCAST(a) */ a.seed FROM facts a JOIN fits USING (tuple_id)",
                "SELECT seed FROM facts DISTRIBUTE BY seed SORT BY seed",
                "SELECT transform(train_mse, x -> x + 1), aggregate(train_mse, 0D, (a, x) -> a + x) FROM facts",
                "SELECT EXTRACT(YEAR FROM finished_at), TRIM(BOTH ' ' FROM sweep), POSITION('a' IN sweep),"
                        + " SUBSTRING(sweep FROM 2 FOR 3), CAST(seed AS STRING), seed::INT FROM facts",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seed), count(*) FILTER (WHERE seed > 1), listagg(sweep, ',')"
                        + " FROM facts",
                "SELECT * EXCEPT (sweep) FROM facts",
                "SELECT * FROM explode(array(1, 2)) AS t(x)",
                "SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(x, y)",
                "SELECT specsweep.last_step(train_mse) FROM facts",
                "SELECT current_date, now(), input_file_name(), typeof(1), uuid_is_not_there FROM (SELECT 1 AS uuid_is_not_there)",
                "SELECT (SELECT max(seed) FROM facts), EXISTS (SELECT 1), seed IN (SELECT 1) FROM facts",
                "FROM facts |> WHERE seed = 1 |> SELECT seed, sweep |> EXTEND seed + 1 AS s |> SET s = s + 1 |> DROP sweep"
                        + " |> AS x |> AGGREGATE count(*) AS n GROUP BY s |> ORDER BY n |> LIMIT 3",
                "SELECT INTERVAL 1 DAY + DATE '2020-01-01', X'1F', ARRAY(1, 2)[0], map('a', 1)['a'], struct(1 AS a).a",
                "(SELECT 1) UNION (SELECT 2)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allowed")
    void whatReadsTheViewsIsAnswered(String query) {
        assertThatCode(() -> ask(query)).doesNotThrowAnyException();
    }

    @Test
    void everyViewIsAnswered() {
        List<String> names = Stream.concat(Views.names().stream(), StagedViews.names().stream())
                .toList();
        for (String view : names) {
            assertThatCode(() -> QueryRules.check(spark, Views.text(view)))
                    .as(view)
                    .doesNotThrowAnyException();
            if (Views.names().contains(view)) {
                assertThatCode(() -> QueryRules.ask(spark, "SELECT * FROM " + view))
                        .as(view)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aQueryIsNotFilledInWithVariablesOfTheMachine() throws ParseException {
        assertThat(ask("SELECT '${env:PATH}', '${system:user.home}', '${spark.app.name}'")
                        .get(0)
                        .toString())
                .contains("${env:PATH},${system:user.home},${spark.app.name}");
    }

    @Test
    void whatIsRefusedIsMarkedInItsLine() {
        assertThat(catchThrowable(() -> ask("SELECT 1,\n  reflect('a', 'b')")))
                .isInstanceOfSatisfying(RefusedQueryException.class, refused -> {
                    assertThat(refused).hasMessage("the function reflect is refused. " + QueryRules.ALLOWED);
                    assertThat(refused.line()).isEqualTo(2);
                    assertThat(refused.column()).isEqualTo(2);
                });
    }

    /** As {@code sql} asks. */
    private static List<org.apache.spark.sql.Row> ask(String query) throws ParseException {
        QueryRules.check(spark, query);
        return QueryRules.ask(spark, query).collectAsList();
    }
}
