package specsweep.kernel.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A family of functions indexed by parameters; a source and a target are two of its members.
 *
 * <p>To add a family, write one record without components that implements this interface, and add it to the {@code permits}
 * clause. Its YAML and Parquet name is {@link #name()}. The one family that is not a formula is {@link Table}, the user's
 * own data.
 */
public sealed interface TaskFamily permits Bump, Warp, Chirp, Gabor, Heat, Burgers, Nls, Cavity, Table {

    /** Every family that is a formula, in the order of the {@code permits} clause, in which they are documented too. */
    static List<TaskFamily> all() {
        List<TaskFamily> families = new ArrayList<>();
        for (Class<?> family : TaskFamily.class.getPermittedSubclasses()) {
            if (family != Table.class) {
                try {
                    families.add((TaskFamily) family.getDeclaredConstructor().newInstance());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(family.getSimpleName() + " must be a record without components", e);
                }
            }
        }
        return List.copyOf(families);
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

    /**
     * How many points a member is trained on where the protocol asks for that many.
     *
     * @throws IllegalArgumentException if it cannot be trained on that many
     */
    default int points(Parameters member, int asked) {
        domain().pointsPerCoordinate(asked);
        return asked;
    }

    /** Where a member is sampled for training, [points, dimensions], row-major: the grid, unless it has points of its own. */
    default double[] trainingPoints(Parameters member, int points) {
        return domain().trainingPoints(points);
    }

    /** Where a member is sampled to be held out, [n, dimensions], row-major. */
    default double[] heldOutPoints(Parameters member, int points) {
        return domain().heldOutPoints(points);
    }

    /**
     * A hash of the data behind some members, so that tuples with other data are other tuples; empty where the family is a
     * formula, which its name tells.
     */
    default String fingerprint(Parameters... members) {
        return "";
    }
}
