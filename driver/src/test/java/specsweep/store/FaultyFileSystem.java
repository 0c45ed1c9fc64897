package specsweep.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.assertj.core.api.Assertions;

/**
 * The local disk under the scheme {@code faulty}, on which everything that changes something can be made to fail from some
 * moment on, as for a process that dies or a disk that is full.
 */
public class FaultyFileSystem extends FilterFileSystem {
    private static final AtomicLong LEFT = new AtomicLong(Long.MAX_VALUE);
    private static volatile String message = "";
    private static volatile boolean tears;
    private static volatile Runnable beforeEach = () -> {};

    public FaultyFileSystem() {
        super(new RawLocalFileSystem());
    }

    /** Makes the scheme known. */
    public static void register(Configuration configuration) {
        configuration.set("fs.faulty.impl", FaultyFileSystem.class.getName());
        configuration.set("fs.faulty.impl.disable.cache", "true");
    }

    /** A local path under this scheme. */
    public static String uri(java.nio.file.Path path) {
        return "faulty://" + path.toAbsolutePath();
    }

    /** Lets that many changes happen, and fails every later one. */
    public static void failAfter(long changes, String why) {
        message = why;
        LEFT.set(changes);
    }

    /** How many changes something makes. */
    public static long changesOf(Runnable action) {
        heal();
        action.run();
        return Long.MAX_VALUE - LEFT.get();
    }

    /** What a process does that dies after some changes. */
    interface Work {
        void run() throws IOException;
    }

    /** Whether work is cut off when it has made that many changes; nothing fails afterwards. */
    static boolean dies(int changes, Work work) throws IOException {
        String dead = "the process is dead";
        failAfter(changes, dead);
        try {
            work.run();
            return false;
        } catch (IOException e) {
            Assertions.assertThat(e).hasStackTraceContaining(dead);
            return true;
        } finally {
            heal();
        }
    }

    /** Fails every write from now on when half of its bytes are in the file. */
    static void tearWrites(String why) {
        message = why;
        tears = true;
    }

    /** Fails nothing. */
    public static void heal() {
        LEFT.set(Long.MAX_VALUE);
        tears = false;
        beforeEach = () -> {};
    }

    /** Runs something before every change. */
    static void beforeEach(Runnable action) {
        beforeEach = action;
    }

    static void change() throws IOException {
        beforeEach.run();
        if (LEFT.getAndDecrement() <= 0) {
            throw new IOException(message);
        }
    }

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
        super.initialize(name, conf);
        statistics = FileSystem.getStatistics("faulty", FaultyFileSystem.class);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public URI getUri() {
        return URI.create("faulty:///");
    }

    @Override
    protected void checkPath(Path path) {}

    @Override
    public Path makeQualified(Path path) {
        return path.makeQualified(getUri(), new Path("/"));
    }

    @Override
    public FSDataOutputStream create(
            Path f,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        change();
        FSDataOutputStream whole =
                super.create(plain(f), permission, overwrite, bufferSize, replication, blockSize, progress);
        return tears ? new FSDataOutputStream(new Torn(whole), null) : whole;
    }

    private static final class Torn extends FilterOutputStream {
        Torn(OutputStream whole) {
            super(whole);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length / 2);
            throw new IOException(message);
        }
    }

    @Override
    public boolean rename(Path src, Path dst) throws IOException {
        change();
        return super.rename(plain(src), plain(dst));
    }

    @Override
    public boolean delete(Path f, boolean recursive) throws IOException {
        change();
        return super.delete(plain(f), recursive);
    }

    @Override
    public boolean mkdirs(Path f, FsPermission permission) throws IOException {
        change();
        return super.mkdirs(plain(f), permission);
    }

    @Override
    public boolean mkdirs(Path f) throws IOException {
        change();
        return super.mkdirs(plain(f));
    }

    @Override
    public FileStatus[] listStatus(Path f) throws IOException {
        FileStatus[] found = super.listStatus(plain(f));
        for (FileStatus status : found) {
            status.setPath(makeQualified(new Path(status.getPath().toUri().getPath())));
        }
        return found;
    }

    @Override
    public FileStatus getFileStatus(Path f) throws IOException {
        FileStatus status = super.getFileStatus(plain(f));
        status.setPath(makeQualified(new Path(status.getPath().toUri().getPath())));
        return status;
    }

    @Override
    public org.apache.hadoop.fs.FSDataInputStream open(Path f, int bufferSize) throws IOException {
        return super.open(plain(f), bufferSize);
    }

    static Path plain(Path path) {
        return new Path(path.toUri().getPath());
    }
}
