package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static specsweep.query.EngineComparison.number;
import static specsweep.query.EngineComparison.only;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.store.DiagnosticSchema;
import specsweep.store.FactStore;

/** Starts with a measured value and a gain; the expected correlations come from ranks that are counted out. */
class DiagnosticPowerTest {
    private static final Instant FIRST = Instant.parse("2026-11-24T10:00:00Z");

    /** Architecture, seed, target, condition, gain, value. */
    private record Start(String architecture, long seed, String target, String condition, double gain, double value) {
        String tuple() {
            return architecture + seed + target;
        }
    }

    private static final List<Start> STARTS = List.of(
            new Start("siren", 0, "t=0.15", "structured", 12.7, 0.54),
            new Start("siren", 0, "t=0.15", "random", 19.1, 0.6),
            new Start("siren", 0, "t=0.15", "head-reset", 31.7, 0.07),
            new Start("siren", 0, "t=0.2", "structured", 1.6, 0.84),
            new Start("siren", 0, "t=0.2", "random", 13.7, 0.23),
            new Start("siren", 0, "t=0.2", "head-reset", 49.8, 0.47),
            new Start("siren", 1, "t=0.15", "structured", 42.0, 0.48),
            new Start("siren", 1, "t=0.15", "random", 32.3, 0.15),
            new Start("siren", 1, "t=0.15", "head-reset", 32.1, 0.87),
            new Start("siren", 2, "t=0.15", "structured", 15.8, 0.03),
            new Start("siren", 2, "t=0.15", "random", 43.4, 0.47),
            new Start("siren", 2, "t=0.15", "head-reset", 36.2, 0.87),
            new Start("siren", 2, "t=0.2", "structured", 36.0, 0.92),
            new Start("siren", 2, "t=0.2", "random", 20.4, 0.8),
            new Start("siren", 2, "t=0.2", "head-reset", 22.8, 0.94),
            new Start("relu-mlp", 0, "t=0.15", "structured", 29.6, 0.9),
            new Start("relu-mlp", 0, "t=0.15", "random", 34.4, 0.93),
            new Start("relu-mlp", 1, "t=0.15", "structured", 36.0, 0.21),
            new Start("relu-mlp", 1, "t=0.15", "random", 41.7, 0.57),
            new Start("relu-mlp", 2, "t=0.15", "structured", 15.4, 0.77),
            new Start("relu-mlp", 2, "t=0.15", "random", 43.8, 0.04));

    @TempDir
    static Path out;

    private static SparkSession spark;
    private static List<Map<String, @Nullable Object>> values;
    private static List<Map<String, @Nullable Object>> powers;

    @BeforeAll
    static void write() {
        List<Fact> facts = new ArrayList<>();
        List<Row> stored = new ArrayList<>();
        for (Start start : STARTS) {
            if (start.condition().equals("structured")) {
                facts.add(fact(start, "scratch").train(1, 0.008, 5e-5));
            }
            facts.add(fact(start, start.condition()).train(1, 0.008 / start.gain(), 5e-5 / start.gain()));
            // A value that was replaced later, the one that counts, and a diagnostic that the source's start does not
            // have.
            stored.add(value(start, "target-cka", 0.5, FIRST));
            stored.add(value(start, "target-cka", start.value(), FIRST.plusSeconds(60)));
            boolean structured = start.condition().equals("structured");
            stored.add(value(start, "gradient-cosine", start.value(), FIRST));
            stored.add(value(start, "gradient-cosine", structured ? null : -start.value(), FIRST.plusSeconds(60)));
        }
        // A dead source has a value and no gain that counts; a value without a fact is not seen at all.
        Start dead = new Start("siren", 3, "t=0.15", "structured", 1, 0.99);
        facts.add(fact(dead, "scratch").train(1, 0.008, 5e-5));
        facts.add(fact(dead, "structured").train(1, 0.008, 5e-5).with("trained_source_mse", 0.9f));
        stored.add(value(dead, "target-cka", 0.99, FIRST));
        stored.add(value(new Start("siren", 77, "t=0.15", "structured", 1, 1), "target-cka", 1.0, FIRST));
        TestSession.write(out, facts.toArray(Fact[]::new));
        new FactStore(TestSession.spark(), out.toString())
                .diagnostics()
                .append(
                        TestSession.spark()
                                .createDataFrame(stored, DiagnosticSchema.STRUCT)
                                .coalesce(1),
                        "wave");
        spark = TestSession.spark();
        Views.register(spark, out.toString());
        values = EngineComparison.rows(spark, "SELECT * FROM diagnostics");
        powers = EngineComparison.rows(spark, "SELECT * FROM diagnostic_power WHERE budget LIKE 'scratch%'");
    }

    private static Fact fact(Start start, String condition) {
        return Fact.of(condition, start.seed())
                .with("architecture", start.architecture())
                .with("bandwidth", start.architecture().equals("siren") ? 30.0 : null)
                .with("target", start.target())
                .with("tuple_id", start.tuple());
    }

    private static Row value(Start start, String diagnostic, @Nullable Double value, Instant at) {
        return RowFactory.create(
                DiagnosticSchema.VERSION,
                start.tuple(),
                start.condition(),
                diagnostic,
                value,
                null,
                1.5,
                Timestamp.from(at),
                "here",
                "0123abcdef",
                "17.0.15",
                "Haswell",
                "study",
                start.architecture());
    }

    private static Map<String, @Nullable Object> power(
            String architecture, String diagnostic, String outcome, String starts) {
        return only(
                powers,
                Map.of(
                        "measure",
                        "train",
                        "budget",
                        "scratch<=1e-2",
                        "architecture",
                        architecture,
                        "diagnostic",
                        diagnostic,
                        "outcome",
                        outcome,
                        "starts",
                        starts));
    }

    @Test
    void aRowForEachStartAndDiagnosticWithTheLastValue() {
        List<Map<String, @Nullable Object>> rows = values.stream()
                .filter(row -> Objects.equals(row.get("diagnostic"), "target-cka"))
                .toList();

        assertThat(rows).hasSize(STARTS.size() + 1);
        for (Start start : STARTS) {
            Map<String, @Nullable Object> row = rows.stream()
                    .filter(each -> Objects.equals(each.get("tuple_id"), start.tuple())
                            && Objects.equals(each.get("condition"), start.condition()))
                    .findFirst()
                    .orElseThrow();
            assertThat(row)
                    .containsEntry("value", start.value())
                    .containsEntry("seed", start.seed())
                    .containsEntry("target", start.target())
                    .containsEntry("family", "bump")
                    .containsEntry("status", "done");
        }
        assertThat(values.stream().filter(row -> row.get("value") == null))
                .hasSize(8)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("diagnostic", "gradient-cosine")
                        .containsEntry("condition", "structured"));
    }

    @Test
    void rhoIsTheCorrelationOfRanksWithinEachKindOfStart() {
        for (String architecture : List.of("siren", "relu-mlp", "all")) {
            List<Start> here = STARTS.stream()
                    .filter(start ->
                            architecture.equals("all") || start.architecture().equals(architecture))
                    .toList();
            for (String kind : List.of("structured", "control", "ablation", "all")) {
                List<Start> starts = here.stream()
                        .filter(start -> kind.equals("all") || kind(start).equals(kind))
                        .toList();
                if (starts.isEmpty()) {
                    continue;
                }
                Map<String, @Nullable Object> row = power(architecture, "target-cka", "gain", kind);
                assertThat(number(row, "rho"))
                        .as(architecture + " " + kind)
                        .isCloseTo(
                                RankCorrelationTest.spearman(
                                        starts.stream()
                                                .mapToDouble(Start::value)
                                                .toArray(),
                                        starts.stream().mapToDouble(Start::gain).toArray()),
                                within(1e-9));
                assertThat(number(row, "n")).isEqualTo(starts.size());
                assertThat(number(row, "n_seeds")).isEqualTo(3);
                assertThat(number(row, "rho_lo")).isLessThanOrEqualTo(number(row, "rho"));
                assertThat(number(row, "rho_hi")).isGreaterThanOrEqualTo(number(row, "rho"));
            }
        }
    }

    private static String kind(Start start) {
        return switch (start.condition()) {
            case "structured" -> "structured";
            case "random" -> "control";
            default -> "ablation";
        };
    }

    @Test
    void specificityIsForetoldFromTheSourceOrFromTheControlAndAblationsHaveNoPartInIt() {
        List<Start> sources = STARTS.stream()
                .filter(start -> start.condition().equals("structured"))
                .toList();
        double[] specificity = new double[sources.size()];
        double[] controls = new double[sources.size()];
        for (int i = 0; i < sources.size(); i++) {
            Start source = sources.get(i);
            Start control = STARTS.stream()
                    .filter(start ->
                            start.condition().equals("random") && start.tuple().equals(source.tuple()))
                    .findFirst()
                    .orElseThrow();
            specificity[i] = source.gain() / control.gain();
            controls[i] = control.value();
        }
        Map<String, @Nullable Object> source = power("all", "target-cka", "specificity", "structured");
        Map<String, @Nullable Object> control = power("all", "target-cka", "specificity", "control");

        assertThat(number(source, "rho"))
                .isCloseTo(
                        RankCorrelationTest.spearman(
                                sources.stream().mapToDouble(Start::value).toArray(), specificity),
                        within(1e-9));
        assertThat(number(control, "rho")).isCloseTo(RankCorrelationTest.spearman(controls, specificity), within(1e-9));
        assertThat(number(source, "n")).isEqualTo(8);
        assertThat(number(source, "n_settings")).isEqualTo(3);
        assertThat(powers.stream()
                        .filter(row -> Objects.equals(row.get("outcome"), "specificity"))
                        .map(row -> row.get("starts")))
                .containsOnly("structured", "control");
    }

    @Test
    void aValueThatIsUndefinedHasNoPart() {
        assertThat(powers.stream().filter(row -> Objects.equals(row.get("diagnostic"), "gradient-cosine")))
                .isNotEmpty()
                .noneMatch(row -> Objects.equals(row.get("starts"), "structured"));
        assertThat(number(power("siren", "gradient-cosine", "gain", "control"), "rho"))
                .isCloseTo(-number(power("siren", "target-cka", "gain", "control"), "rho"), within(1e-12));
    }

    @Test
    void aRunPrintsALineForEachDiagnostic() {
        assertThat(DiagnosticPowerTable.of(spark, "study").lines())
                .anyMatch(line -> line.matches("target-cka( +-?[0-9.]+ \\[-?[0-9.]+, -?[0-9.]+]){5}"))
                .anyMatch(line -> line.matches("gradient-cosine .* - .*"));
        assertThat(DiagnosticPowerTable.of(spark, "another")).isEmpty();
    }

    @Test
    void bothEnginesAnswerAlike() throws SQLException {
        try (DuckDb duck = new DuckDb(out)) {
            EngineComparison.answersAlike(
                    duck,
                    "(SELECT * FROM diagnostic_power WHERE budget LIKE 'scratch%') AS p",
                    powers,
                    "architecture",
                    "diagnostic",
                    "outcome",
                    "starts",
                    "measure",
                    "budget");
            EngineComparison.answersAlike(duck, "diagnostics", values, "tuple_id", "condition", "diagnostic");
        }
    }

    @Test
    void anOutputWithoutMeasurementsHasEmptyViews(@TempDir Path other) throws SQLException {
        TestSession.write(other, Fact.of("scratch", 0), Fact.of("structured", 0));
        try (DuckDb duck = new DuckDb(other)) {
            assertThat(duck.query("SELECT * FROM diagnostics")).isEmpty();
            assertThat(duck.query("SELECT * FROM diagnostic_power")).isEmpty();
        }
        Views.register(spark, other.toString());
        assertThat(spark.table("diagnostics").count()).isZero();
        assertThat(spark.table("diagnostic_power").count()).isZero();
        Views.register(spark, out.toString());
    }
}
