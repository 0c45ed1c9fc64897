package specsweep.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import specsweep.query.Tables;
import specsweep.query.Views;
import specsweep.sweep.EncodedText;

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
            queries = Statements.split(text("standard input", System.in.readAllBytes()));
        }
        try (OpenSession open = session.open("sql", output.location())) {
            SparkSession spark = open.spark();
            Examination.warnOfStrangeFiles(spark, output.location());
            Views.open(spark, output.location());
            Answers answers = new Answers(spark, output.location(), format);
            if (queries.isEmpty()) {
                new SqlPrompt(spark, answers).run();
                return ExitCode.DONE;
            }
            int width = Terminal.width();
            for (String each : queries) {
                answers.print(each, width, System.out);
            }
            return ExitCode.DONE;
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return text(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw UserError.badInput(file + ": no such file");
        }
    }

    private static String text(String file, byte[] bytes) {
        try {
            return EncodedText.decode(bytes);
        } catch (CharacterCodingException e) {
            throw UserError.badInput(file + ": is not text in UTF-8; save it so");
        }
    }
}
