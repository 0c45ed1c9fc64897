package specsweep.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Finds files that lie among the facts of an output and are none: another program's Parquet, a note, a copy in the wrong folder.
 * The program reads no row of theirs as a fact, and says that they are there.
 */
public final class StrangeFiles {
    /** Opening a file takes a moment: of an output with more files, only those with names that this program never gives are. */
    static final int MOST_OPENED = 256;

    /** As Spark names what it writes. */
    private static final Pattern OWN_NAME = Pattern.compile("part-\\d+-[0-9a-f-]{36}.*\\.parquet");

    /** What makes a row a fact. */
    private static final List<String> COLUMNS = List.of("schema_version", "tuple_id", "condition", "status");

    /** SQL's condition for rows that are facts: a column that a file does not have reads as NULL. */
    public static final String FACTS_ALONE =
            COLUMNS.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND "));

    private StrangeFiles() {}

    /**
     * Looks through an output.
     *
     * @return a sentence on each file that is not a fact file of this program, with its path; sorted by path. Files that
     *     cannot be read at all are for {@link DamagedFiles}
     */
    public static List<String> in(String out, Configuration configuration) throws IOException {
        OutputRoot root = OutputRoot.of(configuration, out);
        List<String> strange = new ArrayList<>();
        List<FileStatus> facts = new ArrayList<>();
        for (FileStatus entry : visible(root, root.path())) {
            if (entry.isFile() && entry.getPath().getName().endsWith(".parquet")) {
                strange.add(misplaced(entry));
            } else if (entry.isDirectory() && entry.getPath().getName().startsWith("sweep=")) {
                lookInSweep(root, entry.getPath(), facts, strange);
            }
        }
        // On an object store opening each takes two requests.
        boolean all = facts.size() <= MOST_OPENED && root.small().renamesAtOnce();
        for (FileStatus file : facts) {
            if (all || !OWN_NAME.matcher(file.getPath().getName()).matches()) {
                lookInside(file, configuration, strange);
            }
        }
        return strange.stream().sorted().toList();
    }

    private static void lookInSweep(OutputRoot root, Path sweep, List<FileStatus> facts, List<String> strange)
            throws IOException {
        for (FileStatus architecture : visible(root, sweep)) {
            if (architecture.isFile() || !architecture.getPath().getName().startsWith("architecture=")) {
                strange.add(misplaced(architecture));
                continue;
            }
            for (FileStatus file : visible(root, architecture.getPath())) {
                if (file.isFile() && file.getPath().getName().endsWith(".parquet")) {
                    facts.add(file);
                } else {
                    strange.add(misplaced(file));
                }
            }
        }
    }

    private static String misplaced(FileStatus entry) {
        return entry.getPath()
                + " is not a file of facts, which lie in sweep=NAME/architecture=NAME/ and end in .parquet";
    }

    private static void lookInside(FileStatus file, Configuration configuration, List<String> strange) {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(file, configuration))) {
            MessageType schema = reader.getFileMetaData().getSchema();
            List<String> missing = COLUMNS.stream()
                    .filter(column -> !schema.containsField(column))
                    .toList();
            if (!missing.isEmpty()) {
                strange.add(file.getPath() + " is not a file of facts: it has no " + String.join(", no ", missing));
            }
        } catch (IOException | RuntimeException e) {
            // Damaged, or gone since it was listed.
        }
    }

    /** What readers do not pass over. */
    private static List<FileStatus> visible(OutputRoot root, Path folder) throws IOException {
        return root.list(folder).stream()
                .filter(entry -> !entry.getPath().getName().startsWith("_")
                        && !entry.getPath().getName().startsWith("."))
                .toList();
    }
}
