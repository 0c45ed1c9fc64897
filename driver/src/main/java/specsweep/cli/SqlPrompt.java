package specsweep.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import specsweep.query.Views;

/**
 * The prompt of {@code sql}: a query ends with a semicolon and may take several lines; Ctrl-C drops what is being written, or
 * cancels what is being answered; Ctrl-D leaves.
 */
final class SqlPrompt {
    private static final Pattern LEAVE = Pattern.compile("(?i)\\s*(exit|quit|\\\\q)\\s*;?\\s*");
    private static final Pattern HELP = Pattern.compile("(?i)\\s*(help|\\\\h|\\?)\\s*;?\\s*");
    private static final String JOBS = "specsweep sql prompt";
    private static final int POLL_MS = 50;

    private final SparkSession spark;
    private final Answers answers;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    SqlPrompt(SparkSession spark, Answers answers) {
        this.spark = spark;
        this.answers = answers;
    }

    /** Reads and answers until the user leaves. */
    void run() throws IOException {
        SqlCompleter completer = new SqlCompleter();
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "sql prompt");
            thread.setDaemon(true);
            return thread;
        };
        ExecutorService worker = Executors.newSingleThreadExecutor(daemons);
        // Looking through all views takes seconds; nobody should wait for them who does not complete a column's name.
        Thread learner = daemons.newThread(() -> completer.learn(spark));
        try (org.jline.terminal.Terminal terminal =
                TerminalBuilder.builder().system(true).build()) {
            terminal.handle(org.jline.terminal.Terminal.Signal.INT, signal -> cancelled.set(true));
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("specsweep")
                    .parser(new StatementParser())
                    .completer(completer)
                    .variable(LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), ".specsweep_history"))
                    .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P -> ")
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .option(LineReader.Option.CASE_INSENSITIVE, true)
                    .build();
            terminal.writer()
                    .println("End a query with ; and leave with Ctrl-D. \"help\" lists the views, Tab completes.");
            learner.start();
            loop(reader, terminal, worker);
        } finally {
            worker.shutdownNow();
            learner.interrupt();
        }
    }

    private void loop(LineReader reader, org.jline.terminal.Terminal terminal, ExecutorService worker) {
        PrintWriter out = terminal.writer();
        while (true) {
            try {
                String text = reader.readLine("specsweep> ");
                if (LEAVE.matcher(text).matches()) {
                    return;
                } else if (HELP.matcher(text).matches()) {
                    help(terminal.getWidth(), out);
                } else {
                    for (String statement : Statements.split(text)) {
                        answer(statement, terminal, worker);
                    }
                }
            } catch (UserError e) {
                out.println(e.getMessage());
            } catch (UserInterruptException e) {
                // What was being written is dropped, and the prompt comes again.
            } catch (EndOfFileException e) {
                return;
            }
            out.flush();
        }
    }

    /** Answers on another thread, so that this one can listen to Ctrl-C. */
    private void answer(String statement, org.jline.terminal.Terminal terminal, ExecutorService worker) {
        cancelled.set(false);
        Future<?> answer = worker.submit(() -> {
            spark.sparkContext().setJobGroup(JOBS, statement, true);
            answers.print(statement, terminal.getWidth(), terminal.writer());
        });
        while (true) {
            try {
                answer.get(POLL_MS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (cancelled.get()) {
                    // Again and again: a query is several jobs, and the next one may not have begun.
                    spark.sparkContext().cancelJobGroup(JOBS);
                }
            } catch (ExecutionException e) {
                if (cancelled.get()) {
                    throw UserError.badInput("\nCancelled."); // below the ^C of the terminal
                } else if (e.getCause() instanceof UserError error) {
                    throw error;
                }
                // The session outlives whatever one query ran into.
                throw UserError.badInput(Main.rootMessage(e));
            } catch (InterruptedException e) {
                cancelled.set(true);
            }
        }
    }

    private static void help(int width, PrintWriter out) {
        int widest = Views.names().stream().mapToInt(String::length).max().orElse(0);
        for (String name : Views.names()) {
            String sentence = Views.summary(name).replaceFirst("(?<=\\.) .*", "");
            String line = "  " + name + " ".repeat(widest - name.length() + 2) + sentence;
            out.println(width <= 0 || line.length() <= width ? line : line.substring(0, width - 3) + "...");
        }
        out.println("DESCRIBE and a view's name tells its columns; parquet-out/README.md explains them.");
    }

    /** Asks for more lines until a statement has ended, and finds the name at the cursor. */
    static final class StatementParser implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            boolean command =
                    LEAVE.matcher(line).matches() || HELP.matcher(line).matches();
            if (context == ParseContext.ACCEPT_LINE && !command && !Statements.areComplete(line)) {
                throw new EOFError(-1, -1, "the statement goes on", ";");
            }
            return NameAtCursor.in(line, cursor);
        }

        /** Backslashes are the query's own. */
        @Override
        public boolean isEscapeChar(char c) {
            return false;
        }
    }
}
