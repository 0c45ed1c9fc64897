package specsweep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import org.apache.commons.lang3.exception.ExceptionUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import specsweep.compilation.BriefCompilation;
import specsweep.query.EmptyOutputException;
import specsweep.store.OtherVersionException;
import specsweep.store.OutputInUseException;
import specsweep.store.Provenance;
import specsweep.sweep.SweepFileException;

/** The entry point: finds the command, runs it, and ends with its exit code. */
@Command(
        name = "specsweep",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            SqlCommand.class,
            ViewsCommand.class,
            ReportCommand.class,
            ClaimsCommand.class,
            RecommendCommand.class,
            CompactCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            ReferenceCommand.class,
            ExampleDataCommand.class,
            CommandLine.HelpCommand.class
        },
        description = {
            "Measures whether the warm start of a coordinate network means anything:",
            "trains networks from scratch, from a related source and from controls, and",
            "compares the gains."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep run sweeps/geometric-1d.yaml    train the study and print its result",
            "  specsweep plan sweeps/geometric-1d.yaml   what that will train, and how long it takes",
            "  specsweep sql \"SELECT * FROM specificity WHERE budget = 'step=100'\"",
            "",
            "Exit codes: 0 done, 1 fatal, 2 bad input, 3 finished, but some fits failed,",
            "diverged or timed out."
        })
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty("specsweep.log") == null) {
            // See log4j2.properties; a command says what went wrong itself.
            System.setProperty("specsweep.log.tasks", "off");
        }
        BriefCompilation.begin();
        System.exit(execute(new FileOutputStream(FileDescriptor.out), args));
    }

    /** Runs one command, whose standard output goes there, and gives its exit code. */
    static int execute(OutputStream to, String... args) {
        PrintStream before = System.out;
        StandardOutput output = new StandardOutput(to);
        System.setOut(output.stream());
        try {
            return output.exitCode(execute(args), System.err);
        } finally {
            System.setOut(before);
        }
    }

    /** Runs one command and gives its exit code. */
    static int execute(String... args) {
        CommandLine commandLine = commandLine();
        if (args.length == 0) {
            commandLine.usage(System.err);
            return ExitCode.BAD_INPUT;
        }
        return commandLine.execute(Arrays.stream(args).map(Main::orQuery).toArray(String[]::new));
    }

    /** A query may begin with a comment, {@code -- like this}, which is no option: an option's name has no blank. */
    private static String orQuery(String arg) {
        return arg.startsWith("--") && arg.matches("(?s)[^=]*\\s.*") ? " " + arg : arg;
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(Main::executed)
                .setParameterExceptionHandler(Main::badArguments)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int executed(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (StandardOutput.Lost e) {
            // The text of --help, which is printed before there is a command to fail.
            return ExitCode.FATAL;
        }
    }

    private static int badArguments(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && e.getCommandLine().getParent() == null
                && !unmatched.getUnmatched().get(0).startsWith("-")) {
            err.println("specsweep: there is no command "
                    + unmatched.getUnmatched().get(0) + "; there are "
                    + String.join(", ", e.getCommandLine().getSubcommands().keySet()));
        } else {
            err.println("specsweep: " + e.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        }
        err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.BAD_INPUT;
    }

    private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (ExceptionUtils.indexOfType(e, StandardOutput.Lost.class) >= 0) {
            return ExitCode.FATAL; // StandardOutput says it
        }
        if (e instanceof SweepFileException bad) {
            bad.problems().forEach(err::println);
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof EmptyOutputException || e instanceof OtherVersionException) {
            err.println("specsweep: " + e.getMessage());
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof OutputInUseException) {
            err.println("specsweep: " + e.getMessage());
            return ExitCode.FATAL;
        }
        if (e instanceof UserError error) {
            err.println("specsweep: " + error.getMessage());
            if (System.getenv("SPECSWEEP_TRACE") != null && e.getCause() != null) {
                e.getCause().printStackTrace(err);
            }
            return error.exitCode();
        }
        err.println("specsweep: " + rootMessage(e));
        if (System.getenv("SPECSWEEP_TRACE") == null) {
            err.println("Set SPECSWEEP_TRACE=1 to see where this came from.");
        } else {
            e.printStackTrace(err);
        }
        return ExitCode.FATAL;
    }

    /** The innermost cause that says something: Spark wraps what went wrong in what it did about it. */
    static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause().getMessage() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** The text of {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "specsweep " + Provenance.version(),
                "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ", " + System.getProperty("java.vm.name")
                        + " " + Runtime.version()
            };
        }
    }
}
