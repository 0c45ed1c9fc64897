package specsweep.doctor;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param subject what it is about, in a word or two
 * @param level whether it is well
 * @param found what was found
 * @param remedy what to do; null where nothing need be done
 */
public record Finding(
        String subject, Level level, String found, @Nullable String remedy) implements Serializable {
    /** Whether something is well. */
    public enum Level {
        /** Nothing need be done. */
        OK,
        /** Slow, or a risk. */
        WARN,
        /** Results would be lost, wrong or not made at all. */
        FAIL
    }

    public Finding {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(found, "found");
        if ((level == Level.OK) != (remedy == null)) {
            throw new IllegalArgumentException("what is well needs no remedy and all else does: " + subject);
        }
    }

    static Finding ok(String subject, String found) {
        return new Finding(subject, Level.OK, found, null);
    }

    static Finding warn(String subject, String found, String remedy) {
        return new Finding(subject, Level.WARN, found, remedy);
    }

    static Finding fail(String subject, String found, String remedy) {
        return new Finding(subject, Level.FAIL, found, remedy);
    }
}
