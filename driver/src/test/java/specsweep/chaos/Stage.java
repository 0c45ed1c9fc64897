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

    private static ClusterOfProcesses cluster;
    private static List<String> facts;

    private Stage() {}

    /** Where an undisturbed run of {@link Drivers}' sweep has left its results: to be copied, not to be changed. */
    static synchronized Path undisturbed() {
        if (facts == null) {
            Drivers drivers = new Drivers(FOLDER);
            try (JavaProcess driver = drivers.runLocally(UNDISTURBED, List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE))) {
                Assertions.assertThat(driver.exitCode()).as(driver::output).isZero();
            }
            facts = Facts.of(UNDISTURBED);
            Assertions.assertThat(facts).hasSize(Drivers.TUPLES * Drivers.CONDITIONS);
        }
        return UNDISTURBED;
    }

    /** The facts of the undisturbed run. */
    static List<String> undisturbedFacts() {
        undisturbed();
        return facts;
    }

    /** A cluster with both workers alive; a test that takes one away puts it back. */
    static synchronized ClusterOfProcesses cluster() {
        if (cluster == null) {
            undisturbed();
            cluster = ClusterOfProcesses.start(FOLDER);
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        }
        return cluster;
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
