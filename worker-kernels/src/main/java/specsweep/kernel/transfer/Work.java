package specsweep.kernel.transfer;

import java.util.List;

/**
 * A tuple, and those of its conditions that are still to be trained.
 *
 * @param tuple which
 * @param conditions at least one
 */
public record Work(Tuple tuple, List<Condition> conditions) {
    public Work {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("a tuple without conditions has nothing to train");
        }
    }
}
