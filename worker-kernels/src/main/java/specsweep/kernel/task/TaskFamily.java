package specsweep.kernel.task;

import java.util.List;
import java.util.Optional;

/**
 * A family of functions indexed by parameters; a source and a target are two of its members.
 *
 * <p>To add a family, write one record that implements this interface, and add it to the {@code permits} clause and to
 * {@link #all()}. Its YAML and Parquet name is {@link #name()}.
 */
public sealed interface TaskFamily permits Bump, Warp, Chirp, Gabor, Heat, Burgers, Nls, Cavity {

    /** Every family, in the order in which they are documented. */
    static List<TaskFamily> all() {
        return List.of(
                new Bump(), new Warp(), new Chirp(), new Gabor(), new Heat(), new Burgers(), new Nls(), new Cavity());
    }

    /** The family's name in YAML and Parquet. */
    String name();

    /** What the family is, for help texts and the report: its formula in plain text. */
    String formula();

    /** The names of the parameters that index the family, in order. */
    List<String> parameters();

    /** The box on which members are sampled. */
    Domain domain();

    /** How many values a member has at a point. */
    int outputs();

    /**
     * The member with those parameters.
     *
     * @throws IllegalArgumentException if the parameters are not this family's, or out of its range
     */
    TargetFunction member(Parameters parameters);

    /** How the members' solver is checked, and how members are shown; empty where a member is its formula. */
    default Optional<Reference> reference() {
        return Optional.empty();
    }
}
