package specsweep.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The views that judge: what stands between specificity and a claim. Each is a query like those of {@link Views}, but they
 * compare rows of one view with each other, and that several levels deep. Inlined into one plan they would read every curve
 * hundreds of times; so those on which others stand are evaluated once, when a query first names them or what stands on
 * them. To add one, write {@code parquet-out/views/NAME.sql}, and add its name to {@link #names()}.
 */
public final class StagedViews {
    private static final List<String> NAMES = List.of(
            "measured_settings",
            "seed_logs",
            "standings",
            "duels",
            "contests",
            "audits",
            "claim_structured_order",
            "claim_relu_selective",
            "claim_siren_broad",
            "claim_two_parameter_relu",
            "claim_no_single_winner",
            "claim_siren_reuses_broadly_pde",
            "claim_bandwidth_retuning",
            "claim_static_diagnostics_weak",
            "claim_scaling_law",
            "claim_list",
            "claim_evidence",
            "claim_flips",
            "claim_figures",
            "claims",
            "candidate_settings",
            "candidate_budgets",
            "candidate_logs",
            "candidates",
            "recommendations");

    /** Those that others read more than once. */
    private static final Set<String> EVALUATED = Set.of(
            "measured_settings",
            "seed_logs",
            "standings",
            "duels",
            "contests",
            "audits",
            "claim_evidence",
            "candidate_settings",
            "candidate_budgets",
            "candidate_logs",
            "candidates");

    private static final Map<String, Pattern> WORDS = NAMES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), name -> Pattern.compile("\\b" + name + "\\b", Pattern.CASE_INSENSITIVE)));

    private StagedViews() {}

    /** The views' names, each after those that it reads. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Makes those that a query names known to a session, with all that they read; what the session knows already is not
     * evaluated again. {@link Views#register} comes first.
     */
    public static void prepare(SparkSession spark, String sql) {
        for (String name : needed(sql)) {
            if (!known(spark, name)) {
                Dataset<Row> rows = spark.sql(Views.text(name));
                (EVALUATED.contains(name) ? rows.localCheckpoint() : rows).createOrReplaceTempView(name);
            }
        }
    }

    /** Makes a session forget them, because they are about another output. */
    static void forget(SparkSession spark) {
        NAMES.forEach(spark.catalog()::dropTempView);
    }

    /** Writes them for DuckDB: each with all that it reads as common tables, which DuckDB evaluates once a query. */
    static void append(StringBuilder script) {
        for (String name : NAMES) {
            List<String> reads = new ArrayList<>(needed(text(name)));
            script.append("\nCREATE OR REPLACE VIEW ").append(name).append(" AS\n");
            String before = "WITH ";
            for (String read : reads) {
                script.append(before)
                        .append(read)
                        .append(EVALUATED.contains(read) ? " AS MATERIALIZED (\n" : " AS (\n")
                        .append(text(read))
                        .append("\n)");
                before = ", ";
            }
            script.append(reads.isEmpty() ? "" : "\nSELECT * FROM (\n")
                    .append(text(name))
                    .append(reads.isEmpty() ? "" : "\n) AS answer")
                    .append(";\n");
        }
    }

    private static String text(String name) {
        return Views.text(name).strip();
    }

    /** The names in a query and, before each, what its view reads. */
    private static Set<String> needed(String sql) {
        String code = sql.replaceAll("--[^\n]*", "");
        Set<String> needed = new LinkedHashSet<>();
        for (String name : NAMES) {
            if (WORDS.get(name).matcher(code).find()) {
                needed.addAll(needed(Views.text(name)));
                needed.add(name);
            }
        }
        return needed;
    }

    private static boolean known(SparkSession spark, String name) {
        return spark.sessionState().catalog().getTempView(name).isDefined();
    }
}
