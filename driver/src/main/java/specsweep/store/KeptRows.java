package specsweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows that were computed from all facts of an output, kept beside them in {@code _kept/NAME/KEY-*}. The key is a hash of how
 * they are computed and of the name, length and time of every file of facts. So they are found again for exactly these
 * files, and whoever adds facts, puts them together or takes them away need tell nobody.
 *
 * <p>They save time and hold nothing of their own: a folder of them may be deleted at any time, and where none can be
 * written, nothing is kept.
 */
public final class KeptRows {
    private static final String FOLDER = "_kept";

    /** Older than that, what is not committed was left by a crash. */
    private static final Duration LONGEST_WRITE = Duration.ofDays(1);

    private final SparkSession spark;
    private final OutputRoot root;
    private final Path folder;
    private final String recipe;

    /**
     * Rows of one name.
     *
     * @param name of a folder
     * @param recipe how they are computed: all that, with the facts, decides what they are
     */
    public KeptRows(SparkSession spark, String out, String name, String recipe) {
        this.spark = spark;
        this.root = OutputRoot.of(spark, out);
        this.folder = new Path(root.child(FOLDER), name);
        this.recipe = recipe;
    }

    /** What was kept for the facts that are there now. */
    public Optional<Dataset<Row>> find() {
        try {
            List<FileStatus> places = root.list(folder);
            Optional<String> key = places.isEmpty() ? Optional.empty() : key();
            for (FileStatus kept : places) {
                if (key.isPresent() && kept.getPath().getName().startsWith(key.get())) {
                    Optional<List<Path>> files = StagedRows.files(root.small(), kept.getPath());
                    if (files.isPresent()) {
                        return Optional.of(new StagedRows(spark).read(files.get()));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Computes rows and keeps them, in place of what was kept for other facts. If facts change meanwhile, or if nothing can be
     * written there, nothing is kept.
     *
     * @param rows the rows, from the facts that are there when it is asked
     * @return whether they are kept
     */
    public boolean keep(Supplier<Dataset<Row>> rows) {
        try {
            Optional<String> key = key();
            if (key.isEmpty()) {
                return false;
            }
            Path place = new Path(folder, key.get() + "-" + UUID.randomUUID());
            boolean kept = false;
            try {
                new StagedRows(spark).write(rows.get(), place, 0, Map.of());
                kept = key().equals(key);
            } finally {
                if (!kept) {
                    root.files().delete(place, true);
                }
            }
            if (kept) {
                forgetOthers(key.get());
            }
            return kept;
        } catch (Exception e) {
            // Scala throws what Java would have to declare: a job that fails is a SparkException.
            return false;
        }
    }

    private void forgetOthers(String key) throws IOException {
        long crashed = System.currentTimeMillis() - LONGEST_WRITE.toMillis();
        for (FileStatus other : root.list(folder)) {
            if (!other.getPath().getName().startsWith(key)
                    && (other.getModificationTime() < crashed
                            || StagedRows.files(root.small(), other.getPath()).isPresent())) {
                root.files().delete(other.getPath(), true);
            }
        }
    }

    /** Absent while files are being put together: then it is not the list of files alone that says which facts there are. */
    private Optional<String> key() throws IOException {
        CompactionJournals journals = new CompactionJournals(root);
        if (!journals.list().isEmpty()) {
            return Optional.empty();
        }
        String hash = DigestUtils.sha256Hex(root.facts().stream()
                .map(file -> "\n" + CompactionJournals.relative(file.getPath()) + " " + file.getLen() + " "
                        + file.getModificationTime())
                .sorted()
                .collect(Collectors.joining("", recipe, "")));
        return Optional.of(hash.substring(0, 32));
    }
}
