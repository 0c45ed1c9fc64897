package specsweep.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;

/** One Spark job and one append that are at work. */
final class Wave {
    private static final long POLL_MILLIS = 100;

    private final SparkContext context;
    private final String group;
    private final int tasks;
    private final Future<?> future;

    /**
     * A wave at work.
     *
     * @param group Spark's job group of it
     * @param tasks how many tasks it has
     * @param future ends when its rows are visible
     */
    Wave(SparkContext context, String group, int tasks, Future<?> future) {
        this.context = context;
        this.group = group;
        this.tasks = tasks;
        this.future = future;
    }

    int tasksLeft() {
        int completed = 0;
        for (int job : context.statusTracker().getJobIdsForGroup(group)) {
            SparkJobInfo info = context.statusTracker().getJobInfo(job).getOrElse(() -> null);
            for (int stage : info == null ? new int[0] : info.stageIds()) {
                SparkStageInfo stageInfo =
                        context.statusTracker().getStageInfo(stage).getOrElse(() -> null);
                completed += stageInfo == null ? 0 : stageInfo.numCompletedTasks();
            }
        }
        return Math.max(0, tasks - completed);
    }

    /** Waits a moment; passes a failure on. */
    boolean finished() {
        try {
            future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a wave was at work", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
