package specsweep.cli;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into SQL statements at semicolons, but not at those in quotes or comments. */
final class Statements {
    private Statements() {}

    static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end;
            if (c == ';') {
                add(current, statements);
                i++;
                continue;
            } else if (text.startsWith("--", i)) {
                end = text.indexOf('\n', i);
            } else if (text.startsWith("/*", i)) {
                end = text.indexOf("*/", i + 2);
                end = end < 0 ? end : end + 2;
            } else if (c == '\'' || c == '"' || c == '`') {
                end = text.indexOf(c, i + 1);
                end = end < 0 ? end : end + 1;
            } else {
                end = i + 1;
            }
            end = end < 0 ? text.length() : end;
            current.append(text, i, end);
            i = end;
        }
        add(current, statements);
        return statements;
    }

    private static void add(StringBuilder current, List<String> statements) {
        String statement = current.toString().strip();
        boolean comment = statement
                .lines()
                .allMatch(line -> line.isBlank() || line.strip().startsWith("--"));
        if (!comment) {
            statements.add(statement);
        }
        current.setLength(0);
    }
}
