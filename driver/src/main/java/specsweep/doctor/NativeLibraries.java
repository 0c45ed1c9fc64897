package specsweep.doctor;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.ArrayList;
import java.util.List;
import specsweep.kernel.net.NativeEnvironment;

/** The C library, and whether ND4J's libraries load and multiply. */
final class NativeLibraries implements Check {
    /** The newest symbol that ND4J 1.0.0-M2.1's library for Linux on x86-64 asks for. */
    private static final String LEAST_GLIBC = "2.27";

    @Override
    public List<Finding> look(Surroundings surroundings) {
        List<Finding> findings = new ArrayList<>();
        if (Platform.isLinux()) {
            Finding glibc = glibc();
            findings.add(glibc);
            if (glibc.level() == Finding.Level.FAIL) {
                return findings;
            }
        }
        if (BlasKernels.wouldCrash(surroundings)) {
            // Loading would end this process.
            return findings;
        }
        try {
            NativeEnvironment environment = NativeEnvironment.prepare();
            findings.add(Finding.ok("native libraries", "load; " + environment.cpu()));
        } catch (RuntimeException | LinkageError e) {
            findings.add(Finding.fail(
                    "native libraries",
                    "do not load: " + e,
                    "use the build for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                            + ", and let it write to its cache (org.bytedeco.javacpp.cachedir, now "
                            + System.getProperty("org.bytedeco.javacpp.cachedir", "~/.javacpp/cache") + ")"));
        }
        return findings;
    }

    private static Finding glibc() {
        String version;
        try {
            version = Function.getFunction("c", "gnu_get_libc_version").invokeString(new Object[0], false);
        } catch (UnsatisfiedLinkError e) {
            return Finding.fail(
                    "C library",
                    "is not glibc",
                    "ND4J has no build for musl: use a system or an image with glibc, such as Debian or Ubuntu");
        }
        return glibc(version);
    }

    static Finding glibc(String version) {
        String[] parts = version.split("\\.");
        String[] least = LEAST_GLIBC.split("\\.");
        boolean old = Integer.parseInt(parts[0]) < Integer.parseInt(least[0])
                || (parts[0].equals(least[0]) && Integer.parseInt(parts[1]) < Integer.parseInt(least[1]));
        return old
                ? Finding.fail(
                        "C library",
                        "glibc " + version,
                        "ND4J's library needs glibc " + LEAST_GLIBC + ": use a newer system or image")
                : Finding.ok("C library", "glibc " + version);
    }
}
