package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Adobe's S3Mock as a process of its own, with a bucket, copies that take a while, and the settings that reach it. */
final class ObjectStoreServer implements AutoCloseable {
    static final String BUCKET = "s3a://specsweep-test";

    private static final Path JAR = Path.of(System.getProperty("specsweep.home"), "driver/target/s3mock/s3mock.jar");
    private static final long COPY_MILLIS = 100;

    private final JavaProcess process;
    private final SlowCopies copies;
    private final FileSystem files;

    private ObjectStoreServer(JavaProcess process, int port) {
        this.process = process;
        process.awaitOutput("Started S3MockApplication");
        this.copies = new SlowCopies(port, COPY_MILLIS);
        Configuration configuration = new Configuration();
        settings().forEach(configuration::set);
        try {
            this.files = FileSystem.newInstance(URI.create(BUCKET), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it with its objects and its log in a folder. */
    static ObjectStoreServer start(Path folder) {
        int port = freePort();
        JavaProcess process = JavaProcess.start(
                "s3mock",
                folder,
                Map.of(
                        "COM_ADOBE_TESTING_S3MOCK_STORE_INITIAL_BUCKETS",
                        URI.create(BUCKET).getHost()),
                JAR.toString(),
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dcom.adobe.testing.s3mock.store.root=" + folder.resolve("objects"),
                        "-Dcom.adobe.testing.s3mock.httpPort=" + port,
                        "-Dserver.port=0"),
                List.of("org.springframework.boot.loader.launch.JarLauncher"));
        return new ObjectStoreServer(process, port);
    }

    /** Hadoop's settings. */
    private Map<String, String> settings() {
        return Map.of(
                "fs.s3a.endpoint", "http://127.0.0.1:" + copies.port(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.access.key", "any",
                "fs.s3a.secret.key", "any");
    }

    /** The options by which a command finds it. */
    String[] options() {
        List<String> options = new ArrayList<>();
        settings().forEach((key, value) -> options.addAll(List.of("--conf", "spark.hadoop." + key + "=" + value)));
        return options.toArray(String[]::new);
    }

    /** How many copies were asked for. */
    int copiesMade() {
        return copies.copies();
    }

    /** Puts a file of this machine there. */
    void put(Path local, String name) {
        try {
            files.copyFromLocalFile(
                    new org.apache.hadoop.fs.Path(local.toString()), new org.apache.hadoop.fs.Path(BUCKET, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every object below a folder. */
    List<String> list(String folder) {
        return list(new org.apache.hadoop.fs.Path(BUCKET, folder)).stream()
                .map(org.apache.hadoop.fs.Path::toString)
                .toList();
    }

    /** Copies the files that any reader sees, {@code sweep=*}{@code /architecture=*}{@code /*.parquet}, to a local folder. */
    void download(String out, Path to) {
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(BUCKET, out);
        for (org.apache.hadoop.fs.Path file : list(root)) {
            String relative =
                    files.makeQualified(root).toUri().relativize(file.toUri()).getPath();
            if (relative.matches("sweep=[^/]+/architecture=[^/]+/[^/]+\\.parquet")) {
                try {
                    Path local = to.resolve(relative);
                    Files.createDirectories(local.getParent());
                    files.copyToLocalFile(false, file, new org.apache.hadoop.fs.Path(local.toString()), true);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private List<org.apache.hadoop.fs.Path> list(org.apache.hadoop.fs.Path folder) {
        List<org.apache.hadoop.fs.Path> found = new ArrayList<>();
        try {
            for (FileStatus status : files.listStatus(folder)) {
                if (status.isDirectory()) {
                    found.addAll(list(status.getPath()));
                } else {
                    found.add(status.getPath());
                }
            }
        } catch (IOException e) {
            // Not there yet, or gone since its folder was listed.
            return found;
        }
        return found;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        copies.close();
        process.close();
    }
}
