package specsweep.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Something that the user can put right, said in the user's words and shown without a stack trace. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private UserError(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A wrong argument, file or query. */
    static UserError badInput(String message) {
        return new UserError(ExitCode.BAD_INPUT, message);
    }

    /** Surroundings that do not allow to go on: a full disk, an output that cannot be written. */
    static UserError fatal(String message) {
        return new UserError(ExitCode.FATAL, message);
    }

    /** How the command ends, why in the user's words, and what Java says about it for whoever asks. */
    static UserError of(int exitCode, String message, Throwable cause) {
        UserError error = new UserError(exitCode, message);
        error.initCause(cause);
        return error;
    }

    /** The same, with what Java says about it for whoever asks. */
    static UserError fatal(String message, Throwable cause) {
        UserError error = fatal(message);
        error.initCause(cause);
        return error;
    }

    /** Why a file could not be written, without its name. */
    static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }

    int exitCode() {
        return exitCode;
    }
}
