package specsweep.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The nine claims against what has been measured: for reading, for a program, and as Parquet. Every rule is a view. */
public final class ClaimsTable {
    private static final List<String> TABLES = List.of("claims", "claim_figures", "claim_evidence");
    private static final int INDENT = 10;

    private final SparkSession spark;

    private ClaimsTable(SparkSession spark) {
        this.spark = spark;
    }

    /** The claims over the output that {@link Views#open} made known. */
    public static ClaimsTable of(SparkSession spark) {
        Views.prepare(spark, String.join(", ", TABLES));
        return new ClaimsTable(spark);
    }

    /** One row a claim, in the paper's order, with its figures in a list. */
    public Dataset<Row> rows() {
        return spark.sql("""
                SELECT c.claim, c.statement, c.verdict, c.reason, c.n_seeds, c.paper, c.ours, f.figures, c.holds,
                       c.contradicted, c.measured, c.share, c.not_measured, c.flips_most, c.flips_second, c.setting
                FROM claims c
                    LEFT JOIN (SELECT claim, array_sort(array_agg(struct(figure, paper, ours, ours_lo, ours_hi, n_seeds,
                                                                         paper_inside))) AS figures
                               FROM claim_figures GROUP BY claim) AS f ON f.claim = c.claim
                ORDER BY c.position
                """);
    }

    /**
     * Writes the claims, their figures and the evidence, a row a setting, as three Parquet tables below a folder. What was
     * written there before is replaced.
     *
     * @throws IllegalArgumentException if a folder of that name there holds something else
     */
    public void write(String folder) {
        for (String table : TABLES) {
            Path target = new Path(folder, table);
            if (!isFreeOrOurs(target)) {
                throw new IllegalArgumentException(target + " holds something else than a table of claims; name another"
                        + " folder, or remove it");
            }
        }
        for (String table : TABLES) {
            Dataset<Row> rows = spark.table(table);
            rows.coalesce(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .option("compression", "zstd")
                    .parquet(new Path(folder, table).toString());
        }
    }

    private boolean isFreeOrOurs(Path target) {
        try {
            FileSystem files = target.getFileSystem(spark.sparkContext().hadoopConfiguration());
            return !files.exists(target)
                    || files.listStatus(target).length == 0
                    || files.exists(new Path(target, "_SUCCESS"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + target + ": " + e.getMessage(), e);
        }
    }

    /** The claims for reading, one paragraph each. */
    public String text() {
        List<Row> claims = spark.table("claims").orderBy("position").collectAsList();
        Map<String, String> inside = spark.table("claim_figures").collectAsList().stream()
                .filter(row -> row.getAs("paper_inside") != null)
                .collect(Collectors.toMap(
                        row -> row.getAs("claim"),
                        row -> row.<Boolean>getAs("paper_inside") ? "inside" : "outside",
                        (a, b) -> a.equals(b) ? a : "partly inside"));
        StringBuilder text = new StringBuilder("The claims of arXiv 2606.06827 against what has been measured here.\n");
        for (Row claim : claims) {
            text.append('\n').append(claim.<String>getAs("claim")).append(": ");
            text.append(claim.<String>getAs("verdict").toUpperCase(java.util.Locale.ROOT))
                    .append('\n');
            line("claim", claim.getAs("statement"), text);
            line("why", claim.getAs("reason"), text);
            String ours = claim.getAs("ours");
            if (ours != null) {
                Long seeds = claim.getAs("n_seeds");
                line("ours", ours + (seeds == null ? "" : "; n = " + seeds + " seeds"), text);
                String place = inside.get(claim.<String>getAs("claim"));
                String paper = claim.getAs("paper");
                line("paper", paper == null || place == null ? paper : paper + " (" + place + " our interval)", text);
            } else {
                line("paper", claim.getAs("paper"), text);
            }
            line("holds", share(claim), text);
            line("flips", flips(claim), text);
        }
        text.append('\n');
        Prose.write(
                "How to read it: the verdict is on the direction, at the setting that was chosen beforehand: training MSE at the"
                        + " step where scratch reaches 1e-4, everything at its default. Reproduced and contradicted need a 95 %"
                        + " bootstrap interval over seeds on that side; [ ] is that interval. A setting is a family, transfer,"
                        + " width, depth, rate, bandwidth, budget and so on, at which five seeds or more can be compared. The"
                        + " rules are the views claim_...; the settings one by one: specsweep sql \"SELECT * FROM claim_evidence"
                        + " WHERE claim = 'siren-broad'\".",
                0, text);
        return text.toString();
    }

    private static String share(Row claim) {
        long measured = claim.getAs("measured");
        long not = claim.getAs("not_measured");
        String unjudged = not == 0 ? "" : "; " + not + " more could not be judged";
        return measured == 0
                ? "nowhere measured" + unjudged
                : "in " + claim.getAs("holds") + " of " + measured + " measured settings, contradicted in "
                        + claim.getAs("contradicted") + unjudged;
    }

    private static @Nullable String flips(Row claim) {
        String most = claim.getAs("flips_most");
        String second = claim.getAs("flips_second");
        return most == null ? null : second == null ? most : most + "; " + second;
    }

    private static void line(String label, @Nullable String value, StringBuilder text) {
        if (value != null) {
            String start = "  " + label;
            text.append(start).append(" ".repeat(INDENT - start.length()));
            Prose.write(Objects.requireNonNull(value), INDENT, text);
        }
    }
}
