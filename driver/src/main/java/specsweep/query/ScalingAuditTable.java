package specsweep.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What a run prints of {@code scaling_audit} under its headline, where a source has targets at three distances or more. */
public final class ScalingAuditTable {
    private static final int MOST_ROWS = 40;

    /** The verdict depends on the budget, so that one alone would mislead. */
    private static final Object[] BUDGETS = {"scratch<=1e-4", "step=100", "step=1000"};

    private ScalingAuditTable() {}

    /** The table of one sweep; empty where it has fewer than three distances. */
    public static String of(SparkSession spark, String sweep) {
        Map<Boolean, List<String>> families = families(spark, sweep);
        List<String> judged = families.getOrDefault(true, List.of());
        List<String> few = families.getOrDefault(false, List.of());
        if (judged.isEmpty()) {
            return "";
        }
        Views.prepare(spark, "scaling_audit");
        List<Row> rows = spark.table("scaling_audit")
                .where(functions
                        .col("sweep")
                        .equalTo(sweep)
                        .and(functions.col("family").isin(judged.toArray()))
                        .and(functions.col("measure").equalTo("train"))
                        .and(functions.col("budget").isin(BUDGETS)))
                .sort("family", "source", "architecture", "bandwidth", "width", "depth", "learning_rate", "budget")
                .collectAsList();
        List<String> settings = TextTable.varying(rows);
        TextTable table = new TextTable();
        List<String> header = new ArrayList<>(settings);
        header.addAll(List.of(
                "budget",
                "seeds",
                "distances",
                "slope",
                "R2",
                "curvature",
                "slope of function distance",
                "slope -2 is"));
        table.add(header);
        for (Row row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
            table.add(line(row, settings));
        }
        String more = rows.size() > MOST_ROWS
                ? "... and " + (rows.size() - MOST_ROWS) + " more rows in the view scaling_audit\n"
                : "";
        return "\nHow the gain falls with the distance of the target: log gain against log distance, fitted seed by seed\n\n"
                + table.text() + more
                + (few.isEmpty() ? "" : "Without three distances no slope is judged: " + String.join(", ", few) + ".\n")
                + "\nHow to read it: a gain that falls as one over the squared distance has slope -2 and curvature 0. [ ] is"
                + " the 95 % bootstrap interval\nover seeds. The function distance has a slope of its own, and a gain that"
                + " merely follows it has minus that slope.\n";
    }

    /** The families of a sweep, by whether a network of theirs has three distances or more. */
    private static Map<Boolean, List<String>> families(SparkSession spark, String sweep) {
        Map<String, Integer> distances = new TreeMap<>();
        // Of the facts, not of a view: most sweeps have no third distance, and this is all that they are asked here.
        spark.table(Views.FACTS)
                .where(functions.col("sweep").equalTo(sweep))
                .groupBy("family", "source", "architecture", "bandwidth")
                .agg(functions.size(functions.collect_set("parameter_distance")))
                .collectAsList()
                .forEach(row -> distances.merge(row.getString(0), row.getInt(4), Math::max));
        return distances.keySet().stream()
                .collect(Collectors.partitioningBy(family -> distances.getOrDefault(family, 0) >= 3));
    }

    private static List<String> line(Row row, List<String> settings) {
        List<String> line = new ArrayList<>();
        settings.forEach(column -> line.add(TextTable.setting(row.getAs(column))));
        line.add(row.getAs("budget"));
        line.add(row.getAs("n_seeds").toString());
        line.add(row.getAs("n_distances").toString());
        line.add(TextTable.interval(row.getAs("slope"), row.getAs("slope_lo"), row.getAs("slope_hi")));
        line.add(TextTable.interval(row.getAs("r2"), null, null));
        line.add(TextTable.interval(row.getAs("quadratic"), row.getAs("quadratic_lo"), row.getAs("quadratic_hi")));
        line.add(TextTable.interval(row.getAs("function_distance_slope"), null, null));
        line.add(row.getAs("verdict"));
        return line;
    }
}
