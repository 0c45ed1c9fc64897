package specsweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.LocalSpark;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;
import specsweep.sweep.Problem;
import specsweep.sweep.Sweep;
import specsweep.sweep.SweepFileException;

/** Sweeps over the user's own data in Spark: CSV and Parquet, mini-batches, resume, and what the rows say. */
class TableRunTest {
    private static final Set<String> PLACE_AND_TIME = Set.of("wall_ms", "finished_at", "data_file", "data_sha256");
    private static final String YAML = """
            sweep: mine
            table: {file: FILE, coordinates: [x, t], values: [u, v], parameter: nu}
            conditions: [scratch, structured, random, alternate]
            settings: {family: table, width: 8, depth: 2, source_steps: 12, steps: 10, batch_size: 6}
            tuples: {grid: {architecture: [siren, fourier-mlp], seed: [0, 1], source: 1, target: 2}}
            """;

    private static @Nullable SparkSession session;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        session = LocalSpark.open();
    }

    @AfterAll
    static void close() throws IOException {
        spark().close();
    }

    private static SparkSession spark() {
        return Objects.requireNonNull(session);
    }

    /** Twenty scattered points, other ones for each snapshot; a column that nobody asks for. */
    private static String csv(int snapshots) {
        StringBuilder csv = new StringBuilder("site,nu,x,t,u,v\n");
        for (int nu = 1; nu <= snapshots; nu++) {
            for (int i = 0; i < 20; i++) {
                double x = nu == 1 && i < 2 ? 2 * i - 1 : Math.sin(31 * nu + i);
                double t = nu == 1 && i < 2 ? i : 0.5 + 0.5 * Math.cos(17 * nu + 3 * i);
                csv.append(String.format(Locale.ROOT, "here,%d,%s,%s,%s,%s\n", nu, x, t, nu * x * t, x - nu * t));
            }
        }
        return csv.toString();
    }

    @Test
    void theStackTheFormatAndTheOrderOfRowsChangeNoBit() throws IOException {
        Files.writeString(folder.resolve("data.csv"), csv(3));
        spark().read()
                .option("header", "true")
                .option("inferSchema", "true")
                .csv(folder.resolve("data.csv").toString())
                .sort(functions.desc("t"))
                .repartition(3)
                .write()
                .parquet(folder.resolve("data.parquet").toString());

        List<String> alone = factsOf(sweep("data.csv"), "alone", 1);
        assertThat(alone).hasSize(16);
        assertThat(factsOf(sweep("data.csv"), "stacked", 5)).isEqualTo(alone);
        assertThat(factsOf(sweep("data.parquet"), "parquet", 1)).isEqualTo(alone);
    }

    @Test
    void resumeTrainsOnlyWhatIsNewOfTheData() throws IOException {
        Files.writeString(folder.resolve("data.csv"), csv(3));
        assertThat(run(sweep("data.csv"), "out", 1).trainedFits()).isEqualTo(16);
        assertThat(run(sweep("data.csv"), "out", 1).trainedFits()).isZero();

        // A snapshot inside the box changes nothing for the others; the sweep goes on from there.
        Files.writeString(folder.resolve("data.csv"), csv(4));
        assertThat(run(sweep("data.csv"), "out", 1).trainedFits()).isZero();

        Files.writeString(folder.resolve("data.csv"), csv(4).replace("-1.0,0.0,-0.0,-1.0", "-1.0,0.0,0.5,-1.0"));
        assertThat(run(sweep("data.csv"), "out", 1).trainedFits()).isEqualTo(16);

        List<Row> data = new FactStore(spark(), folder.resolve("out").toString())
                .facts()
                .select("family", "data", "data_file", "data_sha256", "points", "batch_size", "function_distance")
                .distinct()
                .collectAsList();
        assertThat(data).hasSize(2).allSatisfy(row -> {
            assertThat(row.getString(0)).isEqualTo("table");
            assertThat(row.getString(1)).hasSize(64);
            assertThat(row.getString(2)).isEqualTo("data.csv");
            assertThat(row.getString(3)).hasSize(64);
            assertThat(row.getInt(4)).isEqualTo(16);
            assertThat(row.getInt(5)).isEqualTo(6);
            assertThat(row.isNullAt(6)).isTrue();
        });
        assertThat(data.get(0).getString(1)).isNotEqualTo(data.get(1).getString(1));
    }

    @Test
    void aBadParquetFileIsAProblem() throws IOException {
        Path data = folder.resolve("data.parquet");
        Files.createFile(data);
        assertThat(problems(data))
                .containsExactly(data + ": is empty: it has 0 bytes; it may not have been copied whole");

        Path parts = folder.resolve("parts");
        spark().sql("SELECT CAST(id % 2 AS FLOAT) + 0.1f AS nu, IF(id = 3, double('nan'), id / 7) AS x, id AS t,"
                        + " CAST(IF(id = 5, NULL, id * 0.01) AS DECIMAL(10, 3)) AS u, 'word' AS v FROM range(40)")
                .coalesce(1)
                .write()
                .parquet(parts.toString());
        byte[] whole = Files.readAllBytes(part(parts));
        Files.write(data, Arrays.copyOf(whole, whole.length / 2));
        assertThat(problems(data)).singleElement().asString().startsWith(data + ": is not a whole Parquet file: ");

        Files.write(data, whole);
        assertThat(problems(data))
                .containsExactly(data + ": v: must be a column of numbers, was required binary v (STRING); integers,"
                        + " unsigned ones too, decimals and floats of 16, 32 and 64 bits are read");

        String numbers = YAML.replace("FILE", data.toString()).replace("[u, v]", "[u, w]");
        assertThat(problems(numbers))
                .containsExactly(data + ": w: there is no such column; the columns are nu, x, t, u, v");
        assertThat(problems(numbers.replace(", w]", "]")))
                .containsExactly(
                        data + ": x: must be finite in row 4, was NaN; leave the row out where a value is not known",
                        data + ": u: has no value in row 6; leave the row out");

        spark().sql(
                        "SELECT CAST(id % 2 AS FLOAT) + 0.1f AS nu, id / 7 AS x, id AS t, CAST(id * 0.01 AS DECIMAL(10, 3)) AS u"
                                + " FROM range(40)")
                .coalesce(1)
                .write()
                .parquet(folder.resolve("good").toString());
        // A float of 0.1 is the 0.1 of the sweep file.
        Sweep sweep = Sweep.parse(
                "x.yaml",
                numbers.replace(data.toString(), folder.resolve("good").toString())
                        .replace(", w]", "]")
                        .replace("alternate]", "random]")
                        .replace("random, random", "random")
                        .replace("source: 1, target: 2", "source: 0.1, target: 1.1"));
        assertThat(sweep.tuple(0).orElseThrow().protocol().points()).isEqualTo(16);
    }

    private static Path part(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Sweep sweep(String file) {
        return Sweep.parse(folder.resolve("mine.yaml").toString(), YAML.replace("FILE", file));
    }

    private List<String> problems(Path data) {
        return problems(YAML.replace("FILE", data.toString()));
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(SweepFileException.class, () -> Sweep.parse("x.yaml", yaml)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private List<String> factsOf(Sweep sweep, String out, int stack) {
        assertThat(run(sweep, out, stack).notDoneFits()).isZero();
        Column[] columns = Arrays.stream(FitSchema.STRUCT.fieldNames())
                .filter(name -> !PLACE_AND_TIME.contains(name))
                .map(functions::col)
                .toArray(Column[]::new);
        List<String> facts = new ArrayList<>();
        for (Row row : new FactStore(spark(), folder.resolve(out).toString())
                .facts()
                .select(columns)
                .sort("tuple_id", "condition")
                .collectAsList()) {
            facts.add(row.json());
        }
        return facts;
    }

    private SweepRun.Summary run(Sweep sweep, String out, int stack) {
        return new SweepRun(
                        spark(),
                        sweep,
                        new FactStore(spark(), folder.resolve(out).toString()),
                        stack,
                        new Silent())
                .run();
    }
}
