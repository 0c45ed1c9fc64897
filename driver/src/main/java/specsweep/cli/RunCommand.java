package specsweep.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import specsweep.compilation.CodeGeneration;
import specsweep.kernel.net.NativeEnvironment;
import specsweep.kernel.net.Trainer;
import specsweep.query.DiagnosticPowerTable;
import specsweep.query.HeadlineTable;
import specsweep.query.ScalingAuditTable;
import specsweep.query.Views;
import specsweep.run.SweepRun;
import specsweep.store.FactStore;
import specsweep.store.Lease;
import specsweep.store.Manifest;
import specsweep.store.Manifests;
import specsweep.store.OtherVersionException;
import specsweep.store.OutputInUseException;
import specsweep.store.OutputVersion;
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
            "  specsweep run my.yaml --master yarn --deploy-mode cluster --out hdfs:///sweeps",
            "  specsweep run my.yaml --retry-failed --max-failures 20",
            "",
            "Running again continues where the last run ended and repeats nothing; an",
            "extended sweep file trains only what is new. Ctrl-C ends when the tuples at work",
            "are trained, and keeps them; a second Ctrl-C ends at once. One process at a time",
            "writes to an output.",
            "Exit codes: 0 done, 1 fatal, 2 bad input, 3 finished with failed, diverged or",
            "timed-out fits, or stopped at them, 130 stopped by Ctrl-C."
        })
final class RunCommand implements Callable<Integer> {
    private static final String CLIENT = "client";
    private static final String CLUSTER = "cluster";

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

    @Option(
            names = "--retry-failed",
            description =
                    "Train fits again that failed or timed out in an earlier run. A fit that diverged is a result,"
                            + " and stays.")
    boolean retryFailed;

    @Option(
            names = "--fail-fast",
            description = "End at the first fit that fails or times out; the same as --max-failures 0.")
    boolean failFast;

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "End when more than N fits have failed or timed out in this run, when the tuples at"
                    + " work are trained (default: go on).")
    @Nullable Long maxFailures;

    @Option(
            names = "--no-table",
            description = "Print no result at the end, which takes some seconds: for jobs that nobody watches.")
    boolean noTable;

    @Option(
            names = "--deploy-mode",
            paramLabel = "MODE",
            description =
                    "Where the process is that drives the run: client (here, the default), or cluster (this command"
                            + " hands the run over to the cluster, and waits for its end).")
    String deployMode = CLIENT;

    @Spec
    @Nullable CommandSpec spec;

    private boolean hasBegun;

    @Override
    public Integer call() throws IOException {
        SweepRun.Policy policy = policy();
        Sweep sweep = SweepFile.load(sweepFile, session::files);
        if (deployMode.equals(CLUSTER)) {
            ParseResult given = Objects.requireNonNull(spec).commandLine().getParseResult();
            return Submission.submit(session, given, sweepFile, sweep, output);
        }
        String out = output.writableLocation();
        Configuration files = session.files();
        Output.check(out, files);
        try (Lease lease =
                Lease.take(files, out, "run of sweep " + sweep.name(), sweep.name(), Lease.BEAT, System.err::println)) {
            return run(sweep, policy, out, files, lease);
        } catch (UserError | OutputInUseException | OtherVersionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Trouble.ends(e, out, files, hasBegun);
        }
    }

    private SweepRun.Policy policy() {
        if (!deployMode.equals(CLIENT) && !deployMode.equals(CLUSTER)) {
            throw UserError.badInput("--deploy-mode must be client or cluster, was " + deployMode);
        }
        if (deployMode.equals(CLUSTER) && (Session.isSubmitted() || session.isOneJvm())) {
            throw UserError.badInput(
                    Session.isSubmitted()
                            ? "--deploy-mode belongs to spark-submit's own options here"
                            : "--deploy-mode cluster needs a cluster: name it with --master");
        }
        if (stack < 1) {
            throw UserError.badInput("--stack must be at least 1, was " + stack);
        }
        if (failFast && maxFailures != null) {
            throw UserError.badInput("give --fail-fast or --max-failures, not both");
        }
        if (maxFailures != null && maxFailures < 0) {
            throw UserError.badInput("--max-failures must be at least 0, was " + maxFailures);
        }
        return new SweepRun.Policy(
                stack, retryFailed, failFast ? 0 : maxFailures != null ? maxFailures : Long.MAX_VALUE);
    }

    private int run(Sweep sweep, SweepRun.Policy policy, String out, Configuration files, Lease lease)
            throws IOException {
        // Loading the native libraries takes about as long as starting Spark; on one machine both can be had at once.
        CompletableFuture<NativeEnvironment> warm = CompletableFuture.supplyAsync(NativeEnvironment::prepare);
        if (session.isOneJvm() && !Output.exists(out + "/sweep=" + sweep.name(), files)) {
            // There is something to train, then. This takes longer, and nothing before the first fit waits for it.
            warm.thenRun(() -> sweep.tuple(0).ifPresent(tuple -> Trainer.warmUp(tuple.width())));
        }
        try (OpenSession open = session.open(sweep.name())) {
            SparkSession spark = open.spark();
            warm.join();
            OutputVersion.check(spark.sparkContext().hadoopConfiguration(), out);
            FactStore store = new FactStore(spark, out, lease);
            store.recover();
            Examination.of(spark, out, quarantine);
            ProgressLine progress = new ProgressLine(sweep.name(), System.err, Terminal.showsErrorsToPerson());
            RunWatch watch = new RunWatch(progress, lease);
            SweepRun run = new SweepRun(spark, sweep, store, policy, watch);
            lease.whenLost(run::abort);
            AtomicInteger signals = stopOnSignals(run, progress);
            Manifests manifests = new Manifests(spark.sparkContext().hadoopConfiguration(), out);
            Manifest manifest = manifests.begin(spark.sparkContext(), sweep.name(), sweep.file(), sweep.yaml());
            SweepRun.Summary summary;
            hasBegun = true;
            try {
                summary = run.run();
                lease.check();
            } catch (RuntimeException e) {
                progress.interrupt();
                boolean stopped = signals.get() > 0;
                String why = stopped ? null : Trouble.describe(e, out, files);
                end(
                        manifests,
                        manifest,
                        stopped ? Manifest.Outcome.STOPPED : Manifest.Outcome.FAILED,
                        why,
                        watch.counts());
                lease.check();
                if (stopped) {
                    return stopped();
                }
                throw e;
            }
            progress.finished(summary, out);
            Manifest.Counts counts = RunWatch.counts(summary);
            if (!summary.complete()) {
                if (signals.get() > 0) {
                    end(manifests, manifest, Manifest.Outcome.STOPPED, null, counts);
                    return stopped();
                }
                String why = "Stopped: " + summary.failedFits() + " fits failed or timed out, and "
                        + policy.mostFailures() + " were allowed.";
                end(manifests, manifest, Manifest.Outcome.FAILED, why, counts);
                System.err.println(why + " What was trained is kept; run again with --retry-failed to try them again.");
                return ExitCode.FINISHED_WITH_FAILURES;
            }
            end(manifests, manifest, Manifest.Outcome.DONE, null, counts);
            lease.close();
            if (!noTable) {
                print(spark, sweep, out);
            }
            return summary.notDoneFits() > 0 ? ExitCode.FINISHED_WITH_FAILURES : ExitCode.DONE;
        }
    }

    private static void print(SparkSession spark, Sweep sweep, String out) {
        // Of a small output this takes no longer than the table alone; of a large one it is left to specsweep compact.
        if (CodeGeneration.isWorth(CodeGeneration.bytes(new FactStore(spark, out).facts()))) {
            Views.open(spark, out);
        } else {
            Views.keep(spark, out);
        }
        System.out.print(HeadlineTable.of(spark, sweep.name()));
        System.out.print(ScalingAuditTable.of(spark, sweep.name()));
        if (sweep.diagnostics()) {
            System.out.print(DiagnosticPowerTable.of(spark, sweep.name()));
        }
    }

    /** How a run ended is worth a warning where it cannot be written, and never hides how it ended. */
    private static void end(
            Manifests manifests,
            Manifest manifest,
            Manifest.Outcome outcome,
            @Nullable String message,
            Manifest.Counts counts) {
        try {
            manifests.end(manifest, outcome, message, counts);
        } catch (RuntimeException e) {
            System.err.println("warning: " + e.getMessage());
        }
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
                            "Stopping when the tuples at work are trained, so that nothing computed is lost; once more stops now.");
                    run.stop();
                } else {
                    run.abort();
                }
            });
        }
        return signals;
    }
}
