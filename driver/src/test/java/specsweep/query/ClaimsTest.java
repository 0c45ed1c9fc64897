package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every claim in four worlds of hand-made facts: in one all hold, in one the opposite does, in one seeds differ too much to
 * tell, in one too little was trained. Judged by DuckDB, which is quick; in the first world Spark must say the same.
 */
class ClaimsTest {
    private static final String GABOR = "a=-0.1,b=2 a=0,b=2.25 0.269";
    private static final String EQUATION = "nu=0.1 nu=0.2 0.1";
    private static final List<String> COMPARED =
            List.of("claims", "claim_figures", "claim_flips", "claim_evidence", "candidates", "recommendations");
    private static final List<String> EQUATIONS = List.of("heat", "burgers", "nls", "cavity");

    @TempDir
    Path out;

    @Test
    void whatThePaperFoundIsReproducedWhereItIsSoAndBothEnginesSaySo() throws SQLException {
        World world = new World(1.05)
                .trainAtDistances("fourier-mlp", 33.1, 1, 5)
                .trainAtDistances("siren", 23, 1, 14.24)
                .trainAtDistances("relu-mlp", 10.7, 1, 0.41)
                .measure("gradient-cosine", start -> Math.floorDiv(start.seed(), 4))
                .train("fourier-mlp", "gabor", GABOR, 10, "random", 10)
                .train("fourier-mlp", 2.0, "gabor", GABOR, 10, "random", 2)
                .train("siren", "gabor", GABOR, 10, "random", 5)
                .train("relu-mlp", "gabor", GABOR, 10, "random", 1);
        equation(world, "heat", 40, 20, 80);
        equation(world, "burgers", 40, 80, 20);
        equation(world, "nls", 80, 40, 20);
        equation(world, "cavity", 40, 80, 20);
        world.write(out);

        SparkSession spark = TestSession.spark();
        Views.register(spark, out.toString());
        Views.prepare(spark, String.join(", ", COMPARED));
        try (DuckDb duck = new DuckDb(out, true)) {
            Map<String, Map<String, @Nullable Object>> claims = claims(duck);
            assertThat(verdicts(claims)).hasSize(9);
            assertThat(verdicts(claims).values()).containsOnly("reproduced");
            assertThat(reason(claims, "structured-order"))
                    .matches(
                            "structured gain of fourier-mlp over siren 1\\.44x \\[1\\.[34]\\d, 1\\.4\\d], of siren over relu-mlp"
                                    + " 2\\.15x \\[2\\.[01]\\d, 2\\.[12]\\d]");
            assertThat(reason(claims, "no-single-winner"))
                    .isEqualTo(
                            "specificity on 4 of 4 equations: burgers: relu-mlp wins; cavity: relu-mlp wins; heat: siren"
                                    + " wins; nls: fourier-mlp wins");
            assertThat(row(claims, "structured-order"))
                    .containsEntry("n_seeds", 16L)
                    .containsEntry("holds", 12L)
                    .containsEntry("measured", 12L)
                    .containsEntry("not_measured", 42L);
            for (String view : COMPARED) {
                EngineComparison.answersAlike(
                        duck, view, EngineComparison.rows(spark, "SELECT * FROM " + view), keys(view));
            }
        }
        theTablesSayIt(spark);
    }

    /** Here, because Spark has evaluated the views. */
    private void theTablesSayIt(SparkSession spark) {
        ClaimsTable claims = ClaimsTable.of(spark);
        assertThat(claims.text())
                .contains("structured-order: REPRODUCED\n")
                .contains("  paper   fourier-mlp 33.1x > siren 23.0x > relu-mlp 10.7x (inside our interval)\n")
                .contains("  holds   in 12 of 12 measured settings, contradicted in 0; 42 more could not be judged\n")
                .doesNotContain("null");
        StringBuilder json = new StringBuilder();
        Tables.print(claims.rows(), Tables.Format.JSON, json);
        assertThat(json.toString())
                .contains("\"claim\": \"relu-selective\"")
                .contains("{\"figure\": \"random-control gain of relu-mlp\", \"paper\": 0.41, \"ours\": 0.4");

        long facts = spark.table(Views.FACTS).count();
        claims.write(out.resolve("claims").toString());
        claims.write(out.resolve("claims").toString());
        assertThat(spark.read().parquet(out.resolve("claims/claims").toString()).count())
                .isEqualTo(9);
        assertThat(spark.read()
                        .parquet(out.resolve("claims/claim_evidence").toString())
                        .count())
                .isEqualTo(spark.table("claim_evidence").count());
        assertThat(new specsweep.store.FactStore(spark, out.toString()).facts().count())
                .isEqualTo(facts);

        Recommendations recommendations = Recommendations.of(spark, "study", "gabor");
        assertThat(recommendations.text())
                .contains("gabor, sweep study, against the control random, at scratch<=1e-4 on training points")
                .containsPattern("transfers most specifically +relu-mlp +specificity 10\\.0x \\[")
                .doesNotContain("bump")
                .doesNotContain("null");
        assertThatThrownBy(() -> Recommendations.of(spark, "study", "gabro"))
                .hasMessage(
                        "--family: nothing has been trained for gabro; there is bump, burgers, cavity, gabor, heat, nls");
    }

    @Test
    void whatIsTheOppositeIsContradicted() throws SQLException {
        World world = new World(1.05)
                .trainAtDistances("fourier-mlp", 10.7, 2, 0.2)
                .trainAtDistances("siren", 23, 2, 0.3)
                .trainAtDistances("relu-mlp", 33.1, 2, 4)
                .measure("gradient-cosine", World.Start::logGain)
                .measure("weight-distance", start -> Math.floorDiv(start.seed(), 4))
                .train("fourier-mlp", "gabor", GABOR, 10, "random", 1)
                .train("fourier-mlp", 2.0, "gabor", GABOR, 10, "random", 2)
                .train("siren", "gabor", GABOR, 10, "random", 5)
                .train("relu-mlp", "gabor", GABOR, 10, "random", 9);
        for (String family : EQUATIONS) {
            world.train("fourier-mlp", 0.5, family, EQUATION, 10, "alternate", 5)
                    .train("relu-mlp", family, EQUATION, 10, "alternate", 20)
                    .train("siren", 10.0, family, EQUATION, 10, "alternate", 0.5);
        }

        assertThat(verdicts(judged(world)).values()).containsOnly("contradicted");
    }

    @Test
    void whatSeedsDisagreeAboutIsInconclusive() throws SQLException {
        World world = new World(20)
                .trainAtDistances("fourier-mlp", 10, 1, 1)
                .trainAtDistances("siren", 10, 1, 1)
                .trainAtDistances("relu-mlp", 10, 1, 1)
                // right for three seeds of four, and the other way round for the fourth
                .measure("gradient-cosine", start -> start.seed() % 4 < 3 ? start.logGain() : 4.6 - start.logGain())
                .train("fourier-mlp", "gabor", GABOR, 10, "random", 10)
                .train("fourier-mlp", 2.0, "gabor", GABOR, 10, "random", 9)
                .train("siren", "gabor", GABOR, 10, "random", 10)
                .train("relu-mlp", "gabor", GABOR, 10, "random", 10);
        EQUATIONS.forEach(family -> equation(world, family, 1, 1, 1));

        assertThat(verdicts(judged(world)).values()).containsOnly("inconclusive");
    }

    @Test
    void whatWasTrainedTooLittleIsNotMeasuredAndSaysWhy() throws SQLException {
        World world = new World(1.05)
                .seeds(4)
                .trainAtDistances("fourier-mlp", 33.1, 1, 5)
                .trainAtDistances("siren", 23, 1, 14.24)
                .trainAtDistances("relu-mlp", 10.7, 1, 0.41)
                .measure("gradient-cosine", start -> Math.floorDiv(start.seed(), 4))
                .seeds(World.SEEDS)
                .train("siren", 10.0, "heat", EQUATION, 10, "alternate", 5)
                .train("relu-mlp", "heat", EQUATION, 10, "alternate", 5);

        Map<String, Map<String, @Nullable Object>> claims = judged(world);

        assertThat(verdicts(claims).values()).containsOnly("not measured");
        assertThat(reason(claims, "relu-selective")).isEqualTo("relu-mlp: only 4 seeds");
        assertThat(reason(claims, "two-parameter-relu")).isEqualTo("nothing that it speaks about has been trained");
        assertThat(reason(claims, "siren-reuses-broadly-pde")).contains("(1 measured)");
        assertThat(row(claims, "relu-selective")).containsEntry("measured", 0L).containsEntry("share", null);
    }

    /** One missing equation does not save a claim that says "none on every": it has been beaten elsewhere. */
    @Test
    void noSingleWinnerNeedsNoFourthEquationOnceEachIsBeaten() throws SQLException {
        World world = new World(1.05);
        equation(world, "heat", 40, 20, 80);
        equation(world, "burgers", 40, 80, 20);

        assertThat(row(judged(world), "no-single-winner")).containsEntry("verdict", "reproduced");
    }

    @Test
    void oneWinnerOnThreeEquationsIsNotYetAContradiction() throws SQLException {
        World world = new World(1.05);
        List.of("heat", "burgers", "nls").forEach(family -> equation(world, family, 40, 20, 80));

        assertThat(row(judged(world), "no-single-winner")).containsEntry("verdict", "not measured");
    }

    /** ReLU is selective at width 64 and not at 32, whatever the distance, budget and points. */
    @Test
    void theAxisValueThatFlipsAClaimIsNamed() throws SQLException {
        World world = new World(1.05)
                .trainAtDistances("relu-mlp", 10, 1, 5)
                .changed(fact -> fact.with("width", 32).identified())
                .trainAtDistances("relu-mlp", 10, 1, 0.5);

        Map<String, @Nullable Object> row = row(judged(world), "relu-selective");

        assertThat(row)
                .containsEntry("verdict", "reproduced")
                .containsEntry("holds", 12L)
                .containsEntry("contradicted", 12L)
                .containsEntry("measured", 24L)
                .containsEntry("flips_most", "width = 32 (holds in 0 of 12, elsewhere 100 %)")
                .containsEntry("flips_second", null);
    }

    /** The sweep with the most seeds speaks for a setting; the other one is not counted again. */
    @Test
    void aSettingInTwoSweepsCountsOnce() throws SQLException {
        World world = new World(1.05)
                .seeds(6)
                .train("relu-mlp", "bump", "t=0.1 t=0.15 0.05", 10, "random", 5)
                .changed(fact -> fact.with("sweep", "a-first-by-name"))
                .seeds(World.SEEDS)
                .train("relu-mlp", "bump", "t=0.1 t=0.15 0.05", 10, "random", 0.5);

        assertThat(row(judged(world), "relu-selective"))
                .containsEntry("verdict", "reproduced")
                .containsEntry("n_seeds", 16L)
                .containsEntry("measured", 4L);
    }

    /** Trains the three on one equation; the alternate control gains 10, or nothing where they gain nothing. */
    private static void equation(World world, String family, double fourier, double relu, double siren) {
        double control = fourier == 1 ? 1 : 10;
        world.train("fourier-mlp", 0.5, family, EQUATION, fourier, "alternate", control)
                .train("relu-mlp", family, EQUATION, relu, "alternate", control)
                .train("siren", 10.0, family, EQUATION, siren, "alternate", control);
    }

    private Map<String, Map<String, @Nullable Object>> judged(World world) throws SQLException {
        world.write(out);
        try (DuckDb duck = new DuckDb(out, true)) {
            return claims(duck);
        }
    }

    private static Map<String, Map<String, @Nullable Object>> claims(DuckDb duck) throws SQLException {
        Map<String, Map<String, @Nullable Object>> claims = new LinkedHashMap<>();
        duck.query("SELECT * FROM claims ORDER BY position")
                .forEach(row -> claims.put((String) Objects.requireNonNull(row.get("claim")), row));
        return claims;
    }

    private static Map<String, String> verdicts(Map<String, Map<String, @Nullable Object>> claims) {
        Map<String, String> verdicts = new LinkedHashMap<>();
        claims.forEach((claim, row) -> verdicts.put(claim, (String) Objects.requireNonNull(row.get("verdict"))));
        return verdicts;
    }

    private static Map<String, @Nullable Object> row(Map<String, Map<String, @Nullable Object>> claims, String claim) {
        return Objects.requireNonNull(claims.get(claim));
    }

    private static String reason(Map<String, Map<String, @Nullable Object>> claims, String claim) {
        return (String) Objects.requireNonNull(row(claims, claim).get("reason"));
    }

    private static String[] keys(String view) {
        return switch (view) {
            case "claim_figures" -> new String[] {"claim", "figure"};
            case "claim_flips" -> new String[] {"claim", "axis", "value"};
            case "claim_evidence" -> new String[] {"claim", "setting"};
            case "candidates" -> new String[] {"sweep", "family", "control", "measure", "candidate"};
            case "recommendations" -> new String[] {"sweep", "family", "control", "measure", "question"};
            default -> new String[] {"claim"};
        };
    }
}
