package specsweep.cli;

import java.io.PrintStream;
import java.util.Locale;
import specsweep.run.SweepRun;

/** Shows how a run goes: one line that is rewritten where a person watches, a line now and then in a log. */
final class ProgressLine implements SweepRun.Progress {
    private static final double LOG_SECONDS = 30;
    private static final double TERMINAL_SECONDS = 0.25;

    private final String sweep;
    private final PrintStream err;
    private final boolean terminal;
    private long missingFits;
    private double lastShown = -1e9;
    private int lastWidth;

    ProgressLine(String sweep, PrintStream err, boolean terminal) {
        this.sweep = sweep;
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public synchronized void planned(long tuples, long missingTuples, long missingFits, long missingStarts) {
        this.missingFits = missingFits;
        if (missingTuples == 0) {
            say(sweep + ": all " + tuples + " tuples are done already, nothing to train");
            return;
        }
        String whole = missingTuples == tuples
                ? tuples + " tuples"
                : missingTuples + " of " + tuples + " tuples are incomplete";
        String starts = missingStarts == 0 ? "" : ", " + missingStarts + " starts to measure";
        say(sweep + ": " + whole + ", " + missingFits + " fits to train" + starts);
    }

    @Override
    public synchronized void advanced(SweepRun.Snapshot now) {
        if (now.seconds() - lastShown < (terminal ? TERMINAL_SECONDS : LOG_SECONDS)) {
            return;
        }
        if (!terminal && lastShown < 0) {
            lastShown = 0;
            return;
        }
        lastShown = now.seconds();
        String left =
                now.fraction() > 0.02 ? clock(now.seconds() * (1 - now.fraction()) / now.fraction()) + " left" : "";
        String line = String.format(
                Locale.ROOT,
                "%s: %d/%d fits (%.0f %%), %d not well, %.0f steps/s, %s %s%s",
                sweep,
                now.fits(),
                missingFits,
                100 * now.fraction(),
                now.notDone(),
                now.seconds() > 0 ? now.steps() / now.seconds() : 0,
                clock(now.seconds()),
                left.isEmpty() ? "" : "(" + left + ")",
                now.stopping() ? ", stopping" : "");
        if (terminal) {
            err.print("\r" + line + " ".repeat(Math.max(0, lastWidth - line.length())));
            err.flush();
            lastWidth = line.length();
        } else {
            err.println(line);
        }
    }

    /** Says what the run did. */
    synchronized void finished(SweepRun.Summary summary, String out) {
        interrupt();
        if (summary.steps() > 0) {
            err.printf(
                    Locale.ROOT,
                    "%s: trained %d fits in %.1f s: %d steps, %.0f steps/s; results in %s%n",
                    sweep,
                    summary.trainedFits(),
                    summary.trainSeconds(),
                    summary.steps(),
                    summary.steps() / summary.trainSeconds(),
                    out);
        }
        if (summary.notDoneFits() > 0) {
            err.printf(
                    Locale.ROOT,
                    "%s: %d fits failed, diverged or timed out; why: specsweep sql \"SELECT * FROM failures WHERE sweep = '%s'\"%n",
                    sweep,
                    summary.notDoneFits(),
                    sweep);
        }
    }

    /** Ends the line that is being rewritten. */
    synchronized void interrupt() {
        if (lastWidth > 0) {
            err.println();
            lastWidth = 0;
        }
    }

    /** Says something on a line of its own. */
    synchronized void say(String message) {
        interrupt();
        err.println(message);
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
