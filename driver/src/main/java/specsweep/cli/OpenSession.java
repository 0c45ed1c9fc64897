package specsweep.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark session that ends quietly. Something may have failed or been cut off in it; what its end then cuts off, such as
 * questions to executors that are gone, Scala would print to standard error, each with its stack, beside the one line that
 * matters.
 */
record OpenSession(SparkSession spark) implements AutoCloseable {
    @Override
    public void close() {
        PrintStream error = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            spark.stop();
        } finally {
            System.setErr(error);
        }
    }
}
