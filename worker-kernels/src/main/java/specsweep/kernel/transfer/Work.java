package specsweep.kernel.transfer;

import java.util.List;
import java.util.stream.Stream;

/**
 * A tuple, and what is still to be done for it.
 *
 * @param tuple which
 * @param conditions whose fits are trained
 * @param measured whose starts are measured before they are fine-tuned, whether or not they then are
 */
public record Work(Tuple tuple, List<Condition> conditions, List<Condition> measured) {
    public Work {
        conditions = List.copyOf(conditions);
        measured = List.copyOf(measured);
        if (conditions.isEmpty() && measured.isEmpty()) {
            throw new IllegalArgumentException("a tuple without conditions has nothing to train or to measure");
        }
    }

    /** Work that trains and measures nothing. */
    public Work(Tuple tuple, List<Condition> conditions) {
        this(tuple, conditions, List.of());
    }

    /** The conditions whose starts are needed, each once, in the order of {@link Condition#all()}. */
    List<Condition> starts() {
        return Condition.all().stream()
                .filter(condition ->
                        Stream.concat(conditions.stream(), measured.stream()).anyMatch(condition::equals))
                .toList();
    }
}
