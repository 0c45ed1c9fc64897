package specsweep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import specsweep.report.Report;
import specsweep.report.UnknownSweepException;

/** {@code report}: writes the results as a page, or their headline chart as a picture. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write what the results say as one HTML page that opens offline, or as a picture.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep report --html report.html",
            "  specsweep report --html paper.html --sweep paper --out hdfs:///sweeps",
            "  specsweep report --picture gains.svg --sweep geometric-1d",
            "",
            "The page answers for each architecture whether its warm start means anything,",
            "and has the numbers and the SQL behind every chart."
        })
final class ReportCommand implements Callable<Integer> {
    @Option(names = "--html", paramLabel = "FILE", description = "Write the page to this file.")
    @Nullable Path html;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Write the headline chart of the first family to this file, as SVG.")
    @Nullable Path picture;

    @Option(names = "--sweep", paramLabel = "NAME", description = "Report this sweep alone (default: all).")
    @Nullable String sweep;

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Override
    public Integer call() throws IOException {
        if (html == null && picture == null) {
            throw UserError.badInput("say what to write: --html FILE, --picture FILE, or both");
        }
        check("--html", html);
        check("--picture", picture);
        try (OpenSession open = session.open("report", output.location())) {
            SparkSession spark = open.spark();
            Examination.warnOfStrangeFiles(spark, output.location());
            if (html != null) {
                write(html, Report.html(spark, output.location(), sweep));
            }
            if (picture != null) {
                write(picture, Report.picture(spark, output.location(), sweep));
            }
            return ExitCode.DONE;
        } catch (UnknownSweepException e) {
            throw UserError.badInput("--sweep: " + e.getMessage());
        }
    }

    /** Finds out before the work whether its result can be kept. */
    private static void check(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw UserError.badInput(option + ": " + file + " is a folder; give the name of a file");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw UserError.badInput(option + ": there is no folder " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw UserError.badInput(option + ": " + file + " cannot be written");
        }
    }

    /** Writes whole or not at all, so that a page that is open in a browser never loads half. */
    private static void write(Path file, String text) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A device or a pipe, which nothing may be moved to.
                Files.writeString(file, text, StandardCharsets.UTF_8);
            } else {
                // Through a link, the file that it leads to.
                Path whole = Files.exists(file) ? file.toRealPath() : file;
                Path part = whole.resolveSibling(whole.getFileName() + ".part");
                try {
                    Files.writeString(part, text, StandardCharsets.UTF_8);
                    Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            throw UserError.fatal(file + " cannot be written: " + UserError.reason(e), e);
        }
        System.out.println(file + ": " + (text.getBytes(StandardCharsets.UTF_8).length + 1023) / 1024 + " kB");
    }
}
