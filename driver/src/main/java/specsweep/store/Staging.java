package specsweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The folder {@value #FOLDER} of an output, in which each append writes a folder of its own before anything of it becomes
 * visible.
 *
 * <p>What a {@link Commit} names is moved into place file by file. Each move may have been made before, by this process or by
 * another, whole or by half: so publishing can be cut off anywhere and begun again, and two that publish the same folder at
 * once do what one does.
 *
 * <p>Whoever takes an output over recovers it before it plans what to train, and leaves its number in {@value #RECOVERED}: what an
 * earlier owner commits after that, which believed it still was one, may have been trained in the meantime and is dropped.
 */
final class Staging {
    static final String FOLDER = "_staging";

    /** Beside it: the number of the last owner that recovered the output. */
    private static final String RECOVERED = "_recovered";

    /** Where moves are copies, which the store makes by itself: so many at once. */
    private static final int COPIES_AT_ONCE = 16;

    private final OutputRoot root;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    Staging(OutputRoot root) {
        this.root = root;
    }

    /** Where an append writes. */
    Path folder(String append) {
        return new Path(root.child(FOLDER), append);
    }

    /**
     * Moves what an append has committed into place.
     *
     * @return how many files this call has moved
     * @throws IOException if it was given up, or if what was staged is gone
     */
    int publish(Path folder) throws IOException {
        Optional<Commit> commit = Commit.in(root.small(), folder);
        if (commit.isEmpty() || commit.get().givenUp()) {
            throw new IOException("what was staged in " + folder + " is gone: another process has taken it over");
        }
        int moved = moveAll(folder, commit.get().files(), true);
        delete(folder);
        return moved;
    }

    /**
     * Publishes what has been committed, and gives up and deletes all else. Only for the owner of the output's {@link Lease}.
     *
     * @param owner its number
     * @return how many files became visible
     */
    int recover(long owner) throws IOException {
        long last = lastRecovered();
        int rescued = 0;
        for (FileStatus append : root.list(root.child(FOLDER))) {
            Path folder = append.getPath();
            if (append.isDirectory() && !folder.getName().startsWith(StopMark.PREFIX)) {
                Commit commit = Commit.endedOrGivenUp(root.small(), folder, owner);
                // A file that is nowhere any more belongs to an append that was given up and came too late.
                rescued += commit.owner() < last ? 0 : moveAll(folder, commit.files(), false);
            }
            delete(folder);
        }
        root.files().delete(root.child(FOLDER), true);
        if (owner > last && root.files().exists(root.path())) {
            root.small().put(root.child(RECOVERED), owner + "\n");
        }
        return rescued;
    }

    private long lastRecovered() throws IOException {
        try {
            return Long.parseLong(root.small().read(root.child(RECOVERED)).strip());
        } catch (FileNotFoundException | NumberFormatException e) {
            return 0;
        }
    }

    /** Deletes what an append has left. The commit goes last: as long as files are there, it says whether they count. */
    void delete(Path folder) throws IOException {
        for (FileStatus each : root.list(folder)) {
            if (!each.getPath().getName().equals(Commit.FILE)) {
                root.files().delete(each.getPath(), true);
            }
        }
        root.files().delete(folder, true);
    }

    private int moveAll(Path folder, List<String> files, boolean needed) throws IOException {
        for (String file : files) {
            Path parent = new Path(root.path(), file).getParent();
            if (made.add(parent)) {
                root.files().mkdirs(parent);
            }
        }
        if (root.small().renamesAtOnce()) {
            int moved = 0;
            for (String file : files) {
                moved += move(folder, file, needed);
            }
            return moved;
        }
        ExecutorService copies = Executors.newFixedThreadPool(Math.max(1, Math.min(COPIES_AT_ONCE, files.size())));
        try {
            List<Future<Integer>> moves = files.stream()
                    .map(file -> copies.submit(() -> move(folder, file, needed)))
                    .toList();
            int moved = 0;
            for (Future<Integer> each : moves) {
                moved += each.get();
            }
            return moved;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + folder + " was published", e);
        } finally {
            copies.shutdownNow();
        }
    }

    private int move(Path folder, String file, boolean needed) throws IOException {
        try {
            return root.move(Commit.hidden(folder, file), new Path(root.path(), file)) ? 1 : 0;
        } catch (FileNotFoundException e) {
            if (needed) {
                throw e;
            }
            return 0;
        }
    }
}
