package specsweep.store;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How Spark's tasks write a job's files: each attempt at once into its place, under a name of its own, and the driver says in a
 * {@link Commit} which of them count. Hadoop's committers move each file twice instead, which on an object store copies it twice,
 * and can be cut off between a copy and its delete.
 *
 * <p>Spark makes it by its name, with these two arguments; tasks have copies of it.
 */
public final class CommitProtocol extends FileCommitProtocol implements Serializable {
    private static final long serialVersionUID = 1;

    /** The setting of a job that names the owner of the output. */
    static final String OWNER = "specsweep.owner";

    private final String folder;

    /** What the attempt at work in this copy has written; made anew for each. */
    private transient List<String> written = new ArrayList<>();

    public CommitProtocol(String job, String folder) {
        this.folder = folder;
    }

    @Override
    public void setupJob(JobContext job) {}

    @Override
    public void setupTask(TaskAttemptContext attempt) {
        written = new ArrayList<>();
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext attempt, Option<String> below, FileNameSpec name) {
        String file = String.format(
                Locale.ROOT,
                "%spart-%05d-%s%s",
                name.prefix(),
                attempt.getTaskAttemptID().getTaskID().getId(),
                UUID.randomUUID(),
                name.suffix());
        String relative = below.isDefined() ? below.get() + "/" + file : file;
        written.add(relative);
        return Commit.hidden(new Path(folder), relative).toString();
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext attempt) {
        return new TaskCommitMessage(written.toArray(String[]::new));
    }

    @Override
    public void abortTask(TaskAttemptContext attempt) {
        for (String file : written) {
            deleteQuietly(attempt.getConfiguration(), Commit.hidden(new Path(folder), file));
        }
    }

    @Override
    public void commitJob(JobContext job, Seq<TaskCommitMessage> tasks) {
        List<String> files = new ArrayList<>();
        for (TaskCommitMessage task : CollectionConverters.asJava(tasks)) {
            files.addAll(List.of((String[]) task.obj()));
        }
        Path path = new Path(folder);
        try {
            FileSystem system = path.getFileSystem(job.getConfiguration());
            Commit.of(SmallFiles.of(system), path, job.getConfiguration().getLong(OWNER, 0), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void abortJob(JobContext job) {
        deleteQuietly(job.getConfiguration(), new Path(folder));
    }

    /** What cannot be deleted now, the next owner of the output deletes. */
    private static void deleteQuietly(Configuration configuration, Path path) {
        try {
            path.getFileSystem(configuration).delete(path, true);
        } catch (IOException e) {
            return;
        }
    }
}
