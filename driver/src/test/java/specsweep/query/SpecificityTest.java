package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecificityTest {
    @TempDir
    Path out;

    @Test
    void everyViewAnswers() throws Exception {
        SparkSession spark = TestSession.views(
                out,
                Fact.of("scratch", 0),
                Fact.of("structured", 0).train(1, 0.01, 0.001, 0.0001, 0.00001),
                Fact.of("random", 0).train(1, 0.1, 0.02, 0.002, 0.0002),
                Fact.of("scratch", 1),
                Fact.of("structured", 1).train(1, 0.01, 0.0001, 0.0001, 0.00001),
                Fact.of("random", 1).train(1, 0.1, 0.02, 0.003, 0.0002));
        System.out.println(HeadlineTable.of(spark, "study"));
        try (DuckDb duck = new DuckDb(out)) {
            for (String view : Views.names()) {
                try {
                    System.out.println(
                            view + " " + duck.query("SELECT * FROM " + view).size() + " "
                                    + spark.table(view).count());
                } catch (Exception e) {
                    System.out.println(view + " " + e.getMessage());
                }
            }
            duck.query("SELECT * FROM specificity WHERE budget LIKE 'scratch%' AND measure='train'")
                    .forEach(System.out::println);
        }
        assertThat(spark.table("specificity").count()).isEqualTo(20);
    }
}
