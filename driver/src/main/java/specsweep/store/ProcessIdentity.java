package specsweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process, so that another one on the same system can tell whether it still lives.
 *
 * <p>A process id alone says little: other containers count their own, and ids are used again. So it goes with the kernel's
 * boot and the namespace that it counts in, and with the process's start in ticks since that boot, which no change of the
 * clock moves. Only Linux tells these; elsewhere a process is known by its heartbeat alone.
 *
 * @param host name of its machine, for people
 * @param pid its id
 * @param user who runs it
 * @param system boot and namespace in which the id counts; null where that cannot be told
 * @param startTicks its start, in ticks since the boot
 */
public record ProcessIdentity(
        String host, long pid, String user, @Nullable String system, long startTicks) {
    private static final Path PROC = Path.of("/proc");
    private static final String USER = System.getProperty("user.name", "unknown");

    public ProcessIdentity {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
    }

    /** This process. */
    public static ProcessIdentity here() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(
                Provenance.hostName(),
                pid,
                USER,
                thisSystem(),
                stat(pid).map(Stat::startTicks).orElse(0L));
    }

    /** Whether it lives, where that can be told without waiting: for a process of this system. */
    Optional<Boolean> alive() {
        String here = thisSystem();
        if (here == null || !here.equals(system)) {
            return Optional.empty();
        }
        Optional<Stat> stat = stat(pid);
        if (stat.isEmpty() && !user.equals(USER)) {
            // A system may hide the processes of other users (hidepid).
            return Optional.empty();
        }
        return Optional.of(stat.map(found -> found.startTicks() == startTicks && !found.ended())
                .orElse(false));
    }

    /** Writes it for a message: {@code process 4711 of anna on node7}. */
    @Override
    public String toString() {
        return "process " + pid + " of " + user + " on " + host;
    }

    private static @Nullable String thisSystem() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip() + " "
                    + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private record Stat(char state, long startTicks) {
        /** A zombie has ended, though nobody has asked how. */
        boolean ended() {
            return state == 'Z' || state == 'X';
        }
    }

    /** The third and the twenty-second field of {@code /proc/PID/stat}; the second, a name, may hold anything. */
    private static Optional<Stat> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Stat(fields[0].charAt(0), Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
