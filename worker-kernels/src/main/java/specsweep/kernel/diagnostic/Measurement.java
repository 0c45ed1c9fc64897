package specsweep.kernel.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * What a diagnostic said of a snapshot.
 *
 * @param diagnostic which
 * @param value its value, finite; null where it is undefined
 */
public record Measurement(Diagnostic diagnostic, @Nullable Double value) {
    public Measurement {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(diagnostic.name() + " must be finite or absent, was " + value);
        }
    }
}
