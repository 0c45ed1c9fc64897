package specsweep.sweep;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a sweep file cannot be used, with all that is wrong with it. Its message has one line for each problem. */
public final class SweepFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int MOST_LINES = 50;

    private final List<Problem> problems;

    /**
     * Collects problems.
     *
     * @param problems at least one
     */
    public SweepFileException(List<Problem> problems) {
        super(lines(problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the lines. */
    public List<Problem> problems() {
        return problems;
    }

    private static String lines(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems must not be empty, was " + problems);
        }
        String shown =
                problems.stream().limit(MOST_LINES).map(Problem::toString).collect(Collectors.joining("\n"));
        int left = problems.size() - MOST_LINES;
        return left > 0 ? shown + "\nand " + left + " more" : shown;
    }
}
