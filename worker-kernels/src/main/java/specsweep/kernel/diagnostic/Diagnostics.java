package specsweep.kernel.diagnostic;

import java.util.List;

/** Measures every diagnostic of a snapshot on one pass through its network. */
public final class Diagnostics {
    private Diagnostics() {}

    /**
     * One measurement for each of {@link Diagnostic#all()}, in its order. What is undefined or not finite is absent.
     *
     * <p>Pure: it keeps nothing and may be called from any thread.
     */
    public static List<Measurement> measure(Snapshot snapshot) {
        StartNetwork start = new StartNetwork(snapshot);
        return Diagnostic.all().stream()
                .map(diagnostic -> measure(diagnostic, start))
                .toList();
    }

    private static Measurement measure(Diagnostic diagnostic, StartNetwork start) {
        double value = diagnostic.measure(start);
        return new Measurement(diagnostic, Double.isFinite(value) ? value : null);
    }
}
