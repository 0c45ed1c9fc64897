package specsweep.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.util.Utils;

/**
 * The jars that this program is made of and that no Spark distribution has: its own, ND4J with its native libraries, and so
 * on. Executors of a cluster that has nothing but Spark get them from the driver.
 */
final class ProgramJars {
    private ProgramJars() {}

    /** Where the jars are, the one with this class first; empty where the program does not run from jars. */
    static List<URI> installed() {
        return paths().map(Path::toUri).toList();
    }

    /**
     * The same for executors, which may ask for them as long as this process lives. A build may meanwhile replace the
     * program's own jars, so those are copies that end with this process: an executor that is started later gets what the
     * first one got.
     */
    static List<URI> kept() {
        if (!runsFromJars()) {
            return List.of();
        }
        Path copies = Utils.createTempDir(System.getProperty("java.io.tmpdir"), "specsweep")
                .toPath();
        Path own = ownJar();
        return paths().map(jar -> Objects.equals(jar.getParent(), own.getParent()) ? copied(jar, copies) : jar)
                .map(Path::toUri)
                .toList();
    }

    private static Stream<Path> paths() {
        if (!runsFromJars()) {
            return Stream.empty();
        }
        Set<String> names = names();
        return Stream.concat(Stream.of(ownJar()), classPath().filter(jar -> names.contains(name(jar))))
                .distinct();
    }

    private static boolean runsFromJars() {
        return Files.isRegularFile(ownJar());
    }

    private static Path ownJar() {
        try {
            return Path.of(ProgramJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where this program is", e);
        }
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize());
    }

    /** The names of the files, as the build has written them. */
    static Set<String> names() {
        try (InputStream in = ProgramJars.class.getResourceAsStream("/specsweep/shipped.txt")) {
            if (in == null) {
                throw new IllegalStateException("the build left out /specsweep/shipped.txt");
            }
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .split(":"))
                    .map(path -> name(Path.of(path)))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path jar) {
        return String.valueOf(jar.getFileName());
    }

    private static Path copied(Path jar, Path folder) {
        try {
            return Files.copy(jar, folder.resolve(name(jar)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
