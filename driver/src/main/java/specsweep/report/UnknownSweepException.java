package specsweep.report;

import java.util.List;

/** A report was asked for a sweep that the output does not hold. */
public final class UnknownSweepException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownSweepException(String sweep, List<String> there) {
        super("there is no sweep " + sweep + " in the results; there are " + String.join(", ", there));
    }
}
