package specsweep.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import specsweep.kernel.net.NativeEnvironment;
import specsweep.kernel.net.Trainer;
import specsweep.query.HeadlineTable;
import specsweep.query.Views;
import specsweep.run.SweepRun;
import specsweep.store.DamagedFiles;
import specsweep.store.FactStore;
import specsweep.sweep.Sweep;
import sun.misc.Signal;

/** {@code run}: trains what a sweep asks for and its output does not have yet, then prints its specificity. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Train everything that a sweep asks for and its output does not have yet; then print the result.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep run sweeps/geometric-1d.yaml",
            "  specsweep run geometric-1d --master local[4] --out /data/results",
            "  specsweep run my.yaml --master spark://head:7077 --out hdfs:///sweeps --conf spark.executor.cores=4",
            "",
            "Running again continues where the last run ended and repeats nothing; an",
            "extended sweep file trains only what is new. Ctrl-C ends after the wave that",
            "is at work, a second Ctrl-C at once.",
            "Exit codes: 0 done, 1 fatal, 2 bad input, 3 finished with failed, diverged or",
            "timed-out fits, 130 stopped by Ctrl-C."
        })
final class RunCommand implements Callable<Integer> {
    private static final int MOST_LINES = 20;

    @Parameters(paramLabel = "SWEEP", description = "A sweep file, a URI, or the name of a bundled sweep.")
    String sweepFile = "";

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Option(
            names = "--stack",
            paramLabel = "N",
            description = "How many networks a task trains together; changes speed, never a result"
                    + " (default: ${DEFAULT-VALUE}).")
    int stack = Trainer.DEFAULT_STACK;

    @Option(
            names = "--quarantine",
            description = "Move result files that cannot be read to _quarantine below the output, and train again what"
                    + " they held.")
    boolean quarantine;

    @Override
    public Integer call() throws java.io.IOException {
        if (stack < 1) {
            throw UserError.badInput("--stack must be at least 1, was " + stack);
        }
        Sweep sweep = SweepFile.load(sweepFile, session.conf);
        // Loading the native libraries takes about as long as starting Spark; on one machine both can be had at once.
        CompletableFuture<NativeEnvironment> warm = CompletableFuture.supplyAsync(NativeEnvironment::prepare);
        try (SparkSession spark = session.open(sweep.name())) {
            warm.join();
            FactStore store = new FactStore(spark, output.location());
            examine(new DamagedFiles(spark, output.location()));
            ProgressLine progress = new ProgressLine(sweep.name(), System.err, Terminal.showsErrorsToPerson());
            SweepRun run = new SweepRun(spark, sweep, store, stack, progress);
            AtomicInteger signals = stopOnSignals(run, progress);
            SweepRun.Summary summary;
            try {
                summary = run.run();
            } catch (RuntimeException e) {
                progress.interrupt();
                if (signals.get() > 0) {
                    return stopped();
                }
                throw e;
            }
            progress.finished(summary, output.location());
            if (!summary.complete()) {
                return stopped();
            }
            Views.open(spark, output.location());
            System.out.print(HeadlineTable.of(spark, sweep.name()));
            return summary.notDoneFits() > 0 ? ExitCode.FINISHED_WITH_FAILURES : ExitCode.DONE;
        }
    }

    private void examine(DamagedFiles files) {
        List<DamagedFiles.Damaged> damaged = files.find(quarantine);
        if (damaged.isEmpty()) {
            return;
        }
        String list = damaged.stream()
                .limit(MOST_LINES)
                .map(each -> "  " + each + "\n")
                .collect(Collectors.joining());
        String more = damaged.size() > MOST_LINES ? "  and " + (damaged.size() - MOST_LINES) + " more\n" : "";
        if (!quarantine) {
            throw UserError.fatal(damaged.size() + " result files cannot be read:\n" + list + more
                    + "Put them back from a copy, or run again with --quarantine: that moves them to "
                    + output.location() + "/" + DamagedFiles.QUARANTINE + " and trains again what they held.");
        }
        files.quarantine(damaged);
        System.err.print(damaged.size() + " result files could not be read and are in " + output.location() + "/"
                + DamagedFiles.QUARANTINE + " now; what they held is trained again:\n" + list + more);
    }

    private static int stopped() {
        System.err.println("Stopped. What was trained is kept; run the same command again to continue.");
        return ExitCode.INTERRUPTED;
    }

    private static AtomicInteger stopOnSignals(SweepRun run, ProgressLine progress) {
        AtomicInteger signals = new AtomicInteger();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> {
                if (signals.incrementAndGet() == 1) {
                    progress.say(
                            "Stopping after the wave at work, so that nothing computed is lost; once more stops now.");
                    run.stop();
                } else {
                    run.abort();
                }
            });
        }
        return signals;
    }
}
