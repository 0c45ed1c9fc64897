package specsweep.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import specsweep.query.Views;
import specsweep.store.Compaction;
import specsweep.store.FactStore;
import specsweep.store.Lease;
import specsweep.store.OtherVersionException;
import specsweep.store.OutputInUseException;
import specsweep.store.OutputVersion;

/** {@code compact}: puts the small files of an output together. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = "Put the small result files of an output together into large ones.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep compact",
            "  specsweep compact --out hdfs:///sweeps --target-mb 256",
            "",
            "Changes no result. Queries may be asked meanwhile; a run may not go on. After a",
            "crash, the next run or compact goes on from where it was.",
            "",
            "At the end it evaluates the view comparisons, in which most of the time of most",
            "queries goes, and keeps it in OUT/_kept. That takes minutes for a million fits;",
            "Ctrl-C is safe, and so is to delete the folder."
        })
final class CompactCommand implements Callable<Integer> {
    private static final double MIB = 1 << 20;

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Option(
            names = "--target-mb",
            paramLabel = "N",
            description = "How large files should become (default: ${DEFAULT-VALUE}).")
    long targetMb = Compaction.TARGET_BYTES >> 20;

    @Option(
            names = "--keep-seconds",
            paramLabel = "N",
            description = "How long old files stay beside the new one, for queries that have begun"
                    + " (default: ${DEFAULT-VALUE}).")
    long keepSeconds = Compaction.KEEP.toSeconds();

    @Override
    public Integer call() throws IOException {
        if (targetMb < 1 || targetMb > 1 << 20) {
            throw UserError.badInput("--target-mb must be from 1 to 1048576, was " + targetMb);
        }
        if (keepSeconds < 0 || keepSeconds > 86_400) {
            throw UserError.badInput("--keep-seconds must be from 0 to 86400, was " + keepSeconds);
        }
        String out = output.location();
        Configuration files = session.files();
        if (!Output.exists(out, files)) {
            throw UserError.badInput("no results in " + out + ": nothing to compact");
        }
        try (Lease lease = Lease.take(files, out, "compact", null, Lease.BEAT, System.err::println);
                OpenSession open = session.open("compact")) {
            SparkSession spark = open.spark();
            OutputVersion.check(spark.sparkContext().hadoopConfiguration(), out);
            FactStore store = new FactStore(spark, out, lease);
            store.diagnostics().recover();
            store.recover();
            Examination.of(spark, out, false);
            lease.whenLost(spark.sparkContext()::cancelAllJobs);
            Compaction compaction = new Compaction(spark, out, lease, targetMb << 20, Duration.ofSeconds(keepSeconds));
            Compaction.Result result = compaction.run();
            if (!store.diagnostics().isEmpty()) {
                result = result.plus(compaction.ofDiagnostics().run());
            }
            System.err.printf(
                    Locale.ROOT,
                    "%s: %d files (%.1f MiB) are %d files (%.1f MiB) now%n",
                    out,
                    result.before(),
                    result.bytesBefore() / MIB,
                    result.after(),
                    result.bytesAfter() / MIB);
            lease.close();
            System.err.println(out + ": evaluating what its fits gain, for the queries to come");
            System.err.println(
                    Views.keep(spark, out)
                            ? out + ": kept beside the facts"
                            : out + ": could not be kept; each query evaluates what it needs");
            return ExitCode.DONE;
        } catch (UserError | OutputInUseException | OtherVersionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Trouble.ends(e, out, files, true);
        }
    }
}
