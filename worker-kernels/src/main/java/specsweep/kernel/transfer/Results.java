package specsweep.kernel.transfer;

import java.util.List;

/**
 * What became of a batch of work, in the order asked.
 *
 * @param fits one for each tuple and condition that was to be trained
 * @param measured one for each tuple and condition that was to be measured
 */
public record Results(List<Fit> fits, List<Measured> measured) {
    public Results {
        fits = List.copyOf(fits);
        measured = List.copyOf(measured);
    }
}
