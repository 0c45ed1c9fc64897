package specsweep.store;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk with the manners of an object store, under the scheme {@code s3a}: a file is there when its stream is closed, and
 * not before; a rename copies and then deletes, and can be cut off in between; a file can be written on the condition that there
 * is none; and what was written can be kept out of listings.
 */
public final class FaultyObjectStore extends FaultyFileSystem {
    private static volatile Predicate<Path> unlisted = path -> false;
    private static volatile boolean conditional = true;

    /** Makes the scheme known. */
    public static void register(Configuration configuration) {
        configuration.set("fs.s3a.impl", FaultyObjectStore.class.getName());
        configuration.set("fs.s3a.impl.disable.cache", "true");
    }

    /** A local path under this scheme. */
    public static String uri(java.nio.file.Path path) {
        return "s3a://bucket" + path.toAbsolutePath();
    }

    /** Keeps files out of listings from now on, as a store does whose listings are late. */
    static void hide(Predicate<Path> files) {
        unlisted = files;
    }

    /** Passes over the condition from now on, as a store does that does not know it. */
    static void forgetConditions() {
        conditional = false;
    }

    /** A store in its right mind. */
    public static void heal() {
        FaultyFileSystem.heal();
        unlisted = path -> false;
        conditional = true;
    }

    @Override
    public String getScheme() {
        return "s3a";
    }

    @Override
    public URI getUri() {
        return URI.create("s3a://bucket");
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
        return capability.equals(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE)
                || super.hasPathCapability(path, capability);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        if (!overwrite && exists(file)) {
            throw new org.apache.hadoop.fs.FileAlreadyExistsException(file.toString());
        }
        return sent(file, false);
    }

    @Override
    public FSDataOutputStreamBuilder<?, ?> createFile(Path file) {
        return new Builder(this, file);
    }

    private static FSDataOutputStream sent(Path file, boolean onlyIfAbsent) throws IOException {
        java.nio.file.Path place = java.nio.file.Path.of(plain(file).toUri().getPath());
        return new FSDataOutputStream(
                new ByteArrayOutputStream() {
                    @Override
                    public void close() throws IOException {
                        change();
                        Files.createDirectories(place.getParent());
                        if (!onlyIfAbsent || !conditional) {
                            java.nio.file.Path whole = Files.createTempFile("sending-", "");
                            Files.write(whole, toByteArray());
                            Files.move(whole, place, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                            return;
                        }
                        try {
                            Files.write(place, toByteArray(), StandardOpenOption.CREATE_NEW);
                        } catch (FileAlreadyExistsException e) {
                            throw new IOException("412 Precondition Failed", e);
                        }
                    }
                },
                null);
    }

    /** Copies, and then deletes. */
    @Override
    public boolean rename(Path from, Path to) throws IOException {
        java.nio.file.Path source = java.nio.file.Path.of(plain(from).toUri().getPath());
        java.nio.file.Path target = java.nio.file.Path.of(plain(to).toUri().getPath());
        if (!Files.isRegularFile(source)) {
            throw new FileNotFoundException(from.toString());
        }
        try (FSDataOutputStream copy = sent(to, false)) {
            copy.write(Files.readAllBytes(source));
        }
        assert Files.exists(target);
        delete(from, false);
        return true;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return Arrays.stream(super.listStatus(folder))
                .filter(status -> !unlisted.test(status.getPath()))
                .toArray(FileStatus[]::new);
    }

    private static final class Builder extends FSDataOutputStreamBuilder<FSDataOutputStream, Builder> {
        Builder(FaultyObjectStore store, Path path) {
            super(store, path);
        }

        @Override
        public Builder getThisBuilder() {
            return this;
        }

        @Override
        public FSDataOutputStream build() throws IOException {
            boolean onlyIfAbsent =
                    getOptions().getBoolean(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, false);
            return sent(getPath(), onlyIfAbsent);
        }
    }
}
