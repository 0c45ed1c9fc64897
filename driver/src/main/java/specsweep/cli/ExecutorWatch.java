package specsweep.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/** Says that a cluster grants no executor: Spark waits for ever, and a person should know what for. */
final class ExecutorWatch {
    private static final long SECONDS = 30;

    private ExecutorWatch() {}

    /** Looks every half minute, until there is an executor or the session has ended. */
    static void begin(SparkContext context, Consumer<String> says) {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "watch for executors");
            thread.setDaemon(true);
            return thread;
        });
        long begun = System.nanoTime();
        watch.scheduleWithFixedDelay(
                () -> {
                    // One of them is this process.
                    if (context.isStopped() || context.statusTracker().getExecutorInfos().length > 1) {
                        watch.shutdown();
                        return;
                    }
                    says.accept("no executor was granted within " + (System.nanoTime() - begun) / 1_000_000_000
                            + " s: " + context.master()
                            + " may have no core or memory free (see its page), or its machines"
                            + " cannot reach this one at " + context.conf().get("spark.driver.host", "its address")
                            + " (spark.driver.host). Waiting.");
                },
                SECONDS,
                SECONDS,
                TimeUnit.SECONDS);
    }
}
