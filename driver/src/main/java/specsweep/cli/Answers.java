package specsweep.cli;

import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import specsweep.query.Tables;
import specsweep.query.Views;

/** Answers queries in one format; what is wrong with a query is the user's mistake, and said with its place. */
final class Answers {
    private final SparkSession spark;
    private final Tables.Format format;

    Answers(SparkSession spark, Tables.Format format) {
        this.spark = spark;
        this.format = format;
    }

    /**
     * Prints one answer.
     *
     * @param width how many characters fit into a line; 0 where there is no limit
     */
    void print(String sql, int width, Appendable out) {
        try {
            Views.prepare(spark, sql);
            Tables.print(spark.sql(sql), format, width, out);
        } catch (Exception e) {
            // Spark declares no checked exceptions here and throws AnalysisException, a checked one, all the same.
            if (e instanceof AnalysisException || e instanceof SparkThrowable) {
                throw UserError.badInput(QueryError.describe(e, sql));
            }
            throw e;
        }
    }
}
