package specsweep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, of which every byte counts: a {@link PrintStream} alone forgets that it could not write. The first byte
 * that is not taken ends the command, since nobody would see what it goes on to find out.
 */
final class StandardOutput {
    private static final int KIND_OF_FILE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final OutputStream bytes;
    private final PrintStream stream;
    private @Nullable IOException failure;

    StandardOutput(OutputStream bytes) {
        this.bytes = bytes;
        stream = new PrintStream(new Checked(), true, StandardCharsets.UTF_8);
    }

    /** What to print to. Throws {@link Lost} where the bytes are not taken. */
    PrintStream stream() {
        return stream;
    }

    /** The exit code of a command that ended with that one: another where its output was lost, which is said. */
    int exitCode(int code, PrintStream err) {
        if (failure == null) {
            return code;
        }
        if (hasNoReader(failure)) {
            return ExitCode.READER_LEFT;
        }
        err.println("specsweep: cannot write to standard output: " + failure.getMessage());
        return ExitCode.FATAL;
    }

    /** Whether it was a pipe, which fails where nobody reads it any more; the words for that depend on the locale. */
    private boolean hasNoReader(IOException failure) {
        try {
            if (!(bytes instanceof FileOutputStream file) || file.getFD() != FileDescriptor.out) {
                return saysPipe(failure);
            }
            int kind = (Integer) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & KIND_OF_FILE;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return saysPipe(failure);
        }
    }

    private static boolean saysPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Ends whatever prints: what was printed does not arrive. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        Lost(IOException cause) {
            super("cannot write to standard output: " + cause.getMessage(), cause);
        }
    }

    private final class Checked extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int from, int length) {
            if (failure == null) {
                try {
                    bytes.write(b, from, length);
                } catch (IOException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw new Lost(failure);
            }
        }
    }
}
