package specsweep.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import specsweep.query.ViewScripts;

/** {@code views}: prints the views as a script, so that another engine answers as {@code sql} does. */
@Command(
        name = "views",
        mixinStandardHelpOptions = true,
        description = "Print the SQL views over the results as a script for another engine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep views --dialect duckdb > views.sql",
            "  duckdb -init views.sql                    the same views in DuckDB, bootstrap included",
            "  specsweep views --tables > tables.sql     costly views as tables, evaluated once",
            "  specsweep views --dialect spark           for a Spark SQL session that has specsweep's jar",
            "",
            "Run the script for DuckDB again when seeds have been added: it draws the resamples",
            "for as many as there are. parquet-out/README.md explains each view."
        })
final class ViewsCommand implements Callable<Integer> {
    private static final PathMatcher FACTS =
            FileSystems.getDefault().getPathMatcher("glob:**/sweep=*/architecture=*/*.parquet");

    @Option(
            names = "--dialect",
            paramLabel = "ENGINE",
            description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    ViewScripts.Dialect dialect = ViewScripts.Dialect.DUCKDB;

    @Option(
            names = "--tables",
            description =
                    "For DuckDB: evaluate what is costly once, when the script is read, and keep it as tables. Claims and"
                            + " recommendations then take no time; new results need the script to be read anew, into an empty"
                            + " database.")
    boolean tables;

    @Mixin
    Output output = new Output();

    @Override
    public Integer call() throws IOException {
        String location = output.location();
        if (!SweepFile.isUri(location) && !hasFacts(Path.of(location))) {
            throw UserError.badInput("no results in " + location
                    + ": run a sweep into it first (specsweep run SWEEP --out " + location
                    + "), or name the folder of another with --out");
        }
        if (tables && dialect != ViewScripts.Dialect.DUCKDB) {
            throw UserError.badInput("--tables is for --dialect duckdb; Spark evaluates by itself what is read often");
        }
        System.out.print(ViewScripts.sql(dialect, location, tables));
        return ExitCode.DONE;
    }

    /** An engine that is given no files does not know their columns, and fails. */
    private static boolean hasFacts(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.anyMatch(FACTS::matches);
        }
    }
}
