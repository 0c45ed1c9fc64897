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
import java.util.ArrayList;
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

    /**
     * Where the jars are, this program's own first; empty where it does not run from jars. A build may replace the program's
     * own while it runs, so those are copies that end with this process: an executor that is started later gets the same.
     */
    static List<URI> all() {
        Path own = ownJar();
        if (!Files.isRegularFile(own)) {
            return List.of();
        }
        List<URI> jars = new ArrayList<>();
        Set<String> names = names();
        Path copies = Utils.createTempDir(System.getProperty("java.io.tmpdir"), "specsweep")
                .toPath();
        Stream.concat(Stream.of(own), classPath().filter(jar -> names.contains(name(jar))))
                .distinct()
                .map(jar -> Objects.equals(jar.getParent(), own.getParent()) ? copied(jar, copies) : jar)
                .map(Path::toUri)
                .forEach(jars::add);
        return jars;
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
