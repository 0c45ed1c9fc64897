package specsweep.run;

import java.io.Serializable;
import java.util.List;

/**
 * Tuples that are trained one after the other, by one Spark task: whole groups that share their sources.
 *
 * @param tuples which
 * @param cost operations to train them
 */
record Batch(List<PlannedTuple> tuples, double cost) implements Serializable {
    Batch {
        tuples = List.copyOf(tuples);
    }

    /** Several batches as one. */
    static Batch of(List<Batch> parts) {
        return new Batch(
                parts.stream().flatMap(part -> part.tuples().stream()).toList(),
                parts.stream().mapToDouble(Batch::cost).sum());
    }
}
