package specsweep.run;

import java.io.Serializable;
import java.util.List;

/**
 * The tuples of one Spark task: whole groups that share their sources, of one architecture.
 *
 * @param tuples which
 * @param cost operations to train them
 */
record Batch(List<PlannedTuple> tuples, double cost) implements Serializable {
    Batch {
        tuples = List.copyOf(tuples);
    }
}
