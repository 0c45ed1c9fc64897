package specsweep.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import org.jline.terminal.TerminalBuilder;

/** Whether a person is watching. */
final class Terminal {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private Terminal() {}

    static boolean readsFromPerson() {
        return isTerminal(STDIN);
    }

    static boolean showsErrorsToPerson() {
        return isTerminal(STDERR);
    }

    /** How many characters fit into a line of standard output; 0 where that is no terminal. */
    static int width() throws IOException {
        if (!isTerminal(STDOUT)) {
            return 0;
        }
        try (org.jline.terminal.Terminal terminal =
                TerminalBuilder.builder().system(true).build()) {
            return terminal.getWidth();
        }
    }

    private static boolean isTerminal(int descriptor) {
        String library = Platform.isWindows() ? "msvcrt" : "c";
        String function = Platform.isWindows() ? "_isatty" : "isatty";
        return NativeLibrary.getInstance(library).getFunction(function).invokeInt(new Object[] {descriptor}) != 0;
    }
}
