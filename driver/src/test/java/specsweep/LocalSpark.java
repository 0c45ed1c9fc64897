package specsweep;

import org.apache.spark.sql.SparkSession;

/** Spark as the tests have it: in this JVM, with few tasks, seen by nobody else. */
public final class LocalSpark {
    private LocalSpark() {}

    /** A session on two cores. Whoever opens one closes it, so that the next test class can have another. */
    public static SparkSession open() {
        return on("local[2]").getOrCreate();
    }

    /** A session that may be told more. */
    public static SparkSession.Builder on(String master) {
        return SparkSession.builder()
                .master(master)
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    }
}
