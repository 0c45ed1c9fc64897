package specsweep.sweep;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what a misspelt word was meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * Asks "did you mean" if one of the words is near; otherwise lists them all.
     *
     * @param what what the words are, for example {@code architectures}
     */
    public static String of(String word, Collection<String> words, String what) {
        return nearest(word, words)
                .map(near -> "did you mean " + near + "?")
                .orElse("the " + what + " are " + String.join(", ", words));
    }

    /**
     * The word at the least edit distance, if that is at most a third of its length (2 for words shorter than 6) or
     * the word is nearly its beginning.
     */
    static Optional<String> nearest(String word, Collection<String> words) {
        String plain = plain(word);
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return words.stream()
                .filter(w -> isBeginning(plain, plain(w))
                        || distance.apply(plain, plain(w)) <= Math.max(Math.min(2, w.length() - 1), w.length() / 3))
                .min(Comparator.comparingInt(w -> distance.apply(plain, plain(w))));
    }

    private static boolean isBeginning(String word, String whole) {
        String beginning = whole.substring(0, Math.min(word.length(), whole.length()));
        int allowed = word.length() >= 4 ? 1 : 0;
        return word.length() >= 3 && LevenshteinDistance.getDefaultInstance().apply(word, beginning) <= allowed;
    }

    // Case and the choice between - and _ are not mistakes worth a distance.
    private static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return lower.length() > 100 ? lower.substring(0, 100) : lower;
    }
}
