package specsweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Small files that a reader sees whole, as they were or as they are now: written beside their place under a name that no
 * other writer takes, brought to the disk, and renamed over what was there.
 */
final class SmallFile {
    /** More than any lease, manifest or journal has: what is longer was not written by this program. */
    private static final int MOST_BYTES = 16 << 20;

    private SmallFile() {}

    /** The file system of a path, without the checksum files that Hadoop keeps beside those of the local one. */
    static FileSystem system(Path path, Configuration configuration) throws IOException {
        FileSystem system = path.getFileSystem(configuration);
        return system instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : system;
    }

    static void write(FileSystem system, Path file, String text) throws IOException {
        Path beside = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            put(system, beside, text);
            replace(system, beside, file);
        } catch (IOException | RuntimeException e) {
            try {
                system.delete(beside, false);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** Hadoop's local file system tells of a full or failing disk by an Error, which nobody expects. */
    private static void put(FileSystem system, Path file, String text) throws IOException {
        try (FSDataOutputStream out = system.create(file, false)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
        } catch (FSError e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    static String read(FileSystem system, Path file) throws IOException {
        try (FSDataInputStream in = system.open(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (FSError e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void replace(FileSystem system, Path from, Path to) throws IOException {
        if (system instanceof RawLocalFileSystem local) {
            Files.move(local.pathToFile(from).toPath(), local.pathToFile(to).toPath(), StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            FileContext.getFileContext(system.getUri(), system.getConf()).rename(from, to, Options.Rename.OVERWRITE);
        } catch (UnsupportedFileSystemException e) {
            // A file system without the newer interface: there is a moment without the file.
            system.delete(to, false);
            if (!system.rename(from, to)) {
                throw new IOException("cannot move " + from + " to " + to, e);
            }
        }
    }
}
