package specsweep.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import specsweep.query.RefusedQueryException;

/** What is wrong with a query, in a sentence, with the line it is in and a mark under the place. */
final class QueryError {
    /** The error class at the front and the state at the end are for programs; the plan that may follow is for nobody. */
    private static final Pattern FOR_PROGRAMS = Pattern.compile("^\\[[A-Z0-9_.]+] |\\s*SQLSTATE: \\w+(?s:.*)$");

    private QueryError() {}

    /**
     * Describes an error of Spark's.
     *
     * @param error what Spark threw
     * @param sql the query that it was given
     */
    static String describe(Exception error, String sql) {
        String message = error instanceof AnalysisException analysis
                ? analysis.getSimpleMessage()
                : String.valueOf(error.getMessage());
        String sentence = FOR_PROGRAMS.matcher(message.strip()).replaceAll("").strip();
        return place(error).map(place -> sentence + place.shownIn(sql)).orElse(sentence);
    }

    /** Says what was refused, and where it stands. */
    static String describe(RefusedQueryException refused, String sql) {
        return refused.getMessage()
                + (refused.line() > 0 ? new Place(refused.line(), refused.column()).shownIn(sql) : "");
    }

    private static Optional<Place> place(Exception error) {
        if (error instanceof ParseException parse) {
            return parse.start().line().isDefined()
                            && parse.start().startPosition().isDefined()
                    ? Optional.of(new Place((Integer) parse.start().line().get(), (Integer)
                            parse.start().startPosition().get()))
                    : Optional.empty();
        }
        if (error instanceof AnalysisException analysis
                && analysis.line().isDefined()
                && analysis.startPosition().isDefined()) {
            return Optional.of(new Place((Integer) analysis.line().get(), (Integer)
                    analysis.startPosition().get()));
        }
        return Optional.empty();
    }

    /** A place in a text: the line counts from 1, the column from 0. */
    private record Place(int line, int column) {
        String shownIn(String sql) {
            String where = "\n  line " + line + ", position " + (column + 1);
            return sql.lines()
                    .skip(line - 1L)
                    .findFirst()
                    .filter(text -> column <= text.length())
                    .map(text -> where + "\n    " + text.replace('\t', ' ') + "\n    " + " ".repeat(column) + "^")
                    .orElse(where);
        }
    }
}
