package specsweep.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The views that judge: what stands between specificity and a claim. Each is a query like those of {@link Views}, but they
 * compare rows of one view with each other, and that several levels deep. Inlined into one plan they would read every curve
 * hundreds of times; so all but the rules themselves are evaluated once, when a query first names them or what stands on
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
            "equation_budget",
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

    /** Not evaluated by themselves: the rules on the claims, each read once, and what is a list of words. */
    private static final Pattern INLINED = Pattern.compile("claim_(?!evidence|flips|figures).*");

    /** Spark's inference of filters takes a time exponential in the columns that are made from others. */
    private static final String INFERENCE = "spark.sql.constraintPropagation.enabled";

    private StagedViews() {}

    /** The views' names, each after those that it reads. */
    public static List<String> names() {
        return NAMES;
    }

    /** Makes those that a query names known, with all that they read; what is known already is not evaluated again. */
    static void prepare(SparkSession spark, String sql) {
        String inference = spark.conf().get(INFERENCE);
        spark.conf().set(INFERENCE, "false");
        try {
            for (String name : needed(sql)) {
                if (!spark.catalog().tableExists(name)) {
                    Dataset<Row> rows = spark.sql(Views.text(name));
                    (isEvaluated(name) ? rows.localCheckpoint() : rows).createOrReplaceTempView(name);
                }
            }
        } finally {
            spark.conf().set(INFERENCE, inference);
        }
    }

    /** Makes a session forget them, because they are about another output. */
    static void forget(SparkSession spark) {
        NAMES.forEach(spark.catalog()::dropTempView);
    }

    /**
     * Writes them for DuckDB: as tables, each evaluated once, or as views, each with all that it reads as common tables, which
     * DuckDB evaluates once a query.
     */
    static void append(StringBuilder script, boolean tables) {
        for (String name : NAMES) {
            if (tables) {
                script.append("\nCREATE OR REPLACE ")
                        .append(isEvaluated(name) ? "TABLE " : "VIEW ")
                        .append(name)
                        .append(" AS\n")
                        .append(text(name))
                        .append(";\n");
                continue;
            }
            Set<String> reads = new LinkedHashSet<>();
            addReads(name, reads);
            script.append("\nCREATE OR REPLACE VIEW ").append(name).append(" AS\n");
            String before = "WITH ";
            for (String read : reads) {
                script.append(before)
                        .append(read)
                        .append(isEvaluated(read) ? " AS MATERIALIZED (\n" : " AS (\n")
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

    /** The names in a query, each after what its view reads. */
    static Set<String> needed(String sql) {
        Set<String> needed = new LinkedHashSet<>();
        for (String name : NAMES) {
            if (names(sql, name)) {
                addReads(name, needed);
                needed.add(name);
            }
        }
        return needed;
    }

    private static void addReads(String name, Set<String> reads) {
        String text = Views.text(name);
        for (String other : NAMES) {
            if (!reads.contains(other) && Views.reads(text, other)) {
                addReads(other, reads);
                reads.add(other);
            }
        }
    }

    private static boolean names(String sql, String view) {
        return Pattern.compile("\\b" + view + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(Views.COMMENT.matcher(sql).replaceAll(""))
                .find();
    }

    private static boolean isEvaluated(String name) {
        return !INLINED.matcher(name).matches();
    }
}
