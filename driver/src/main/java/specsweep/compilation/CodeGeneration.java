package specsweep.compilation;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark turns a query into Java code and compiles it before it runs it. For an output of a few thousand fits that
 * takes longer than the query: a fifth of the processor time of a command. Interpreted, the same operators give the same values.
 * Where it is worth while, so is {@linkplain BriefCompilation the JVM's second compiler}.
 */
public final class CodeGeneration {
    /** Bytes of Parquet, or of what takes their place, from which code is faster than its making. */
    static final long WORTH_BYTES = 16L << 20;

    static final String MODE = "spark.sql.codegen.factoryMode";
    static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";

    private CodeGeneration() {}

    /**
     * Chooses for the queries that follow in a session; a choice in the session's own settings stands.
     *
     * @param bytes about how much they read
     */
    public static void choose(SparkSession spark, long bytes) {
        boolean worth = isWorth(bytes);
        if (worth) {
            BriefCompilation.end();
        }
        if (spark.sparkContext().getConf().contains(MODE)
                || spark.sparkContext().getConf().contains(WHOLE_STAGE)) {
            return;
        }
        spark.conf().set(MODE, worth ? "FALLBACK" : "NO_CODEGEN");
        spark.conf().set(WHOLE_STAGE, worth);
    }

    /** Chooses for queries over rows that lie in files. */
    public static void choose(SparkSession spark, Dataset<Row> rows) {
        choose(spark, bytes(rows));
    }

    /** Whether so much is read that code, and what else takes seconds to prepare, is worth while. */
    public static boolean isWorth(long bytes) {
        return bytes >= WORTH_BYTES;
    }

    /** The size of the files behind rows, as their listing has it. */
    public static long bytes(Dataset<Row> rows) {
        return rows.queryExecution().optimizedPlan().stats().sizeInBytes().longValue();
    }
}
