package specsweep.kernel.transfer;

import java.util.Optional;
import specsweep.kernel.task.Parameters;

/**
 * The control {@code alternate}: other fresh weights, first trained on another member of the same family. Unless the tuple
 * states which, it is the source mirrored at the target: as far from the target as the source is, on the other side.
 */
public record Alternate() implements Condition {
    @Override
    public String name() {
        return "alternate";
    }

    @Override
    public String summary() {
        return "weights trained on another member of the family";
    }

    @Override
    public Optional<Source> source(Tuple tuple) {
        Parameters stated = tuple.alternate();
        Parameters other = stated != null ? stated : tuple.source().mirroredAt(tuple.target());
        return Optional.of(new Source.Member(tuple.seed() + tuple.protocol().controlSeedOffset(), other));
    }
}
