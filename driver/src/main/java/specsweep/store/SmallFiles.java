package specsweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Small files of one file system that a reader sees whole, as they were or as they are now. Each kind of store has its own
 * way to get there: what is atomic on a disk, a rename, is a copy and a delete on an object store, where a file appears
 * when it has been sent whole.
 */
sealed interface SmallFiles {
    /** More than any lease, manifest or journal has: what is longer was not written by this program. */
    int MOST_BYTES = 16 << 20;

    /** Stores on which a file appears whole, when its stream is closed, and which rename by copying. */
    Set<String> OBJECT_STORES = Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "obs", "tos", "swift");

    /** File systems whose renames are atomic and can refuse to replace a file. */
    Set<String> RENAMING = Set.of("hdfs", "viewfs", "webhdfs", "swebhdfs", "ofs", "maprfs");

    /** The way of a file system. */
    static SmallFiles of(FileSystem any) {
        // Without the checksum files that Hadoop keeps beside those of the local one.
        FileSystem system = any instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : any;
        if (system instanceof RawLocalFileSystem local) {
            return new OnDisk(local);
        }
        return OBJECT_STORES.contains(system.getUri().getScheme()) ? new OnObjectStore(system) : new Renamed(system);
    }

    /** The file system. */
    FileSystem system();

    /** Writes a file in the place of what was there. */
    void put(Path file, String text) throws IOException;

    /**
     * Writes a file where there is none; of several that do so at once, one at most succeeds where {@link
     * #isExclusive} says so.
     *
     * @return whether it was written
     */
    boolean putIfAbsent(Path file, String text) throws IOException;

    /**
     * Whether two processes cannot both succeed in {@link #putIfAbsent}.
     *
     * @param probe a file that may be written to find out
     */
    boolean isExclusive(Path probe) throws IOException;

    /** Whether a rename is one step: else it copies, takes as long, and may be cut off with both files there. */
    boolean renamesAtOnce();

    /** Reads a file. */
    default String read(Path file) throws IOException {
        try (FSDataInputStream in = system().open(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (FSError e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Hadoop's local file system tells of a full or failing disk by an Error, which nobody expects. */
    private static void write(FSDataOutputStream stream, String text) throws IOException {
        try (FSDataOutputStream out = stream) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
        } catch (FSError e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What is done with a file that has been written whole under a name that no other writer takes. */
    private static <T> T beside(FileSystem system, Path file, String text, Placing<T> placing) throws IOException {
        Path beside = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(system.create(beside, false), text);
            return placing.place(beside);
        } catch (IOException | RuntimeException e) {
            try {
                system.delete(beside, false);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** Puts a file that is whole into its place. */
    interface Placing<T> {
        /** Gives what is to be told of it. */
        T place(Path whole) throws IOException;
    }

    /** A disk: renamed over what was there; linked where there was nothing, since a rename does not look. */
    record OnDisk(RawLocalFileSystem system) implements SmallFiles {
        @Override
        public void put(Path file, String text) throws IOException {
            beside(system, file, text, whole -> Files.move(local(whole), local(file), StandardCopyOption.ATOMIC_MOVE));
        }

        @Override
        public boolean putIfAbsent(Path file, String text) throws IOException {
            return beside(system, file, text, whole -> {
                try {
                    Files.createLink(local(file), local(whole));
                    return true;
                } catch (FileAlreadyExistsException e) {
                    return false;
                } catch (UnsupportedOperationException | FileSystemException e) {
                    return createdWithoutLink(file, text);
                } finally {
                    Files.deleteIfExists(local(whole));
                }
            });
        }

        /** A disk without links makes a file for one writer too, but others can see it before it is whole. */
        private boolean createdWithoutLink(Path file, String text) throws IOException {
            try {
                Files.writeString(local(file), text, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        }

        @Override
        public boolean isExclusive(Path probe) {
            return true;
        }

        @Override
        public boolean renamesAtOnce() {
            return true;
        }

        private java.nio.file.Path local(Path path) {
            return system.pathToFile(path).toPath();
        }
    }

    /** HDFS and its like: renamed over what was there, or where there was nothing. Of others it is hoped for. */
    record Renamed(FileSystem system) implements SmallFiles {
        @Override
        public void put(Path file, String text) throws IOException {
            beside(system, file, text, whole -> rename(whole, file, Options.Rename.OVERWRITE));
        }

        @Override
        public boolean putIfAbsent(Path file, String text) throws IOException {
            return beside(system, file, text, whole -> {
                boolean placed = !system.exists(file) && rename(whole, file, Options.Rename.NONE);
                if (!placed) {
                    system.delete(whole, false);
                }
                return placed;
            });
        }

        private boolean rename(Path from, Path to, Options.Rename how) throws IOException {
            try {
                FileContext.getFileContext(system.getUri(), system.getConf()).rename(from, to, how);
                return true;
            } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
                return false;
            } catch (UnsupportedFileSystemException e) {
                // A file system without the newer interface: there is a moment without the file.
                if (how == Options.Rename.OVERWRITE) {
                    system.delete(to, false);
                }
                if (!system.rename(from, to)) {
                    throw new IOException("cannot move " + from + " to " + to, e);
                }
                return true;
            }
        }

        @Override
        public boolean isExclusive(Path probe) {
            return RENAMING.contains(system.getUri().getScheme());
        }

        @Override
        public boolean renamesAtOnce() {
            return true;
        }
    }

    /** An object store: sent whole into its place. */
    record OnObjectStore(FileSystem system) implements SmallFiles {
        @Override
        public void put(Path file, String text) throws IOException {
            write(system.create(file, true), text);
        }

        /**
         * The store itself refuses when the object is sent, whatever was there when it was opened. A refusal has as many forms
         * as there are stores, and an answer can be lost and the sending be repeated: so what is there afterwards decides.
         */
        @Override
        public boolean putIfAbsent(Path file, String text) throws IOException {
            FSDataOutputStreamBuilder<?, ?> builder = system.createFile(file);
            if (system.hasPathCapability(file, CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE)) {
                builder.overwrite(true);
                builder.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
            } else {
                builder.overwrite(false);
            }
            builder.recursive();
            try {
                write(builder.build(), text);
                return true;
            } catch (IOException e) {
                if (!system.exists(file)) {
                    throw e;
                }
                return read(file).equals(text);
            }
        }

        /** A store may not know the condition, and write all the same. */
        @Override
        public boolean isExclusive(Path probe) throws IOException {
            put(probe, "is this file written once?\n");
            return !putIfAbsent(probe, "no, twice\n");
        }

        @Override
        public boolean renamesAtOnce() {
            return false;
        }
    }
}
