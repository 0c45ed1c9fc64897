package specsweep.cli;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into SQL statements at semicolons, but not at those in quotes or comments. */
final class Statements {
    private Statements() {}

    static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean says = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ';') {
                add(says, current, statements);
                says = false;
                i++;
                continue;
            }
            boolean comment = text.startsWith("--", i) || text.startsWith("/*", i);
            says |= !comment && !Character.isWhitespace(c);
            int end = endOfPart(text, i);
            current.append(text, i, end);
            i = end;
        }
        add(says, current, statements);
        return statements;
    }

    /** Where the comment, the quoted text or the character at a place ends. */
    private static int endOfPart(String text, int start) {
        char c = text.charAt(start);
        int end;
        if (text.startsWith("--", start)) {
            end = text.indexOf('\n', start);
        } else if (text.startsWith("/*", start)) {
            end = after("*/", text, start + 2);
        } else if (c == '\'' || c == '"' || c == '`') {
            end = after(String.valueOf(c), text, start + 1);
        } else {
            end = start + 1;
        }
        return end < 0 ? text.length() : end;
    }

    private static int after(String mark, String text, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? -1 : at + mark.length();
    }

    /** Whether a text is nothing, or the last statement in it has its semicolon: whether no more lines belong to it. */
    static boolean areComplete(String text) {
        // What follows the last semicolon would be a statement; a semicolon in quotes or a comment is none.
        int statements = split(text).size();
        return statements == 0 || split(text + "\nx").size() > statements;
    }

    /** A statement that is nothing but comments is none. */
    private static void add(boolean says, StringBuilder current, List<String> statements) {
        if (says) {
            statements.add(current.toString().strip());
        }
        current.setLength(0);
    }
}
