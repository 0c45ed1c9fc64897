package specsweep.kernel.arch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One architecture of every registered kind, or two where it has a bandwidth, for the tests that must hold for all. */
public final class ExampleArchitectures {
    private static final int FREQUENCIES = 4;

    private ExampleArchitectures() {}

    /** Every kind of {@link Architecture#kinds()}; those with a bandwidth at 2 and at SIREN's 30. */
    public static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        for (Architecture.Kind kind : Architecture.kinds()) {
            if (kind.hasBandwidth()) {
                all.add(of(kind, 2.0));
                all.add(of(kind, 30.0));
            } else {
                all.add(of(kind, null));
            }
        }
        return all;
    }

    private static Architecture of(Architecture.Kind kind, @Nullable Double bandwidth) {
        return Architecture.of(kind.name(), bandwidth, kind.frequencies() ? FREQUENCIES : null);
    }
}
