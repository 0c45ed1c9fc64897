package specsweep.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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

    private StagedViews() {}

    /** The views' names, each after those that it reads. */
    public static List<String> names() {
        return NAMES;
    }

    /** Makes those that are needed known; what is known already is not evaluated again. */
    static void prepare(SparkSession spark, Set<String> needed) {
        for (String name : needed) {
            if (!spark.catalog().tableExists(name)) {
                Views.know(spark, name, isEvaluated(name));
            }
        }
    }

    /** Makes a session forget them, because they are about another output. */
    static void forget(SparkSession spark) {
        NAMES.forEach(spark.catalog()::dropTempView);
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

    /** The views among these that a view reads, each after what it reads itself. */
    static Set<String> reads(String name) {
        Set<String> reads = new LinkedHashSet<>();
        addReads(name, reads);
        return reads;
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

    static boolean isEvaluated(String name) {
        return !INLINED.matcher(name).matches();
    }
}
