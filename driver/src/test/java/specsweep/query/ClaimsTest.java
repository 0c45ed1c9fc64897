package specsweep.query;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    @Test
    void spike() throws Exception {
        Path out = Path.of("/work/wt/claims/parquet-out/results");
        var spark = TestSession.spark();
        Views.register(TestSession.spark(), out.toString());
        long start = System.nanoTime();
        StagedViews.prepare(spark, "SELECT * FROM claims, claim_figures");
        System.out.println((System.nanoTime() - start) / 1e9);
        spark.table("claims").orderBy("position").collectAsList().forEach(System.out::println);
        System.out.println((System.nanoTime() - start) / 1e9);
        spark.table("claim_figures").collectAsList().forEach(System.out::println);
        System.out.println((System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        try (DuckDb duck = new DuckDb(out)) {
            System.out.println((System.nanoTime() - start) / 1e9);
            duck.query("SELECT * FROM claims").forEach(System.out::println);
            System.out.println((System.nanoTime() - start) / 1e9);
        }
    }
}
