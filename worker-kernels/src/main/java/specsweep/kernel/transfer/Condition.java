package specsweep.kernel.transfer;

import java.util.List;
import java.util.Optional;
import specsweep.kernel.net.Weights;

/**
 * Where a fit starts: from fresh weights, from the source, or from a control that shares something else with it.
 *
 * <p>To add a control, write one record that implements this interface, and add it to the {@code permits} clause and to
 * {@link #all()}. Its YAML and Parquet name is {@link #name()}.
 */
public sealed interface Condition
        permits Scratch, Structured, RandomSource, Alternate, NormMatched, Shuffled, HeadReset {

    /** Every condition, in the order in which they are documented and stored. */
    static List<Condition> all() {
        return List.of(
                new Scratch(),
                new Structured(),
                new RandomSource(),
                new Alternate(),
                new NormMatched(),
                new Shuffled(),
                new HeadReset());
    }

    /** Finds a condition by its name. */
    static Optional<Condition> named(String name) {
        return all().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** The condition's name in YAML and Parquet. */
    String name();

    /** One line for help texts. */
    String summary();

    /** What is trained before the fit; empty where the fit starts from fresh weights. */
    Optional<Source> source(Tuple tuple);

    /**
     * The weights that the fit starts from.
     *
     * @param tuple what the fit belongs to
     * @param trained the weights of the trained {@link #source}; fresh weights of the tuple's seed where there is none
     */
    default Weights start(Tuple tuple, Weights trained) {
        return trained;
    }
}
