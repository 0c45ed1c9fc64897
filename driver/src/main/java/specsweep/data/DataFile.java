package specsweep.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A file of numbers: CSV, or Parquet (a file, or a folder of them as Spark writes it). */
public sealed interface DataFile {
    /** What messages call the file. */
    String location();

    /** The file's name without its folder. */
    default String name() {
        String plain = location().replaceFirst("/+$", "");
        return plain.substring(plain.lastIndexOf('/') + 1);
    }

    /**
     * Reads columns, and notes every mistake.
     *
     * @param wanted the columns' names, each once
     * @return null if there was a mistake
     */
    @Nullable Columns read(List<String> wanted, Mistakes mistakes);

    /**
     * The file of that name beside another file.
     *
     * @param other a local path or a URI
     * @param file a path relative to the folder of {@code other}, an absolute path of its file system, or a URI
     * @param hadoop the configuration of the file systems; asked for when the file is read
     */
    static DataFile beside(String other, String file, Supplier<Configuration> hadoop) {
        return isUri(file) || isUri(other) ? remote(other, file, hadoop) : local(other, file, hadoop);
    }

    /** A CSV file that is packaged with the program. */
    static DataFile packaged(String resource) {
        return new Packaged(resource);
    }

    private static boolean isUri(String text) {
        // A scheme has at least two letters: one is a drive of Windows.
        return text.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    }

    private static DataFile remote(String other, String file, Supplier<Configuration> hadoop) {
        if (isUri(file)) {
            return new Stored(file, () -> new Path(file), hadoop);
        }
        String folder = other.substring(0, other.lastIndexOf('/') + 1);
        return new Stored(
                file.startsWith("/") ? new Path(new Path(other), file).toString() : folder + file,
                () -> new Path(new Path(other).getParent(), file),
                hadoop);
    }

    private static DataFile local(String other, String file, Supplier<Configuration> hadoop) {
        java.nio.file.Path path = java.nio.file.Path.of(other).resolveSibling(file);
        return new Stored(path.toString(), () -> new Path(path.toAbsolutePath().toUri()), hadoop);
    }

    /**
     * On a file system that Hadoop knows; the local disk is one.
     *
     * @param location what messages call it
     * @param path where it is
     * @param hadoop the configuration of the file systems
     */
    record Stored(String location, Supplier<Path> path, Supplier<Configuration> hadoop) implements DataFile {
        @Override
        public @Nullable Columns read(List<String> wanted, Mistakes mistakes) {
            try {
                Path at = path.get();
                Configuration configuration = hadoop.get();
                FileSystem system = at.getFileSystem(configuration);
                FileStatus status = system.getFileStatus(at);
                List<FileStatus> parts = status.isDirectory() ? parts(system, at) : List.of(status);
                if (parts.isEmpty()) {
                    mistakes.add(0, "", "", "is a folder without Parquet files", "name a CSV or a Parquet file");
                    return null;
                }
                if (parts.stream().allMatch(part -> part.getLen() == 0)) {
                    mistakes.add(0, "", "", "is empty: it has 0 bytes", "it may not have been copied whole");
                    return null;
                }
                if (status.isDirectory() || isParquet(system, status)) {
                    return ParquetColumns.read(parts, sha256(system, parts), wanted, configuration, mistakes);
                }
                String hash = sha256(system, parts);
                try (InputStream in = system.open(at)) {
                    return CsvColumns.read(in, hash, wanted, mistakes);
                }
            } catch (FileNotFoundException e) {
                mistakes.add(
                        0, "", "", "there is no such file", "table.file is relative to the folder of the sweep file");
            } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
                String message = e.getMessage() == null ? e.toString() : e.getMessage();
                mistakes.add(
                        0,
                        "",
                        "",
                        "cannot be read: " + message.lines().findFirst().orElse(message),
                        null);
            }
            return null;
        }

        private static List<FileStatus> parts(FileSystem system, Path folder) throws IOException {
            List<FileStatus> parts = new ArrayList<>();
            for (FileStatus part : system.listStatus(folder)) {
                String name = part.getPath().getName();
                if (part.isFile() && name.endsWith(".parquet") && !name.startsWith("_") && !name.startsWith(".")) {
                    parts.add(part);
                }
            }
            parts.sort(Comparator.comparing(part -> part.getPath().getName()));
            return parts;
        }

        /** By its first four bytes, or by its name if it has not as many. */
        private static boolean isParquet(FileSystem system, FileStatus status) throws IOException {
            try (InputStream in = system.open(status.getPath())) {
                byte[] first = in.readNBytes(4);
                boolean named =
                        status.getPath().getName().toLowerCase(Locale.ROOT).endsWith(".parquet");
                return named || new String(first, java.nio.charset.StandardCharsets.US_ASCII).equals("PAR1");
            }
        }

        private static String sha256(FileSystem system, List<FileStatus> parts) throws IOException {
            MessageDigest digest = DigestUtils.getSha256Digest();
            for (FileStatus part : parts) {
                try (InputStream in = system.open(part.getPath())) {
                    DigestUtils.updateDigest(digest, in);
                }
            }
            return Hex.encodeHexString(digest.digest());
        }
    }

    /** On the class path. */
    record Packaged(String location) implements DataFile {
        @Override
        public @Nullable Columns read(List<String> wanted, Mistakes mistakes) {
            try (InputStream first = open();
                    InputStream second = open()) {
                return CsvColumns.read(second, DigestUtils.sha256Hex(first), wanted, mistakes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private InputStream open() {
            InputStream in = DataFile.class.getClassLoader().getResourceAsStream(location);
            if (in == null) {
                throw new IllegalStateException(location + " is not packaged");
            }
            return in;
        }
    }

    /** Whether a path can be one at all. */
    static boolean isPath(String file) {
        try {
            return isUri(file) || !java.nio.file.Path.of(file).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
