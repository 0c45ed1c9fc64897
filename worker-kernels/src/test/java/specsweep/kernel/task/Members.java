package specsweep.kernel.task;

import java.util.List;
import java.util.Map;

/**
 * Two members of every family, for the tests that must hold for all; a new family names its two here. The first mirrored at
 * the second is a member too.
 */
public final class Members {
    private static final Map<String, List<Parameters>> BY_FAMILY = Map.of(
            "bump", List.of(Parameters.of("t", 0.1), Parameters.of("t", 0.2)),
            "warp", List.of(Parameters.of("t", 0.1), Parameters.of("t", 0.2)),
            "chirp", List.of(Parameters.of("t", 0.1), Parameters.of("t", 0.2)),
            "gabor", List.of(Parameters.of("a", -0.1, "b", 2), Parameters.of("a", 0, "b", 2.25)),
            "heat", List.of(Parameters.of("nu", 0.05, "s", 0), Parameters.of("nu", 0.1, "s", 0.25)),
            "burgers", List.of(Parameters.of("nu", 0.1, "s", 0), Parameters.of("nu", 0.2, "s", 0.25)),
            "nls", List.of(Parameters.of("a", 1), Parameters.of("a", 1.25)),
            "cavity", List.of(Parameters.of("re", 50), Parameters.of("re", 100)));

    private Members() {}

    /** The parameters of the first. */
    public static Parameters source(TaskFamily family) {
        return of(family).get(0);
    }

    /** The parameters of the second. */
    public static Parameters target(TaskFamily family) {
        return of(family).get(1);
    }

    private static List<Parameters> of(TaskFamily family) {
        List<Parameters> members = BY_FAMILY.get(family.name());
        if (members == null) {
            throw new AssertionError("name two members of " + family.name() + " here");
        }
        return members;
    }
}
