package specsweep.store;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Puts small files together: of each sweep and architecture, as many as fill one large file, again and again.
 *
 * <p>No file system of those that Spark writes to can exchange several files for one in a single step, and no reader asks a
 * table of contents here. So the order is: the new file is written whole where nobody looks; its rows are counted; a journal
 * says what it will replace; it is moved into place; old files are kept for a while, for queries that have begun; old files
 * are deleted; the journal is. Readers of this program heed the journal and see each row once at every moment. To others, in
 * the time between, rows of the new file are there twice, with equal columns: the views, which take the latest fact of each
 * fit, answer the same. A crash leaves a journal or none, and {@link FactStore#recover} goes on from either.
 */
public final class Compaction {
    /** How large files should become. Those of seven eighths of it and more are left as they are. */
    public static final long TARGET_BYTES = 128L << 20;

    /** How long old files stay for queries that have begun. */
    public static final Duration KEEP = Duration.ofSeconds(30);

    private static final int FILES_AT_ONCE = 5000;
    private static final int SMALL = 8;

    private final SparkSession spark;
    private final OutputRoot root;
    /** The columns that are in the files: those of the partition are in the names of folders, which stay. */
    private final StructType inFiles;

    private final Ownership ownership;
    private final long targetBytes;
    private final Duration keep;
    private final StagedRows staged;

    /**
     * What was done.
     *
     * @param before visible files before
     * @param after visible files after
     * @param bytesBefore their bytes
     * @param bytesAfter their bytes
     */
    public record Result(long before, long after, long bytesBefore, long bytesAfter) {
        /** Both together. */
        public Result plus(Result other) {
            return new Result(
                    before + other.before,
                    after + other.after,
                    bytesBefore + other.bytesBefore,
                    bytesAfter + other.bytesAfter);
        }
    }

    private record Bin(String id, String folder, List<FileStatus> files) {
        String made() {
            return folder + "/compact-" + id + ".parquet";
        }

        List<String> replaced() {
            return files.stream()
                    .map(status -> CompactionJournals.relative(status.getPath()))
                    .toList();
        }
    }

    /**
     * A compaction of one output.
     *
     * @param ownership throws if this process may no longer write; see {@link Lease}
     * @param targetBytes how large files should become
     * @param keep how long old files stay beside the new one
     */
    public Compaction(SparkSession spark, String out, Ownership ownership, long targetBytes, Duration keep) {
        this(spark, OutputRoot.of(spark, out), FitSchema.STRUCT, ownership, targetBytes, keep);
    }

    private Compaction(
            SparkSession spark,
            OutputRoot root,
            StructType schema,
            Ownership ownership,
            long targetBytes,
            Duration keep) {
        if (targetBytes < 1) {
            throw new IllegalArgumentException("targetBytes must be positive, was " + targetBytes);
        }
        this.spark = spark;
        this.root = root;
        this.inFiles = new StructType(Arrays.stream(schema.fields())
                .filter(field -> !List.of("sweep", "architecture").contains(field.name()))
                .toArray(StructField[]::new));
        this.ownership = ownership;
        this.targetBytes = targetBytes;
        this.keep = keep;
        this.staged = new StagedRows(spark);
    }

    /** The same for what was measured of the starts of this output's fits, which is a table of its own. */
    public Compaction ofDiagnostics() {
        return new Compaction(
                spark, root.table(DiagnosticStore.FOLDER), DiagnosticSchema.STRUCT, ownership, targetBytes, keep);
    }

    /** Puts together what is small. What a crash has left must have been recovered before. */
    public Result run() {
        try {
            CompactionJournals journals = new CompactionJournals(root);
            List<FileStatus> before = root.facts();
            List<Bin> round = new ArrayList<>();
            int inRound = 0;
            for (Bin bin : bins(before)) {
                round.add(bin);
                inRound += bin.files().size();
                if (inRound >= FILES_AT_ONCE) {
                    replace(journals, round);
                    round.clear();
                    inRound = 0;
                }
            }
            if (!round.isEmpty()) {
                replace(journals, round);
            }
            List<FileStatus> after = root.facts();
            return new Result(before.size(), after.size(), bytes(before), bytes(after));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compact " + root.path() + ": " + e.getMessage(), e);
        }
    }

    private void replace(CompactionJournals journals, List<Bin> bins) throws IOException {
        for (Bin bin : bins) {
            Path whole = write(journals.folder(), bin);
            ownership.check();
            journals.replace(bin.id(), whole, new CompactionJournal(bin.made(), bin.replaced()));
        }
        LeaseFolder.pause(keep);
        journals.finish(ownership::check);
    }

    /** Writes the rows of a bin as one hidden file, and counts them. */
    private Path write(Path folder, Bin bin) throws IOException {
        Path staging = new Path(folder, bin.id());
        List<Path> old = bin.files().stream().map(FileStatus::getPath).toList();
        staged.write(read(old).coalesce(1), staging, ownership.number(), FitSchema.PARQUET);
        List<Path> files = StagedRows.files(root.small(), staging).orElse(List.of());
        if (files.size() != 1) {
            throw new IOException(staging + " should hold one file and holds " + files.size());
        }
        long expected = rows(read(old));
        long written = rows(read(files));
        if (written != expected) {
            throw new IOException(files.get(0) + " has " + written + " of " + expected + " rows; nothing was replaced");
        }
        return files.get(0);
    }

    private Dataset<Row> read(List<Path> files) {
        return StagedRows.reader(spark)
                .schema(inFiles)
                .parquet(files.stream().map(Path::toString).toArray(String[]::new));
    }

    private static long rows(Dataset<Row> rows) {
        return rows.agg(count(lit(1))).head().getLong(0);
    }

    /** Small files of one folder, packed in the order of their names until the target is reached. */
    private List<Bin> bins(List<FileStatus> files) {
        Map<String, List<FileStatus>> folders = new LinkedHashMap<>();
        for (FileStatus file : files) {
            if (file.getLen() < Math.max(1, targetBytes / SMALL * (SMALL - 1))) {
                String name = CompactionJournals.relative(file.getPath());
                folders.computeIfAbsent(name.substring(0, name.lastIndexOf('/')), folder -> new ArrayList<>())
                        .add(file);
            }
        }
        List<Bin> bins = new ArrayList<>();
        folders.forEach((folder, small) -> {
            small.sort(Comparator.comparing(FileStatus::getPath));
            List<FileStatus> bin = new ArrayList<>();
            for (FileStatus file : small) {
                if (bytes(bin) + file.getLen() > targetBytes) {
                    full(folder, bin).ifPresent(bins::add);
                    bin.clear();
                }
                bin.add(file);
            }
            full(folder, bin).ifPresent(bins::add);
        });
        return bins;
    }

    private static Optional<Bin> full(String folder, List<FileStatus> files) {
        return files.size() < 2
                ? Optional.empty()
                : Optional.of(new Bin(UUID.randomUUID().toString(), folder, List.copyOf(files)));
    }

    private static long bytes(List<FileStatus> files) {
        return files.stream().mapToLong(FileStatus::getLen).sum();
    }
}
