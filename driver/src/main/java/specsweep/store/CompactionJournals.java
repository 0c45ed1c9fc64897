package specsweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The journals of compactions that have begun and not ended, in {@value #FOLDER} below the output.
 *
 * <p>A journal is written before its new file is moved into place, and removed after the last old file is gone. So at every
 * moment it tells a reader which of the files that it sees hold the same rows: where the new file is visible, the old ones
 * are passed over; where it is not, there is nothing to pass over.
 */
final class CompactionJournals {
    static final String FOLDER = "_compaction";

    private static final String SUFFIX = ".json";

    private final OutputRoot root;
    private final FileSystem files;
    private final Path folder;

    CompactionJournals(OutputRoot root) {
        this.root = root;
        this.files = root.files();
        this.folder = root.child(FOLDER);
    }

    Path folder() {
        return folder;
    }

    /** The journals in the order of their names. */
    List<CompactionJournal> list() throws IOException {
        List<CompactionJournal> journals = new ArrayList<>();
        for (String name : names()) {
            try {
                journals.add(read(name));
            } catch (FileNotFoundException e) {
                // Ended since it was listed.
                continue;
            }
        }
        return journals;
    }

    /** Every file that a reader should read, such that no row is read twice. */
    String[] visibleOnce(List<CompactionJournal> journals) throws IOException {
        Set<String> visible = new HashSet<>();
        for (FileStatus status : root.facts()) {
            visible.add(relative(status.getPath()));
        }
        Set<String> kept = new HashSet<>(visible);
        for (CompactionJournal journal : journals) {
            if (visible.contains(journal.made())) {
                journal.replaced().forEach(kept::remove);
            }
        }
        return kept.stream().sorted().map(name -> root.child(name).toString()).toArray(String[]::new);
    }

    /** A file of facts as journals name it. */
    static String relative(Path file) {
        Path architecture = file.getParent();
        return architecture.getParent().getName() + "/" + architecture.getName() + "/" + file.getName();
    }

    /** Makes a new file visible, with a journal of what it replaces; {@link #finish} removes both that and the journal. */
    void replace(String id, Path whole, CompactionJournal journal) throws IOException {
        root.small().put(new Path(folder, id + SUFFIX), Json.write(journal));
        root.move(whole, root.child(journal.made()));
    }

    /**
     * Ends what has begun: where a new file is in place, the old ones go; where it is not, it never will be.
     *
     * @param beforeDeleting throws if this process may no longer write
     */
    void finish(Runnable beforeDeleting) throws IOException {
        if (!files.exists(folder)) {
            return;
        }
        beforeDeleting.run();
        for (String name : names()) {
            CompactionJournal journal = read(name);
            if (files.exists(root.child(journal.made()))) {
                for (String old : journal.replaced()) {
                    delete(root.child(old));
                }
            }
            delete(new Path(folder, name));
        }
        files.delete(folder, true);
    }

    /** A delete that does not delete and does not say so would leave every row twice once the journal is gone. */
    private void delete(Path file) throws IOException {
        if (!files.delete(file, false) && files.exists(file)) {
            throw new IOException("cannot delete " + file);
        }
    }

    private CompactionJournal read(String name) throws IOException {
        return Json.read(root.small().read(new Path(folder, name)), CompactionJournal.class);
    }

    private List<String> names() throws IOException {
        return root.list(folder).stream()
                .map(status -> status.getPath().getName())
                .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                .toList();
    }
}
