package specsweep.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import specsweep.sweep.EncodedText;
import specsweep.sweep.Sweep;

/** Finds the sweep that a command was given: a bundled name, a local path, or a URI of any Hadoop file system. */
final class SweepFile {
    /** A scheme has at least two letters: one is a drive of Windows. */
    private static final String URI = "[a-zA-Z][a-zA-Z0-9+.-]+:.*";

    /** What a sweep file may have, four bytes a character. */
    private static final int MOST_BYTES = 4_000_000;

    private SweepFile() {}

    /** Whether the text is a URI and not a path. */
    static boolean isUri(String nameOrUri) {
        return nameOrUri.matches(URI);
    }

    /**
     * Reads a sweep.
     *
     * @param hadoop how to reach file systems, asked only if one must be reached
     */
    static Sweep load(String nameOrUri, Supplier<Configuration> hadoop) {
        if (!isUri(nameOrUri)) {
            return Sweep.load(nameOrUri, hadoop);
        }
        Path path = new Path(nameOrUri);
        try (FSDataInputStream in = path.getFileSystem(hadoop.get()).open(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw UserError.badInput(nameOrUri + ": a sweep file has at most " + MOST_BYTES + " bytes");
            }
            return Sweep.parse(nameOrUri, EncodedText.decode(bytes), hadoop);
        } catch (FileNotFoundException e) {
            throw UserError.badInput(nameOrUri + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw UserError.badInput(nameOrUri + ": is not text in UTF-8; save it so");
        } catch (IOException e) {
            throw UserError.badInput(nameOrUri + ": cannot be read: " + e.getMessage());
        }
    }
}
