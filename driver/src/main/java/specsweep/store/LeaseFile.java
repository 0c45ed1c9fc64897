package specsweep.store;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file in {@value Lease#FOLDER} says: who writes to the output, and that it still did so a moment ago.
 *
 * @param id one for each claim
 * @param purpose what it does, for people: {@code run of sweep smoke}
 * @param sweep the sweep that it trains; null where it trains none
 * @param process who it is
 * @param since when it began, in UTC, for people; nothing is decided by it
 * @param beatSeconds how often it writes this file anew
 * @param beat how often it has
 * @param released whether it has ended and given the output back
 * @param fitsTrained fits that it has trained so far
 * @param fitsToTrain fits that it had to train when it began
 * @param trainSeconds how long it has been training
 */
public record LeaseFile(
        String id,
        String purpose,
        @Nullable String sweep,
        ProcessIdentity process,
        String since,
        double beatSeconds,
        long beat,
        boolean released,
        long fitsTrained,
        long fitsToTrain,
        double trainSeconds) {
    private static final Pattern NAME = Pattern.compile("(\\d{10})-([0-9a-f-]{36})\\.json");

    public LeaseFile {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(since, "since");
        if (!(beatSeconds > 0 && beatSeconds <= 3600)) {
            throw new IllegalArgumentException("beatSeconds must be above 0 and at most 3600, was " + beatSeconds);
        }
    }

    /** The number and the claim that a file's name tells. */
    record Name(long number, String id) {
        static Optional<Name> of(String file) {
            Matcher matcher = NAME.matcher(file);
            return matcher.matches()
                    ? Optional.of(new Name(Long.parseLong(matcher.group(1)), matcher.group(2)))
                    : Optional.empty();
        }

        String file() {
            return String.format("%010d-%s.json", number, id);
        }
    }

    LeaseFile beaten(long trained, long toTrain, double seconds) {
        return new LeaseFile(
                id, purpose, sweep, process, since, beatSeconds, beat + 1, false, trained, toTrain, seconds);
    }

    LeaseFile givenBack(long trained, long toTrain, double seconds) {
        return new LeaseFile(
                id, purpose, sweep, process, since, beatSeconds, beat + 1, true, trained, toTrain, seconds);
    }

    /** Writes who it is for a message. */
    @Override
    public String toString() {
        // The file may come from anywhere: nothing in it moves the cursor of a terminal.
        return (purpose + ", " + process + ", since " + since).replaceAll("\\p{Cntrl}", "?");
    }
}
