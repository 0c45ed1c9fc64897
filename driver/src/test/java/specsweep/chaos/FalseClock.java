package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock that jumps when the test says so, for processes that are started with its environment; by libfaketime, which
 * answers in the place of the C library. The time that has passed since a machine's start, by which a JVM waits, goes on as
 * ever: no setting of a clock moves that.
 */
final class FalseClock {
    private final Path library;
    private final Path offset;

    private FalseClock(Path library, Path folder) {
        this.library = library;
        this.offset = folder.resolve("clock");
        jump("+0");
    }

    /** A clock that is right until it is told to jump; nothing where libfaketime is not installed. */
    static Optional<FalseClock> in(Path folder) {
        PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:/usr/lib/**/libfaketimeMT.so.1");
        try (Stream<Path> all = Files.find(Path.of("/usr/lib"), 3, (path, attributes) -> wanted.matches(path))) {
            List<Path> found = all.toList();
            return found.stream().findFirst().map(library -> new FalseClock(library, folder));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** What a process that goes by this clock has in its environment. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                // How long it takes at most until a jump is seen.
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // With either of these on, threads of a JVM wait for each other for ever.
                "FAKETIME_DISABLE_SHM",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                // The times of files stay as they are: the JVM knows its archive of classes by those of the jars.
                "NO_FAKE_STAT",
                "1");
    }

    /**
     * Sets the clock.
     *
     * @param distance from the right time, as libfaketime writes it: {@code -2d} is the day before yesterday
     */
    void jump(String distance) {
        try {
            Path beside = Files.writeString(offset.resolveSibling("clock.new"), distance + "\n");
            Files.move(beside, offset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
