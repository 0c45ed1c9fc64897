package specsweep.query;

/** Text for a terminal: lines that are broken at spaces. */
final class Prose {
    /** What a line may take. */
    static final int WIDTH = 118;

    private Prose() {}

    /**
     * Writes a text, of which the first line starts where the pen stands, {@code indent} characters from the margin, and the
     * others below it.
     */
    static void write(String text, int indent, StringBuilder out) {
        int used = indent;
        boolean first = true;
        for (String word : text.split(" ")) {
            if (!first && used + 1 + word.length() > WIDTH) {
                out.append('\n').append(" ".repeat(indent));
                used = indent;
            } else if (!first) {
                out.append(' ');
                used++;
            }
            out.append(word);
            used += word.length();
            first = false;
        }
        out.append('\n');
    }
}
