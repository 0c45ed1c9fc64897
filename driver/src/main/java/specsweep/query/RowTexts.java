package specsweep.query;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of an answer as texts, in the answer's order. Tasks compute and format them, some partitions ahead of the one that
 * is read: one for each task slot, but no more than {@value #MOST_AHEAD}, since all of them are held here.
 * ({@link Dataset#toLocalIterator} asks for one partition after the other: the last stage of a query then runs on one core.)
 */
final class RowTexts implements Iterator<String>, AutoCloseable {
    static final int MOST_AHEAD = 8;

    private final JavaRDD<String> texts;
    private final ExecutorService jobs;
    private final Deque<Future<List<String>[]>> ahead = new ArrayDeque<>();
    private final int most;
    private int partition;
    private Iterator<String> here = Collections.emptyIterator();

    /** Texts of those rows, each made by that function where the row is. */
    RowTexts(Dataset<Row> rows, Function<Row, String> text) {
        this.texts = rows.toJavaRDD().map(text);
        this.most = Math.min(MOST_AHEAD, rows.sparkSession().sparkContext().defaultParallelism());
        this.jobs = Executors.newFixedThreadPool(most);
    }

    @Override
    public boolean hasNext() {
        while (!here.hasNext()) {
            while (partition < texts.getNumPartitions() && ahead.size() < most) {
                int[] next = {partition++};
                ahead.add(jobs.submit(() -> texts.collectPartitions(next)));
            }
            if (ahead.isEmpty()) {
                return false;
            }
            here = await(ahead.remove())[0].iterator();
        }
        return true;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return here.next();
    }

    private static <T> T await(Future<T> job) {
        try {
            return job.get();
        } catch (ExecutionException e) {
            throw RowTexts.<RuntimeException>asThrown(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a query was answered", e);
        }
    }

    /** Spark throws checked exceptions that it does not declare; whoever asked is to see the same. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asThrown(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Asks for no more; jobs that have begun come to their end. */
    @Override
    public void close() {
        jobs.shutdown();
    }
}
