package specsweep.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import specsweep.run.SweepStatus;
import specsweep.store.FactStore;
import specsweep.store.Lease;
import specsweep.store.LeaseFile;
import specsweep.store.Manifests;
import specsweep.store.OutputVersion;
import specsweep.sweep.Sweep;

/** {@code status}: says how far the sweeps of an output are, also while another process runs one. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say how far the sweeps of an output are, also while another process is at work on it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep status",
            "  specsweep status geometric-1d --out hdfs:///sweeps",
            "  specsweep status my.yaml --format json",
            "",
            "Counts are of fits that have been published, wave by wave. What is left is known",
            "from the sweep file that is given, or the one that the last run kept."
        })
final class StatusCommand implements Callable<Integer> {
    /** How the answer is written. */
    enum Format {
        TABLE,
        JSON
    }

    @Parameters(
            paramLabel = "SWEEP",
            arity = "0..1",
            description = "The name of a sweep in the output, or a sweep file (default: all sweeps of the output).")
    @Nullable String sweep;

    @Option(names = "--format", description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Format format = Format.TABLE;

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Override
    public Integer call() throws IOException {
        String out = output.location();
        Configuration files = session.files();
        if (!Output.exists(out, files)) {
            throw UserError.badInput(
                    "no results in " + out + ": run a sweep into it first, or name another with --out");
        }
        Optional<Sweep> given = Optional.ofNullable(sweep)
                .filter(name -> name.contains("/") || name.matches("(?i).*\\.ya?ml"))
                .map(name -> SweepFile.load(name, session::files));
        Optional<LeaseFile> owner = Lease.ownerOf(files, out);
        OutputVersion.check(files, out);
        try (OpenSession open = session.open("status")) {
            SparkSession spark = open.spark();
            Examination.warnOfStrangeFiles(spark, out);
            List<SweepStatus> all =
                    SweepStatus.of(spark, new FactStore(spark, out), new Manifests(files, out).list(), owner, given);
            List<SweepStatus> wanted = sweep == null
                    ? all
                    : all.stream()
                            .filter(each ->
                                    each.sweep().equals(given.map(Sweep::name).orElse(sweep)))
                            .toList();
            if (wanted.isEmpty()) {
                String known =
                        String.join(", ", all.stream().map(SweepStatus::sweep).toList());
                throw UserError.badInput(
                        sweep == null
                                ? "no results in " + out
                                : "there is no sweep " + sweep + " in " + out
                                        + (known.isEmpty() ? "" : "; there are " + known));
            }
            System.out.print(format == Format.JSON ? json(out, owner, wanted) : table(out, owner, wanted));
            return ExitCode.DONE;
        }
    }

    private static String table(String out, Optional<LeaseFile> owner, List<SweepStatus> sweeps) {
        int widest =
                sweeps.stream().mapToInt(each -> each.sweep().length()).max().orElse(0);
        String name = "%-" + Math.max(widest, 5) + "s";
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                name + "  %-7s  %9s  %8s  %6s  %9s  %9s  %8s  %-8s  %s%n",
                "sweep",
                "state",
                "done",
                "diverged",
                "failed",
                "timed out",
                "left",
                "fits/min",
                "to go",
                "last finished"));
        for (SweepStatus each : sweeps) {
            text.append(String.format(
                            Locale.ROOT,
                            name + "  %-7s  %9d  %8d  %6d  %9d  %9s  %8s  %-8s  %s",
                            each.sweep(),
                            each.state().name().toLowerCase(Locale.ROOT),
                            each.done(),
                            each.diverged(),
                            each.failed(),
                            each.timedOut(),
                            each.left() == null ? "unknown" : each.left().toString(),
                            each.fitsPerMinute() == null
                                    ? "-"
                                    : String.format(Locale.ROOT, "%.1f", each.fitsPerMinute()),
                            each.secondsToGo() == null ? "-" : clock(each.secondsToGo()),
                            each.lastFinished() == null ? "-" : each.lastFinished())
                    .stripTrailing());
            text.append('\n');
        }
        owner.ifPresent(who ->
                text.append('\n').append(out).append(" is in use: ").append(who).append('\n'));
        return text.toString();
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String json(String out, Optional<LeaseFile> owner, List<SweepStatus> sweeps) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("out", out);
        if (owner.isPresent()) {
            LeaseFile who = owner.get();
            root.putObject("in_use_by")
                    .put("purpose", who.purpose())
                    .put("host", who.process().host())
                    .put("pid", who.process().pid())
                    .put("user", who.process().user())
                    .put("since", who.since());
        } else {
            root.putNull("in_use_by");
        }
        ArrayNode array = root.putArray("sweeps");
        for (SweepStatus each : sweeps) {
            array.addObject()
                    .put("sweep", each.sweep())
                    .put("state", each.state().name().toLowerCase(Locale.ROOT))
                    .put("done", each.done())
                    .put("diverged", each.diverged())
                    .put("failed", each.failed())
                    .put("timed_out", each.timedOut())
                    .put("left", each.left())
                    .put("fits_per_minute", each.fitsPerMinute())
                    .put("seconds_to_go", each.secondsToGo())
                    .put("last_finished_at", each.lastFinished());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
