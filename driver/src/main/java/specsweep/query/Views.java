package specsweep.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import specsweep.store.DiagnosticSchema;
import specsweep.store.DiagnosticStore;
import specsweep.store.FactStore;
import specsweep.store.OutputVersion;

/**
 * The views over an output folder, but for those that judge ({@link StagedViews}). To add one, write
 * {@code parquet-out/views/NAME.sql} with a single query, add its name to {@link #names()}, and describe it in
 * {@code parquet-out/README.md}.
 */
public final class Views {
    /** A SQL dialect that the views are printed for. */
    public enum Dialect {
        DUCKDB
    }

    /** The relation that all views stand on: the stored facts, one row a fit. */
    public static final String FACTS = "facts";

    /** The second relation that views stand on: the stored values of diagnostics, one row a start and diagnostic. */
    public static final String MEASUREMENTS = "measurements";

    private static final List<String> NAMES = List.of(
            "facts_by_setting",
            "fits",
            "failures",
            "throughput",
            "curves",
            "gain",
            "budgets",
            "steps_to",
            "settings",
            "budget_steps",
            "log_losses",
            "seed_gains",
            "comparisons",
            "specificity",
            "mean_log_loss",
            "verdicts",
            "loss_curves",
            "specificity_by_step",
            "log_gains",
            "scaling_audit",
            "bandwidth_retuning",
            "diagnostics",
            "diagnostic_power",
            "headline_settings");

    private Views() {}

    /** The views' names, each after those that it reads. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Makes the facts of an output folder and every view over them known to a session, as temporary views.
     *
     * @throws EmptyOutputException if the folder holds no facts
     * @throws specsweep.store.OtherVersionException if it holds those of another schema version
     */
    public static void register(SparkSession spark, String out) {
        FactStore store = new FactStore(spark, out);
        if (store.isEmpty()) {
            throw new EmptyOutputException(out);
        }
        OutputVersion.check(spark.sparkContext().hadoopConfiguration(), out);
        spark.conf().set("spark.sql.catalog." + FunctionLibrary.NAME, FunctionLibrary.class.getName());
        store.facts().createOrReplaceTempView(FACTS);
        store.diagnostics().rows().createOrReplaceTempView(MEASUREMENTS);
        for (String name : NAMES) {
            spark.sql(text(name)).createOrReplaceTempView(name);
        }
        StagedViews.forget(spark);
    }

    /** The query behind a view. */
    public static String text(String name) {
        return resource(name + ".sql");
    }

    /**
     * A script that makes the same functions and views in another engine, over the same files. Where nothing has been
     * measured yet, the views of diagnostics are empty until the script is made again.
     */
    public static String sql(Dialect dialect, String out) {
        String folder = (out.endsWith("/") ? out.substring(0, out.length() - 1) : out).replace("'", "''");
        StringBuilder script = new StringBuilder();
        script.append("-- The views of specsweep over ")
                .append(out.replace("\n", " "))
                .append('\n');
        script.append(resource("functions." + dialect.name().toLowerCase(Locale.ROOT) + ".sql"));
        script.append("\nCREATE OR REPLACE VIEW facts AS\nSELECT * FROM read_parquet('")
                .append(folder)
                .append("/sweep=*/architecture=*/*.parquet', hive_partitioning = true,\n")
                .append("    hive_types = {'sweep': VARCHAR, 'architecture': VARCHAR});\n\n");
        script.append("CREATE OR REPLACE VIEW measurements AS\n")
                .append(measurements(out, folder))
                .append(";\n\n");
        script.append(resource("resamples." + dialect.name().toLowerCase(Locale.ROOT) + ".sql"));
        for (String name : NAMES) {
            script.append("\nCREATE OR REPLACE VIEW ").append(name).append(" AS\n");
            script.append(text(name).strip()).append(";\n");
        }
        StagedViews.append(script);
        return script.toString();
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

    private static String resource(String name) {
        try (InputStream in = Views.class.getResourceAsStream("/views/" + name)) {
            if (in == null) {
                throw new IllegalStateException("views/" + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
