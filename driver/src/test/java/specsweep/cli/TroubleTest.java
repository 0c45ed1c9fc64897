package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told about disks and clusters that fail: one line, of what matters. */
class TroubleTest {
    private static final String STAGE =
            "Job aborted due to stage failure: Task 3 in stage 7.0 failed 4 times, most recent"
                    + " failure: Lost task 3.3 in stage 7.0 (TID 22) (127.0.0.2 executor 1): ";

    private static final String STACK = "\n\tat java.base/java.io.FileOutputStream.write(FileOutputStream.java:1)\n"
            + "\tat org.apache.spark.Something(Something.scala:2)\n\nDriver stacktrace:";

    @TempDir
    Path out;

    @Test
    void ofATaskThatFoundTheDiskFullTheReasonIsTold() {
        assertThat(describe(new SparkException(STAGE + "java.io.IOException: No space left on device" + STACK)))
                .isEqualTo(
                        "no space is left: No space left on device. Free some, then go on. What was published is kept;"
                                + " run the same command again to continue.");
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamed() {
        assertThat(describe(new UncheckedIOException(new IOException("Mkdirs failed to create file:/x/_lease"))))
                .startsWith(out + " cannot be written: Mkdirs failed to create file:/x/_lease. What was");
        assertThat(describe(new UncheckedIOException(new java.nio.file.AccessDeniedException("/x/_lease"))))
                .startsWith(out + " cannot be written: /x/_lease. ");
        assertThat(describe(new IllegalStateException(
                        "cannot publish", new IOException("/x/part.parquet (Read-only file system)"))))
                .startsWith(out + " cannot be written: /x/part.parquet (Read-only file system). ");
    }

    @Test
    void lostExecutorsComeWithWhatSparkKnowsOfThem() {
        assertThat(describe(new SparkException(STAGE
                        + "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited"
                        + " with code 137" + STACK)))
                .startsWith("Spark lost the executors of one task again and again: ExecutorLostFailure")
                .contains("code 137. Their logs say why")
                .doesNotContain("\n");
    }

    @Test
    void ofAnExecutorThatFoundNoMemoryTheRemedyIsMore() {
        for (int code : new int[] {52, 3}) {
            assertThat(describe(new SparkException(STAGE
                            + "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command"
                            + " exited with code " + code + STACK)))
                    .startsWith("out of memory: ")
                    .contains("spark.executor.memory on a cluster")
                    .doesNotContain("\n");
        }
    }

    @Test
    void aMasterThatIsAwayIsNotAStackTrace() {
        assertThat(describe(new SparkException("Master removed our application: FAILED")))
                .startsWith("Spark's master has ended the application: Master removed")
                .contains("executors end as soon as they begin")
                .endsWith("What was published is kept.");
        assertThat(describe(new IllegalStateException("Cannot call methods on a stopped SparkContext.\nThis stopped"
                        + " SparkContext was created at:\n\tat somewhere")))
                .startsWith("Spark's master cannot be reached")
                .doesNotContain("\n");
    }

    @Test
    void anythingElseIsItsInnermostReason() {
        assertThat(describe(new IllegalStateException("outer", new IllegalArgumentException("the reason\n\tat x"))))
                .startsWith("the reason. What was published is kept");
    }

    private String describe(Throwable failure) {
        return Trouble.describe(failure, out.toString(), new Configuration());
    }
}
