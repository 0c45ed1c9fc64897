package specsweep.sweep;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in a sweep file, and what would be right.
 *
 * @param file the file as the user named it
 * @param line the line, counted from 1; 0 where the mistake has no line, as when there is no such file
 * @param key the key; empty where the mistake is not at one
 * @param value the value that was found there; empty where it says nothing
 * @param message what is wrong, without the value
 * @param suggestion what to write instead
 */
public record Problem(
        String file,
        int line,
        String key,
        String value,
        String message,
        @Nullable String suggestion) implements Serializable {

    private static final int LONGEST_VALUE = 80;

    public Problem {
        if (line < 0) {
            throw new IllegalArgumentException("line must be at least 0, was " + line);
        }
        if (message.isBlank()) {
            throw new IllegalArgumentException("message must not be blank, was '" + message + "'");
        }
        value = value.replaceAll("\\s+", " ");
        if (value.length() > LONGEST_VALUE) {
            value = value.substring(0, LONGEST_VALUE) + "...";
        }
    }

    /** Writes one line: {@code sweeps/x.yaml:7: learning_rat: unknown key; did you mean learning_rate?} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (!key.isEmpty()) {
            text.append(": ").append(key);
        }
        text.append(": ").append(message);
        if (!value.isEmpty()) {
            text.append(", was ").append(value);
        }
        if (suggestion != null) {
            text.append("; ").append(suggestion);
        }
        return text.toString();
    }
}
