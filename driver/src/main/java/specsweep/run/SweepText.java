package specsweep.run;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.task.Table;
import specsweep.sweep.Sweep;

/**
 * A sweep on its way to the executors: its text and the user's own data, parsed once for each JVM.
 *
 * @param file where it came from, for messages
 * @param text the YAML
 * @param table the data; null where the sweep has none
 */
record SweepText(String file, String text, @Nullable Table table) implements Serializable {
    private static final Map<SweepText, Sweep> PARSED = new ConcurrentHashMap<>();

    static SweepText of(Sweep sweep) {
        return new SweepText(sweep.file(), sweep.yaml(), sweep.table());
    }

    Sweep sweep() {
        return PARSED.computeIfAbsent(this, t -> Sweep.restore(t.file(), t.text(), t.table()));
    }
}
