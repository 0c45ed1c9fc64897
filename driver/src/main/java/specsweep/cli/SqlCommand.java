package specsweep.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import specsweep.query.Tables;
import specsweep.query.Views;

/** {@code sql}: answers queries over the views, once or at a prompt. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Answer a SQL query over the results; without a query, open a prompt.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep sql \"SELECT architecture, structured_gain FROM specificity WHERE headline\"",
            "  specsweep sql --format csv -f query.sql > result.csv",
            "  specsweep sql                             a prompt; end a query with ;",
            "",
            "Views: facts, fits, gain, specificity and more; SHOW VIEWS lists them, DESCRIBE",
            "VIEW-NAME their columns. parquet-out/README.md explains each."
        })
final class SqlCommand implements Callable<Integer> {
    private static final String FILE_IS_GONE = "FAILED_READ_FILE.FILE_NOT_EXIST";

    @Parameters(paramLabel = "QUERY", arity = "0..1", description = "One SQL query.")
    @Nullable String query;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A file of queries, separated by semicolons.")
    @Nullable Path file;

    @Option(names = "--format", description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Tables.Format format = Tables.Format.TABLE;

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Override
    public Integer call() throws IOException {
        if (query != null && file != null) {
            throw UserError.badInput("give a query or -f FILE, not both");
        }
        List<String> queries = file != null ? Statements.split(read(file)) : query != null ? List.of(query) : List.of();
        if (file != null && queries.isEmpty()) {
            throw UserError.badInput(file + " holds no query");
        }
        if (queries.isEmpty() && !Terminal.readsFromPerson()) {
            queries = Statements.split(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        }
        try (SparkSession spark = session.open("sql")) {
            Views.register(spark, output.location());
            if (queries.isEmpty()) {
                prompt(spark);
                return ExitCode.DONE;
            }
            for (String each : queries) {
                answer(spark, each, System.out);
            }
            return ExitCode.DONE;
        }
    }

    private void answer(SparkSession spark, String sql, PrintStream out) throws IOException {
        try {
            Dataset<Row> rows = spark.sql(sql);
            Tables.print(rows, format, out);
        } catch (Exception e) {
            // Spark declares no checked exceptions here and throws AnalysisException, a checked one, all the same.
            if (e instanceof SparkThrowable gone && FILE_IS_GONE.equals(gone.getCondition())) {
                // What is asked next is asked of the files that are there now.
                Views.register(spark, output.location());
                throw UserError.fatal("a result file went away while it was read: files were put together meanwhile"
                        + " (specsweep compact). Ask again.");
            }
            if (e instanceof AnalysisException || e instanceof SparkThrowable) {
                throw UserError.badInput(QueryError.describe(e, sql));
            }
            throw e;
        }
    }

    private void prompt(SparkSession spark) throws IOException {
        List<String> words = new ArrayList<>(List.of("SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT"));
        for (String view : Views.names()) {
            words.add(view);
            words.addAll(List.of(spark.table(view).columns()));
        }
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .completer(new StringsCompleter(words.stream().distinct().toList()))
                    .variable(LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), ".specsweep_history"))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            terminal.writer()
                    .println("Views: " + String.join(", ", Views.names())
                            + ". End a query with ; and leave with Ctrl-D.");
            StringBuilder pending = new StringBuilder();
            while (true) {
                try {
                    String line = reader.readLine(pending.isEmpty() ? "specsweep> " : "        -> ");
                    if (pending.isEmpty() && line.strip().matches("(?i)(exit|quit|\\\\q);?")) {
                        return;
                    }
                    pending.append(line).append('\n');
                    if (line.stripTrailing().endsWith(";")) {
                        String text = pending.toString();
                        pending.setLength(0);
                        for (String each : Statements.split(text)) {
                            answer(spark, each, System.out);
                        }
                    }
                } catch (UserError e) {
                    terminal.writer().println(e.getMessage());
                } catch (UserInterruptException e) {
                    pending.setLength(0);
                } catch (EndOfFileException e) {
                    return;
                }
            }
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw UserError.badInput(file + ": no such file");
        }
    }
}
