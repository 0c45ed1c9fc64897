package specsweep.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * What all tests of this package share, made once: one run that nothing disturbs, and one cluster. Both end with this JVM.
 *
 * <p>Most of a test's time is the start of a dozen JVMs that load the same classes. So the undisturbed run, which is first,
 * leaves an archive of them, and every later process maps that. An archive asks for a class path of jars alone: the folders
 * of the build are packed into one.
 */
final class Stage {
    private static final Path FOLDER = folder();
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final Path UNDISTURBED = FOLDER.resolve("undisturbed");

    /** All of the build as jars: its dependencies, then its own classes. */
    static final String CLASS_PATH = jars();

    private static @Nullable ClusterOfProcesses cluster;
    private static @Nullable List<String> facts;

    private Stage() {}

    /** Where an undisturbed run of {@link Drivers}' sweep has left its results: to be copied, not to be changed. */
    static Path undisturbed() {
        undisturbedFacts();
        return UNDISTURBED;
    }

    /** The facts of the undisturbed run. */
    static synchronized List<String> undisturbedFacts() {
        List<String> known = facts;
        if (known != null) {
            return known;
        }
        try (JavaProcess driver =
                new Drivers(FOLDER).runLocally(UNDISTURBED, List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE))) {
            Assertions.assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        List<String> made = Facts.of(UNDISTURBED);
        Assertions.assertThat(made).hasSize(Drivers.TUPLES * Drivers.CONDITIONS);
        facts = made;
        return made;
    }

    /** A cluster with both workers alive; a test that takes one away puts it back. */
    static synchronized ClusterOfProcesses cluster() {
        ClusterOfProcesses known = cluster;
        if (known != null) {
            return known;
        }
        undisturbedFacts();
        ClusterOfProcesses made = ClusterOfProcesses.start(FOLDER);
        Runtime.getRuntime().addShutdownHook(new Thread(made::close));
        cluster = made;
        return made;
    }

    /** Options of a JVM that should start fast, and that runs too briefly to be worth optimising. */
    static List<String> fastStart() {
        return Files.exists(ARCHIVE)
                ? List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:SharedArchiveFile=" + ARCHIVE,
                        "-Xlog:cds*=off",
                        "-Xlog:all=off")
                : List.of("-XX:TieredStopAtLevel=1");
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("specsweep-chaos");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jars() {
        List<String> jars = new ArrayList<>();
        Path own = FOLDER.resolve("own.jar");
        Set<String> packed = new LinkedHashSet<>();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(own))) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(entry).toAbsolutePath();
                if (Files.isDirectory(path)) {
                    pack(path, out, packed);
                } else if (Files.exists(path)) {
                    jars.add(path.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jars.add(own.toString());
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, JarOutputStream out, Set<String> packed) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            if (packed.add(name)) {
                out.putNextEntry(new JarEntry(name));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
    }
}
