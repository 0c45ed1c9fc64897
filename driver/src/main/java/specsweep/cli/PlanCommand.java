package specsweep.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import specsweep.run.Estimate;
import specsweep.sweep.Sweep;

/** {@code plan}: says what a sweep would train and how long that takes on this machine, without training it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Say what a sweep would train and how long that would take on this machine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep plan sweeps/geometric-1d.yaml",
            "",
            "The time comes from a short trial of each kind of network; nothing is written."
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SWEEP", description = "A sweep file, a URI, or the name of a bundled sweep.")
    String sweepFile = "";

    @Override
    public Integer call() {
        Sweep sweep = SweepFile.load(sweepFile, new Session()::files);
        Estimate estimate = Estimate.of(sweep);
        int cores = Runtime.getRuntime().availableProcessors();
        System.out.printf("sweep           %s%n", sweep.name());
        System.out.printf(
                "conditions      %s%n",
                String.join(", ", sweep.conditions().stream().map(c -> c.name()).toList()));
        System.out.printf("tuples          %d%n", estimate.tuples());
        System.out.printf("fits            %d%n", estimate.fits());
        System.out.printf("sources         %d%n", estimate.sources());
        System.out.printf("training steps  %d%n", estimate.steps());
        if (estimate.starts() > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "starts measured %d, %.0f s of one core%n",
                    estimate.starts(),
                    estimate.parts().stream()
                            .mapToDouble(part -> part.starts() * part.startMillis() / 1e3)
                            .sum());
        }
        System.out.println();
        System.out.printf(
                "%-12s %6s %6s %7s %8s %12s %9s %11s%n",
                "architecture", "width", "depth", "points", "tuples", "steps", "us/step", "core time");
        for (Estimate.Part part : estimate.parts()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %6d %6d %7s %8d %12d %9.1f %11s%n",
                    part.architecture(),
                    part.width(),
                    part.depth(),
                    part.batchSize() == null ? "" + part.points() : part.batchSize() + "/" + part.points(),
                    part.tuples(),
                    part.steps(),
                    part.stepMicros(),
                    duration(part.coreSeconds()));
        }
        System.out.printf(
                Locale.ROOT,
                "%nOn the %d cores of this machine: about %s of training, and some seconds to start.%n",
                cores,
                duration(estimate.coreSeconds() / cores));
        return ExitCode.DONE;
    }

    private static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        if (seconds < 2 * 3600) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
