package specsweep.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A sweep file that came along in the command line: its name, and its text in base 64. */
    private static final Pattern INLINE = Pattern.compile("data:application/yaml;name=([^;,]+);base64,(.*)");

    /** What fits into one argument of a command line, which Linux holds to 131072 bytes, in base 64. */
    private static final int MOST_INLINE_BYTES = 90_000;

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
        Matcher inline = INLINE.matcher(nameOrUri);
        if (inline.matches()) {
            String name = URLDecoder.decode(inline.group(1), StandardCharsets.UTF_8);
            String text = new String(Base64.getDecoder().decode(inline.group(2)), StandardCharsets.UTF_8);
            return Sweep.parse(name, text, hadoop);
        }
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

    /**
     * What a process on another machine can load the sweep from: a bundled name and a URI are that already, a file of this
     * machine becomes a URI with the text in it.
     */
    static String inline(String nameOrUri, Sweep sweep) {
        if (isUri(nameOrUri) || !Files.isRegularFile(java.nio.file.Path.of(nameOrUri))) {
            return nameOrUri;
        }
        byte[] text = sweep.yaml().getBytes(StandardCharsets.UTF_8);
        if (sweep.table() != null || text.length > MOST_INLINE_BYTES) {
            throw UserError.badInput(nameOrUri + ": is on this machine, and "
                    + (sweep.table() != null ? "so is its table" : "too long to be sent along")
                    + ": put it where the cluster reaches it, and name the sweep file by its URI");
        }
        return "data:application/yaml;name=" + URLEncoder.encode(nameOrUri, StandardCharsets.UTF_8) + ";base64,"
                + Base64.getEncoder().encodeToString(text);
    }
}
