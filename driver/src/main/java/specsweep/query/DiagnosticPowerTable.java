package specsweep.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** What a run prints of {@code diagnostic_power} under its headline, where the sweep measured its starts. */
public final class DiagnosticPowerTable {
    /** Column by column: which outcome is foretold from which starts. */
    private static final List<List<String>> COLUMNS = List.of(
            List.of("gain", "all"),
            List.of("gain", "structured"),
            List.of("gain", "control"),
            List.of("specificity", "structured"),
            List.of("specificity", "control"));

    private DiagnosticPowerTable() {}

    /** The table of one sweep, all architectures together; empty where nothing was measured. */
    public static String of(SparkSession spark, String sweep) {
        Views.prepare(spark, "diagnostic_power");
        List<Row> rows = spark.table("diagnostic_power")
                .where(functions
                        .col("sweep")
                        .equalTo(sweep)
                        .and(functions.col("headline"))
                        .and(functions.col("measure").equalTo("train"))
                        .and(functions.col("architecture").equalTo("all")))
                .sort("diagnostic")
                .collectAsList();
        if (rows.isEmpty()) {
            boolean measured = !spark.table(Views.MEASUREMENTS)
                    .where(functions.col("sweep").equalTo(sweep))
                    .isEmpty();
            return measured
                    ? "\nStarts were measured (view diagnostics), but at the headline setting there is no gain that they could"
                            + " foretell;\nother budgets are in the view diagnostic_power.\n"
                    : "";
        }
        Map<String, Map<List<String>, Row>> byDiagnostic = new LinkedHashMap<>();
        rows.forEach(row -> byDiagnostic
                .computeIfAbsent(row.getAs("diagnostic"), d -> new LinkedHashMap<>())
                .put(List.of(row.getAs("outcome"), row.getAs("starts")), row));
        TextTable table = new TextTable();
        table.add(List.of(
                "diagnostic",
                "gain, any start",
                "gain, source",
                "gain, control",
                "specificity, from source",
                "specificity, from control"));
        byDiagnostic.forEach((diagnostic, cells) -> {
            List<String> line = new ArrayList<>(List.of(diagnostic));
            COLUMNS.forEach(column -> line.add(cell(cells.get(column))));
            table.add(line);
        });
        long most = rows.stream().mapToLong(row -> row.<Long>getAs("n")).max().orElse(0);
        return "\nWhat could have been known before fine-tuning: rank correlation of each diagnostic of a start with what"
                + " came of it\n\n"
                + table.text()
                + "\nHow to read it: +1 or -1 would foretell the order of gains, 0 says nothing of it; [ ] is the 95 %"
                + " bootstrap interval over seeds.\nAll architectures and settings are together here (up to " + most
                + " starts); each by itself: specsweep sql \"SELECT * FROM diagnostic_power\n"
                + "WHERE headline AND sweep = '" + sweep.replace("'", "''") + "'\"\n";
    }

    private static String cell(@Nullable Row row) {
        return row == null ? "-" : TextTable.interval(row.getAs("rho"), row.getAs("rho_lo"), row.getAs("rho_hi"));
    }
}
