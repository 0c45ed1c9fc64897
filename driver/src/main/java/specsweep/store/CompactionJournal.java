package specsweep.store;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a compaction is about to do with a few files: one new file takes the place of several old ones.
 *
 * @param made the new file, relative to the output
 * @param replaced the old ones, relative to the output
 */
public record CompactionJournal(String made, List<String> replaced) {
    /** A journal names files that are deleted: none outside of the folders of facts. */
    private static final Pattern FACTS = Pattern.compile("sweep=[^/]+/architecture=[^/]+/[^/._][^/]*\\.parquet");

    public CompactionJournal {
        replaced = List.copyOf(replaced);
        for (String file : replaced) {
            requireFacts(file);
        }
        requireFacts(made);
        if (replaced.contains(made)) {
            throw new IllegalArgumentException("a file cannot replace itself: " + made);
        }
    }

    private static void requireFacts(String file) {
        if (!FACTS.matcher(file).matches() || file.contains("=../") || file.contains("=./")) {
            throw new IllegalArgumentException("not a file of facts: " + file);
        }
    }
}
