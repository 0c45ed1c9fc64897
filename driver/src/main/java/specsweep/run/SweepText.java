package specsweep.run;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import specsweep.sweep.Sweep;

/**
 * A sweep on its way to the executors: its text, parsed once for each JVM.
 *
 * @param file where it came from, for messages
 * @param text the YAML
 */
record SweepText(String file, String text) implements Serializable {
    private static final Map<SweepText, Sweep> PARSED = new ConcurrentHashMap<>();

    static SweepText of(Sweep sweep) {
        return new SweepText(sweep.file(), sweep.yaml());
    }

    Sweep sweep() {
        return PARSED.computeIfAbsent(this, t -> Sweep.parse(t.file(), t.text()));
    }
}
