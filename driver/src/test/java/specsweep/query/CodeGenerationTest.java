package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.compilation.CodeGeneration;

/** A small output is queried without generated code, a large one with it, and neither changes a value. */
class CodeGenerationTest {
    private static final String MODE = "spark.sql.codegen.factoryMode";
    private static final String QUERY = "SELECT * FROM specificity ORDER BY ALL";

    private final SparkSession spark = TestSession.spark();

    @TempDir
    Path out;

    @AfterEach
    void reset() {
        CodeGeneration.choose(spark, Long.MAX_VALUE);
    }

    @Test
    void interpretedAndCompiledQueriesGiveTheSameValues() {
        TestSession.write(
                out,
                Fact.of("scratch", 0).train(1, 0.25, 1e-5),
                Fact.of("structured", 0).train(0.5, 0.0625, 1e-6),
                Fact.of("random", 0).train(0.5, 0.125, 1e-5),
                Fact.of("scratch", 1).train(1, 0.5, 2e-5),
                Fact.of("structured", 1).train(0.25, 0.0625, 4e-6),
                Fact.of("random", 1).train(1, 0.5, 3e-5));
        Views.register(spark, out.toString());
        assertThat(spark.conf().get(MODE)).isEqualTo("NO_CODEGEN");
        List<Row> interpreted = spark.sql(QUERY).collectAsList();
        CodeGeneration.choose(spark, Long.MAX_VALUE);
        assertThat(spark.conf().get(MODE)).isEqualTo("FALLBACK");
        assertThat(spark.sql(QUERY).collectAsList()).isNotEmpty().isEqualTo(interpreted);
    }
}
