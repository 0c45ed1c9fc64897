package specsweep.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** Whether a person is watching. */
final class Terminal {
    private static final int STDIN = 0;
    private static final int STDERR = 2;

    private Terminal() {}

    static boolean readsFromPerson() {
        return isTerminal(STDIN);
    }

    static boolean showsErrorsToPerson() {
        return isTerminal(STDERR);
    }

    private static boolean isTerminal(int descriptor) {
        String library = Platform.isWindows() ? "msvcrt" : "c";
        String function = Platform.isWindows() ? "_isatty" : "isatty";
        return NativeLibrary.getInstance(library).getFunction(function).invokeInt(new Object[] {descriptor}) != 0;
    }
}
