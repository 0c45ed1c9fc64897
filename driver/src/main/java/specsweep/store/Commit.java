package specsweep.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * What a job has written to a folder, told by one file in it, {@value #FILE}, that is written once and never changed. It names
 * the files of the attempts that count; whatever else lies there was left by attempts that were lost.
 *
 * <p>Whoever takes an output over writes the same file into each folder that has none, to say that the job is given up. Only one
 * of the two can be there. So a job that was merely stopped for a long time finds that it can no longer commit, and nothing of it
 * can become visible beside what is trained in its place.
 *
 * @param version of this format
 * @param owner the {@link Ownership#number} of who wrote it
 * @param givenUp whether the job was given up, and none of its files counts
 * @param files paths relative to the folder, without {@value #HIDDEN}
 */
record Commit(int version, long owner, boolean givenUp, List<String> files) {
    static final String FILE = "_commit.json";

    /** The end of the name of a file that is no fact yet, whatever pattern a reader asks for. */
    static final String HIDDEN = ".hidden";

    private static final int VERSION = 1;

    /** A file, or one in a folder of facts: a commit names what is moved, nothing elsewhere. */
    private static final Pattern BELOW =
            Pattern.compile("(sweep=[^/]+/architecture=[^/]+/)?[^/._][^/]*\\.parquet", Pattern.DOTALL);

    Commit {
        files = List.copyOf(files);
        for (String file : files) {
            if (!BELOW.matcher(file).matches() || file.contains("=../") || file.contains("=./")) {
                throw new IllegalArgumentException("not a file of rows: " + file);
            }
        }
    }

    /**
     * Says that a job has ended and which files it has written.
     *
     * @throws IOException if it was given up before
     */
    static void of(SmallFiles small, Path folder, long owner, List<String> files) throws IOException {
        if (!small.putIfAbsent(new Path(folder, FILE), Json.write(new Commit(VERSION, owner, false, files)))) {
            throw new IOException(folder + " was given up: another process has taken it over");
        }
    }

    /** What a job has written, if it has ended. */
    static Optional<Commit> in(SmallFiles small, Path folder) throws IOException {
        try {
            return Optional.of(Json.read(small.read(new Path(folder, FILE)), Commit.class));
        } catch (FileNotFoundException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What a job has written, if it has ended; otherwise it never will. */
    static Commit endedOrGivenUp(SmallFiles small, Path folder, long owner) throws IOException {
        Commit givenUp = new Commit(VERSION, owner, true, List.of());
        Optional<Commit> ended = in(small, folder);
        if (ended.isEmpty() && !small.putIfAbsent(new Path(folder, FILE), Json.write(givenUp))) {
            ended = in(small, folder);
        }
        return ended.orElse(givenUp);
    }

    /** Where a file lies as long as it is no fact. */
    static Path hidden(Path folder, String file) {
        return new Path(folder, file + HIDDEN);
    }
}
