package specsweep.cli;

import java.util.List;
import org.jline.reader.ParsedLine;

/**
 * The name that the cursor stands in, for completion.
 *
 * @param line everything that has been written
 * @param cursor the cursor's place in it
 * @param word the name, empty where there is none
 * @param wordCursor the cursor's place in the name
 */
record NameAtCursor(String line, int cursor, String word, int wordCursor) implements ParsedLine {
    static NameAtCursor in(String line, int cursor) {
        int start = cursor;
        while (start > 0 && isPartOfName(line.charAt(start - 1))) {
            start--;
        }
        int end = cursor;
        while (end < line.length() && isPartOfName(line.charAt(end))) {
            end++;
        }
        return new NameAtCursor(line, cursor, line.substring(start, end), cursor - start);
    }

    /** What stands before the name. */
    String before() {
        return line.substring(0, cursor - wordCursor);
    }

    private static boolean isPartOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    @Override
    public int wordIndex() {
        return 0;
    }

    @Override
    public List<String> words() {
        return List.of(word);
    }
}
