package specsweep.kernel.task.pde;

/**
 * Compares one number of a solver with the number it should have been.
 *
 * @param quantity what the number is, with its equation's parameters, in words
 * @param expected the exact or published number; 0 where the number got is itself an error
 * @param got the solver's number
 * @param tolerance how far {@code got} may be from {@code expected}, absolute, in the quantity's own units
 * @param source where the expected number comes from
 */
public record ReferenceCheck(String quantity, double expected, double got, double tolerance, String source) {
    public ReferenceCheck {
        if (!Double.isFinite(expected)) {
            throw new IllegalArgumentException("expected must be finite, was " + expected + " for " + quantity);
        }
        if (!(tolerance > 0.0)) {
            throw new IllegalArgumentException("tolerance must be positive, was " + tolerance + " for " + quantity);
        }
    }

    /** A check whose tolerance is a fraction of the expected number. */
    static ReferenceCheck relative(String quantity, double expected, double got, double fraction, String source) {
        return new ReferenceCheck(quantity, expected, got, fraction * Math.abs(expected), source);
    }

    /** The distance of {@code got} from {@code expected}. */
    public double error() {
        return Math.abs(got - expected);
    }

    /** Whether the error is within the tolerance; a NaN never is. */
    public boolean passes() {
        return error() <= tolerance;
    }
}
