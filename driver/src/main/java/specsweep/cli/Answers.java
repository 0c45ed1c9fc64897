package specsweep.cli;

import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import specsweep.query.QueryRules;
import specsweep.query.RefusedQueryException;
import specsweep.query.Tables;
import specsweep.query.Views;

/** Answers queries in one format; what is wrong with a query is the user's mistake, and said with its place. */
final class Answers {
    private static final String FILE_IS_GONE = "FAILED_READ_FILE.FILE_NOT_EXIST";

    private final SparkSession spark;
    private final String out;
    private final Tables.Format format;

    /** Answers over the output that {@link Views#open} made known. */
    Answers(SparkSession spark, String out, Tables.Format format) {
        this.spark = spark;
        this.out = out;
        this.format = format;
    }

    /**
     * Prints one answer.
     *
     * @param width how many characters fit into a line; 0 where there is no limit
     */
    void print(String sql, int width, Appendable to) {
        try {
            QueryRules.check(spark, sql);
            Views.prepare(spark, sql);
            Tables.print(QueryRules.ask(spark, sql), format, width, to);
        } catch (RefusedQueryException e) {
            throw UserError.badInput(QueryError.describe(e, sql));
        } catch (ParseException e) {
            throw UserError.badInput(QueryError.describe(e, sql));
        } catch (Exception e) {
            // Spark declares no checked exceptions here and throws AnalysisException, a checked one, all the same.
            if (e instanceof SparkThrowable gone && FILE_IS_GONE.equals(gone.getCondition())) {
                // What is asked next is asked of the files that are there now.
                Views.open(spark, out);
                throw UserError.fatal(
                        "a result file went away while it was read: files were put together (specsweep compact), or"
                                + " results were added, meanwhile. Ask again.");
            }
            if (e instanceof AnalysisException || e instanceof SparkThrowable) {
                throw UserError.badInput(QueryError.describe(e, sql));
            }
            throw e;
        }
    }
}
