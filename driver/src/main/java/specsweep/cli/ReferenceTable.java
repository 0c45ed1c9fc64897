package specsweep.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import specsweep.kernel.task.pde.Convergence;
import specsweep.kernel.task.pde.ReferenceCheck;

/** The printed errors of one solver. */
final class ReferenceTable {
    private ReferenceTable() {}

    /**
     * Prints checks and orders of convergence, with their sources below.
     *
     * @return how many are not within their tolerance
     */
    static int print(PrintStream out, String title, List<ReferenceCheck> checks, List<Convergence> orders) {
        List<String> sources = new ArrayList<>();
        int missed = 0;
        int width = Math.max(
                checks.stream().mapToInt(c -> c.quantity().length()).max().orElse(0),
                orders.stream().mapToInt(c -> c.quantity().length()).max().orElse(0));
        out.printf("%s%n%n", title);
        out.printf(
                "%-" + width + "s  %14s  %14s  %9s  %9s  %-4s  %s%n",
                "quantity",
                "measured",
                "reference",
                "error",
                "tolerance",
                "",
                "source");
        for (ReferenceCheck check : checks) {
            missed += check.passes() ? 0 : 1;
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %14s  %14s  %9.1e  %9.1e  %-4s  [%d]%n",
                    check.quantity(),
                    number(check.got()),
                    check.expected() == 0 ? "0" : number(check.expected()),
                    check.error(),
                    check.tolerance(),
                    verdict(check.passes()),
                    source(sources, check.source()));
        }
        if (!orders.isEmpty()) {
            out.printf(
                    "%n%-" + width + "s  %14s  %14s  %9s  %9s  %-4s  %s%n",
                    "order of convergence",
                    "resolution",
                    "error",
                    "order",
                    "expected",
                    "",
                    "source");
        }
        for (Convergence convergence : orders) {
            boolean passes = convergence.check().passes();
            missed += passes ? 0 : 1;
            int last = convergence.resolutions().size() - 1;
            for (int i = 0; i <= last; i++) {
                out.printf(
                        Locale.ROOT,
                        "%-" + width + "s  %14s  %14.2e  %9s%n",
                        i == 0 ? convergence.quantity() : "",
                        convergence.resolutions().get(i) + " " + convergence.unit(),
                        convergence.errors().get(i),
                        i == 0 ? "" : String.format(Locale.ROOT, "%.2f", convergence.order(i - 1)));
            }
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %14s  %14s  %9.2f  %9s  %-4s  [%d]%n",
                    "",
                    "overall",
                    "",
                    convergence.order(),
                    String.format(Locale.ROOT, "%.1f..%.1f", convergence.least(), convergence.most()),
                    verdict(passes),
                    source(sources, convergence.source()));
        }
        out.println();
        for (int i = 0; i < sources.size(); i++) {
            out.printf("[%d] %s%n", i + 1, sources.get(i));
        }
        int all = checks.size() + orders.size();
        out.printf("%n%s%n%n", missed == 0 ? "all " + all + " within tolerance" : missed + " of " + all + " MISSED");
        return missed;
    }

    private static String verdict(boolean passes) {
        return passes ? "ok" : "MISS";
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1e-3 && size < 1e6 || size == 0 ? "%.8f" : "%.6e", value);
    }

    /** The number of a source, from 1. */
    private static int source(List<String> sources, String source) {
        if (!sources.contains(source)) {
            sources.add(source);
        }
        return sources.indexOf(source) + 1;
    }
}
