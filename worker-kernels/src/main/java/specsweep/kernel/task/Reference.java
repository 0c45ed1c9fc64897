package specsweep.kernel.task;

import java.util.List;
import java.util.function.Supplier;
import specsweep.kernel.task.pde.Convergence;
import specsweep.kernel.task.pde.ReferenceCheck;

/**
 * How a family's solver is held against what is known, and how its members are shown.
 *
 * @param example the member that is shown where no other is asked for
 * @param coordinates what each coordinate is called on an axis, with its unit
 * @param values what each value of a member is called, with its unit
 * @param checks solves the known cases and compares
 * @param convergence measures orders of convergence; gives none where nothing is discretised
 */
public record Reference(
        Parameters example,
        List<String> coordinates,
        List<String> values,
        Supplier<List<ReferenceCheck>> checks,
        Supplier<List<Convergence>> convergence) {
    public Reference {
        coordinates = List.copyOf(coordinates);
        values = List.copyOf(values);
    }
}
