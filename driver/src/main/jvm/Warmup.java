import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.sql.SparkSession;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;

/**
 * Loads the classes that every command loads, so that the launcher can have the JVM archive them. Run from its source,
 * with the dependencies alone on the class path: the archive then outlives every build of specsweep itself.
 */
final class Warmup {
    private Warmup() {}

    /** Works under the folder that is its one argument. */
    public static void main(String[] arguments) throws Exception {
        if (System.getProperty("user.name").equals("?")) {
            // Hadoop asks for a name, and the system has none for this user.
            UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("nameless"));
        }
        String facts = Path.of(arguments[0]).resolve("facts").toString();
        CommandLine.usage(new Options(), System.out);
        System.out.println(new YAMLMapper().readTree("sweep: [1, 2.0, null]"));
        Nd4j.ones(8, 8).mmul(Nd4j.ones(8, 8));
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.warehouse.dir", Path.of(arguments[0]).resolve("warehouse").toString())
                .getOrCreate()) {
            spark.range(40)
                    .selectExpr("id % 4 AS seed", "id % 2 AS part", "array(1.0, 0.5, id / 9) AS loss")
                    .write()
                    .partitionBy("part")
                    .parquet(facts);
            spark.read().parquet(facts).createOrReplaceTempView("facts");
            spark.sql("WITH curves AS (SELECT seed, part, posexplode(loss) AS (step, value) FROM facts),"
                            + " ranked AS (SELECT *, row_number() OVER (PARTITION BY seed ORDER BY value) AS n FROM curves)"
                            + " SELECT l.part, avg(log(2, l.value + 1)) AS gain, stddev(r.value) AS spread, count(*)"
                            + " FROM ranked l JOIN ranked r USING (seed, step) WHERE l.n < 4 GROUP BY ALL ORDER BY gain")
                    .show();
        }
        try (var made = Files.walk(Path.of(arguments[0]))) {
            System.out.println(made.count() + " files");
        }
    }

    /** Any options: what counts is that picocli reads them. */
    @CommandLine.Command(name = "warmup", mixinStandardHelpOptions = true)
    static final class Options {
        @CommandLine.Option(names = "--out", description = "a folder")
        Path out = Path.of(".");
    }
}
