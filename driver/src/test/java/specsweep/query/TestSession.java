package specsweep.query;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import specsweep.LocalSpark;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;

/** The Spark session that the tests of this package share, and the outputs that they make. */
final class TestSession {
    private TestSession() {}

    static SparkSession spark() {
        return LocalSpark.open();
    }

    /** Writes facts to a folder as a run does. */
    static void write(Path out, Fact... facts) {
        write(out, Arrays.stream(facts).map(Fact::row).toList());
    }

    static void write(Path out, List<Row> rows) {
        new FactStore(spark(), out.toString())
                .append(spark().createDataFrame(rows, FitSchema.STRUCT).coalesce(1), "wave");
    }

    /** Writes facts and registers the views over them. */
    static SparkSession views(Path out, Fact... facts) {
        write(out, facts);
        Views.register(spark(), out.toString());
        return spark();
    }
}
