package specsweep.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one file; the same one twice counts once. */
final class Problems {
    private final String file;
    private final Set<Problem> found = new LinkedHashSet<>();

    Problems(String file) {
        this.file = file;
    }

    /** Notes a mistake; see {@link Problem} for the arguments. */
    void add(int line, String key, String value, String message, @Nullable String suggestion) {
        found.add(new Problem(file, line, key, value, message, suggestion));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int size() {
        return found.size();
    }

    /** Takes in what is wrong with another file that this one names. */
    void include(Problems ofOther) {
        found.addAll(ofOther.found);
    }

    /** Throws what was collected, in the order of the lines, if anything was. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    /** What was collected, in the order of the lines, this file's own first. */
    SweepFileException exception() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Problem problem) -> !problem.file().equals(file))
                .thenComparingInt(Problem::line));
        return new SweepFileException(sorted);
    }
}
