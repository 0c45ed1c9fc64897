package specsweep.store;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/**
 * Tells the tasks of one run to end early and give what they have: a folder in the output, which is what every executor can
 * see whatever the cluster. Killing a task, which Spark could do by itself, would lose its rows.
 */
public final class StopMark implements Serializable {
    private static final long serialVersionUID = 1;

    /** How its name begins. */
    static final String PREFIX = "stop-";

    /** How often a JVM looks, however many slots it has: some hundreds of looks a second for ten thousand slots. */
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

    private static final Map<String, Eye> EYES = new ConcurrentHashMap<>();

    private final String folder;

    private StopMark(String folder) {
        this.folder = folder;
    }

    /** The mark of a run that begins to write to this output; what is left of it, the next run removes. */
    static StopMark in(Path staging) {
        return new StopMark(new Path(staging, PREFIX + UUID.randomUUID()).toString());
    }

    /** Sets the mark; where it cannot be written, tasks go on to their end. */
    public void set(Configuration configuration) {
        Path path = new Path(folder);
        try {
            path.getFileSystem(configuration).mkdirs(path);
        } catch (IOException e) {
            // The run ends with its wave, then, which loses nothing either.
        }
    }

    /** Removes the mark, when no task is left that could look. */
    public void clear(Configuration configuration) {
        Path path = new Path(folder);
        try {
            path.getFileSystem(configuration).delete(path, true);
        } catch (IOException e) {
            // An empty folder that nobody looks for, until the next run.
        }
    }

    /** Whether the mark was there when this JVM last looked, which is at most some seconds ago; from any thread of a task. */
    public boolean isSet() {
        return EYES.computeIfAbsent(folder, Eye::new).sees();
    }

    /** Looks for one mark in one JVM. */
    private static final class Eye {
        private final Path path;
        private final AtomicLong next = new AtomicLong(System.nanoTime());
        /** Used by one thread at a time, and made once: Hadoop's settings take longer to read than a network trains. */
        private volatile @Nullable FileSystem system;

        private volatile boolean seen;

        Eye(String folder) {
            this.path = new Path(folder);
        }

        boolean sees() {
            long due = next.get();
            long now = System.nanoTime();
            if (!seen && now - due >= 0 && next.compareAndSet(due, now + NANOS_BETWEEN_LOOKS)) {
                try {
                    seen = system().exists(path);
                } catch (IOException e) {
                    // Not seen, then: a task goes on rather than fail for this.
                }
            }
            return seen;
        }

        private FileSystem system() throws IOException {
            FileSystem made = system;
            if (made == null) {
                made = path.getFileSystem(
                        SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
                system = made;
            }
            return made;
        }
    }
}
