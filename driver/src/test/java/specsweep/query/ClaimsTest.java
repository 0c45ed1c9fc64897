package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every claim in four worlds of hand-made facts: in one all hold, in one the opposite does, in one seeds differ too much to
 * tell, in one hardly anything was trained. What DuckDB answers over the same files must be the same.
 */
class ClaimsTest {
    private static final String GABOR = "a=-0.1,b=2 a=0,b=2.25 0.269";

    @TempDir
    Path out;

    @Test
    void whatThePaperFoundIsReproducedWhereItIsSo() throws SQLException {
        World world = new World(1.05)
                .trainAtDistances("fourier-mlp", 33.1, 1, 5)
                .trainAtDistances("siren", 23, 1, 14.24)
                .trainAtDistances("relu-mlp", 10.7, 1, 0.41)
                .measure("gradient-cosine", start -> (double) (start.seed() / 4))
                .train("fourier-mlp", "gabor", GABOR, 10, "random", 10)
                .train("fourier-mlp", 2.0, "gabor", GABOR, 10, "random", 2)
                .train("siren", "gabor", GABOR, 10, "random", 5)
                .train("relu-mlp", "gabor", GABOR, 10, "random", 1);
        equation(world, "heat", 40, 20, 80);
        equation(world, "burgers", 40, 80, 20);
        equation(world, "nls", 80, 40, 20);
        equation(world, "cavity", 40, 80, 20);

        Map<String, Map<String, @Nullable Object>> claims = claims(world);

        assertThat(verdicts(claims))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "structured-order", "reproduced",
                        "relu-selective", "reproduced",
                        "siren-broad", "reproduced",
                        "two-parameter-relu", "reproduced",
                        "bandwidth-retuning", "reproduced",
                        "no-single-winner", "reproduced",
                        "siren-reuses-broadly-pde", "reproduced",
                        "static-diagnostics-weak", "reproduced",
                        "scaling-law", "reproduced"));
        claims.values().forEach(row -> System.out.println(row));
    }

    @Test
    void whatIsTheOppositeIsContradicted() throws SQLException {
        World world = new World(1.05)
                .trainAtDistances("fourier-mlp", 10.7, 2, 0.2)
                .trainAtDistances("siren", 23, 2, 0.3)
                .trainAtDistances("relu-mlp", 33.1, 2, 4)
                .measure("gradient-cosine", start -> start.logGain())
                .measure("weight-distance", start -> (double) (start.seed() / 4))
                .train("fourier-mlp", "gabor", GABOR, 10, "random", 1)
                .train("fourier-mlp", 2.0, "gabor", GABOR, 10, "random", 2)
                .train("siren", "gabor", GABOR, 10, "random", 5)
                .train("relu-mlp", "gabor", GABOR, 10, "random", 9);
        for (String family : List.of("heat", "burgers", "nls", "cavity")) {
            world.train("fourier-mlp", family, "nu=0.1 nu=0.2 0.1", 10, "alternate", 5)
                    .train("relu-mlp", family, "nu=0.1 nu=0.2 0.1", 10, "alternate", 20)
                    .train("siren", family, "nu=0.1 nu=0.2 0.1", 10, "alternate", 0.5);
        }

        Map<String, Map<String, @Nullable Object>> claims = claims(world);

        assertThat(verdicts(claims).values()).containsOnly("contradicted");
        claims.values().forEach(row -> System.out.println(row));
    }

    @Test
    void whatSeedsDisagreeAboutIsInconclusive() throws SQLException {
        World world = new World(20)
                .trainAtDistances("fourier-mlp", 10, 1, 1)
                .trainAtDistances("siren", 10, 1, 1)
                .trainAtDistances("relu-mlp", 10, 1, 1)
                .measure("gradient-cosine", start -> start.seed() < 6 ? start.logSpread() : -start.logSpread())
                .train("fourier-mlp", "gabor", GABOR, 10, "random", 10)
                .train("fourier-mlp", 2.0, "gabor", GABOR, 10, "random", 10)
                .train("siren", "gabor", GABOR, 10, "random", 10)
                .train("relu-mlp", "gabor", GABOR, 10, "random", 10);
        for (String family : List.of("heat", "burgers", "nls", "cavity")) {
            equation(world, family, 1, 1, 1);
        }

        Map<String, Map<String, @Nullable Object>> claims = claims(world);

        assertThat(verdicts(claims).values()).containsOnly("inconclusive");
        claims.values().forEach(row -> System.out.println(row));
    }

    @Test
    void whatWasNotTrainedEnoughIsNotMeasuredAndSaysWhy() throws SQLException {
        World world = new World(1.05)
                .seeds(4)
                .trainAtDistances("fourier-mlp", 33.1, 1, 5)
                .trainAtDistances("siren", 23, 1, 14.24)
                .trainAtDistances("relu-mlp", 10.7, 1, 0.41)
                .measure("gradient-cosine", start -> (double) (start.seed() / 4))
                .seeds(World.SEEDS)
                .train("siren", "heat", "nu=0.1 nu=0.2 0.1", 10, "alternate", 5)
                .train("relu-mlp", "heat", "nu=0.1 nu=0.2 0.1", 10, "alternate", 5);

        Map<String, Map<String, @Nullable Object>> claims = claims(world);

        assertThat(verdicts(claims).values()).containsOnly("not measured");
        claims.values().forEach(row -> System.out.println(row));
    }

    /** Trains the three on one equation; the alternate control gains 10 throughout. */
    private static void equation(World world, String family, double fourier, double relu, double siren) {
        world.train("fourier-mlp", family, "nu=0.1 nu=0.2 0.1", fourier, "alternate", fourier == 1 ? 1 : 10)
                .train("relu-mlp", family, "nu=0.1 nu=0.2 0.1", relu, "alternate", relu == 1 ? 1 : 10)
                .train("siren", family, "nu=0.1 nu=0.2 0.1", siren, "alternate", siren == 1 ? 1 : 10);
    }

    private Map<String, Map<String, @Nullable Object>> claims(World world) throws SQLException {
        world.write(out);
        SparkSession spark = TestSession.spark();
        Views.register(spark, out.toString());
        StagedViews.prepare(spark, "claims, claim_figures");
        List<Map<String, @Nullable Object>> rows = EngineComparison.rows(spark, "SELECT * FROM claims");
        try (DuckDb duck = new DuckDb(out)) {
            EngineComparison.answersAlike(duck, "claims", rows, "claim");
            EngineComparison.answersAlike(
                    duck, "claim_figures", EngineComparison.rows(spark, "SELECT * FROM claim_figures"), "claim", "figure");
        }
        return rows.stream()
                .collect(java.util.stream.Collectors.toMap(row -> (String) Objects.requireNonNull(row.get("claim")), row -> row));
    }

    private static Map<String, String> verdicts(Map<String, Map<String, @Nullable Object>> claims) {
        return claims.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> (String) Objects.requireNonNull(entry.getValue().get("verdict"))));
    }
}
