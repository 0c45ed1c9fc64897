package specsweep.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import specsweep.LocalSpark;
import specsweep.run.Silent;
import specsweep.run.SweepRun;
import specsweep.store.FactStore;
import specsweep.sweep.Sweep;

/**
 * A small study that was really run, and its page: once for all tests of this package. It has
 * two families, one of them on a plane, several controls, bandwidths, distances and learning rates; and sources that learn nothing, of SIREN at too low a rate.
 */
final class Study {
    static final String HOSTILE =
            "<script>window.pwned=1</script>\"'><img src=x onerror=window.pwned=1>\\ &amp; \u202e";

    private static final String YAML = """
            sweep: little
            conditions: [scratch, structured, random, shuffled]
            diagnostics: true
            settings: {width: 16, depth: 2, dead_source_mse: 0.9, points: 25, source_steps: 250, steps: 130}
            tuples:
              union:
                - grid:
                    seed: 0..4
                    family: bump
                    source: 0.1
                    delta: [0.05, 0.1, 0.2, 0.4]
                    union:
                      - grid: {architecture: siren, learning_rate: [1e-3, 3e-3]}
                      - grid: {architecture: relu-mlp, learning_rate: [3e-3, 1e-2]}
                      - grid: {architecture: fourier-mlp, bandwidth: [1, 3], learning_rate: [3e-3, 1e-2]}
                - grid:
                    seed: 0..4
                    family: heat
                    source: {nu: 0.05, s: 0}
                    target: {nu: 0.1, s: 0}
                    union:
                      - grid: {architecture: siren, learning_rate: 1e-7}
                      - grid: {architecture: relu-mlp, learning_rate: 3e-3}
            """;

    private static @Nullable Study only;

    private final Path out;
    private final String html;
    private final String hostileHtml;
    private final String smokeHtml;

    private Study() throws IOException {
        Path folder = Path.of(System.getProperty("specsweep.home", ".."), "driver", "target", "report-study");
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        out = folder.resolve("out").toAbsolutePath();
        try (SparkSession spark = spark()) {
            new SweepRun(spark, Sweep.parse("little.yaml", YAML), new FactStore(spark, out()), 1, new Silent()).run();
            html = Report.html(spark, out(), null);
            String smoke = folder.resolve("smoke").toAbsolutePath().toString();
            new SweepRun(spark, Sweep.load("smoke"), new FactStore(spark, smoke), 1, new Silent()).run();
            smokeHtml = Report.html(spark, smoke, null);
            hostileHtml =
                    hostile(spark, folder.resolve("hostile").toAbsolutePath().toString());
        }
    }

    /** Runs the study when it is first asked for. */
    static synchronized Study get() {
        try {
            if (only == null) {
                only = new Study();
            }
            return only;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A session; whoever opens it closes it, so that the next test class can have another. */
    static SparkSession spark() {
        return LocalSpark.open();
    }

    String out() {
        return out.toString();
    }

    String html() {
        return html;
    }

    Document page() {
        return Jsoup.parse(html);
    }

    /** The page of the bundled smoke sweep. */
    String smokeHtml() {
        return smokeHtml;
    }

    /** The page of results in which every text that a stranger could have written is hostile. */
    String hostileHtml() {
        return hostileHtml;
    }

    private String hostile(SparkSession spark, String hostile) {
        Dataset<Row> facts = new FactStore(spark, out())
                .facts()
                .where("family = 'bump' AND architecture = 'relu-mlp' AND learning_rate < 0.005");
        for (String column : List.of("sweep", "architecture", "family", "source", "target", "cpu", "host", "jdk")) {
            facts = facts.withColumn(column, functions.concat(functions.lit(HOSTILE), functions.col(column)));
        }
        facts = facts.withColumn(
                "condition",
                functions
                        .when(functions.col("condition").equalTo("random"), functions.lit(HOSTILE))
                        .otherwise(functions.col("condition")));
        new FactStore(spark, hostile).append(facts.coalesce(1), "wave");
        return Report.html(spark, hostile, null);
    }
}
