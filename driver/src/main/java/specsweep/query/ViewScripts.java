package specsweep.query;

import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import specsweep.store.DiagnosticSchema;
import specsweep.store.DiagnosticStore;
import specsweep.store.FitSchema;

/** The views as a script, so that another engine or session answers as this program does. */
public final class ViewScripts {
    /** A SQL engine that the views are printed for. */
    public enum Dialect {
        /** DuckDB by itself. */
        DUCKDB,
        /** One session of Spark SQL that has the jar of specsweep. */
        SPARK
    }

    private ViewScripts() {}

    /** A script that makes the same functions and views in another engine or session, over the same files. */
    public static String sql(Dialect dialect, String out) {
        return sql(dialect, out, false);
    }

    /**
     * Such a script.
     *
     * @param tables whether DuckDB evaluates what is costly once, when it reads the script, and keeps it as tables
     */
    public static String sql(Dialect dialect, String out, boolean tables) {
        String head = "-- The views of specsweep over " + out.replaceAll("\\R", " ") + '\n';
        return head
                + switch (dialect) {
                    case DUCKDB -> duckDb(out, tables);
                    case SPARK -> spark(out);
                };
    }

    private static String duckDb(String out, boolean tables) {
        // Signs of a pattern, each as a choice of itself alone.
        String folder = (out.endsWith("/") ? out.substring(0, out.length() - 1) : out)
                .replaceAll("[\\[*?]", "[$0]")
                .replace("'", "''")
                .replaceFirst("^s3[an]:", "s3:");
        StringBuilder script = new StringBuilder();
        script.append(Views.resource("functions.duckdb.sql"));
        script.append("\nCREATE OR REPLACE VIEW facts AS\nSELECT * FROM read_parquet('")
                .append(folder)
                .append("/sweep=*/architecture=*/*.parquet', hive_partitioning = true,\n")
                .append("    hive_types = {'sweep': VARCHAR, 'architecture': VARCHAR});\n\n");
        script.append("CREATE OR REPLACE VIEW measurements AS\n")
                .append(measurements(out, folder))
                .append(";\n\n");
        script.append(Views.resource("resamples.duckdb.sql"));
        appendViews(
                script, name -> "CREATE OR REPLACE " + (tables && Views.COSTLY.contains(name) ? "TABLE " : "VIEW "));
        appendStaged(script, tables);
        return script.toString();
    }

    private static String spark(String out) {
        StringBuilder script = new StringBuilder();
        script.append("SET spark.sql.catalog.")
                .append(FunctionLibrary.NAME)
                .append(" = ")
                .append(FunctionLibrary.class.getName())
                .append(";\n");
        appendFiles(script, Views.FACTS, FitSchema.STRUCT, out);
        if (DiagnosticStore.existsIn(out)) {
            appendFiles(script, Views.MEASUREMENTS, DiagnosticSchema.STRUCT, out + "/" + DiagnosticStore.FOLDER);
        } else {
            script.append("\nCREATE OR REPLACE TEMPORARY VIEW measurements AS\n")
                    .append(measurements(out, ""))
                    .append(";\n");
        }
        appendViews(script, name -> "CREATE OR REPLACE TEMPORARY VIEW ");
        return script.toString();
    }

    private static void appendFiles(StringBuilder script, String name, StructType schema, String folder) {
        // A path is a pattern, in which a backslash takes a sign for itself; the base path is none.
        String pattern = quoted(folder.replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0"));
        script.append("\nCREATE OR REPLACE TEMPORARY VIEW ")
                .append(name)
                .append(" (\n")
                .append(Arrays.stream(schema.fields())
                        .map(field ->
                                "    " + field.name() + ' ' + field.dataType().sql())
                        .collect(Collectors.joining(",\n")))
                .append("\n) USING parquet OPTIONS (path '")
                .append(pattern)
                .append("/sweep=*', basePath '")
                .append(quoted(folder))
                .append("');\n");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    private static void appendViews(StringBuilder script, UnaryOperator<String> create) {
        for (String name : Views.names()) {
            script.append('\n').append(create.apply(name)).append(name).append(" AS\n");
            script.append(text(name)).append(";\n");
        }
    }

    /**
     * Writes the views that judge for DuckDB: as tables, each evaluated once, or as views, each with all that it reads as
     * common tables, which DuckDB evaluates once a query.
     */
    private static void appendStaged(StringBuilder script, boolean tables) {
        for (String name : StagedViews.names()) {
            if (tables) {
                script.append("\nCREATE OR REPLACE ")
                        .append(StagedViews.isEvaluated(name) ? "TABLE " : "VIEW ")
                        .append(name)
                        .append(" AS\n")
                        .append(text(name))
                        .append(";\n");
                continue;
            }
            Set<String> reads = StagedViews.reads(name);
            script.append("\nCREATE OR REPLACE VIEW ").append(name).append(" AS\n");
            String before = "WITH ";
            for (String read : reads) {
                script.append(before)
                        .append(read)
                        .append(StagedViews.isEvaluated(read) ? " AS MATERIALIZED (\n" : " AS (\n")
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

    /** What reads the measurements of an output; an engine that is given no files does not know their columns. */
    private static String measurements(String out, String folder) {
        if (DiagnosticStore.existsIn(out)) {
            return "SELECT * FROM read_parquet('" + folder + "/" + DiagnosticStore.FOLDER
                    + "/sweep=*/architecture=*/*.parquet', hive_partitioning = true,\n"
                    + "    hive_types = {'sweep': VARCHAR, 'architecture': VARCHAR})";
        }
        return Arrays.stream(DiagnosticSchema.STRUCT.fields())
                .map(field -> "CAST(NULL AS " + field.dataType().sql() + ") AS " + field.name())
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }
}
