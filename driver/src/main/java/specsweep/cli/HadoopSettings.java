package specsweep.cli;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a Hadoop cluster: files such as core-site.xml and yarn-site.xml in the folders that HADOOP_CONF_DIR and
 * YARN_CONF_DIR name.
 */
final class HadoopSettings {
    private static final List<String> VARIABLES = List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR");

    private HadoopSettings() {}

    /** The folders that are named and there. */
    static List<Path> folders(Map<String, String> environment) {
        return VARIABLES.stream()
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .filter(Files::isDirectory)
                .distinct()
                .toList();
    }

    /** What to say of a folder that is named and not there. */
    static String missing(Map<String, String> environment) {
        return VARIABLES.stream()
                .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
                .map(variable -> "; " + variable + " is " + environment.get(variable) + ", which is no folder")
                .collect(Collectors.joining());
    }

    /**
     * Has Hadoop find the files, as its classes look for them where this thread finds classes. Spark's own launchers put the
     * folders on the class path; the one of this program has a class path that is the same at every start.
     */
    static void find() {
        List<URL> urls = new ArrayList<>();
        for (Path folder : folders(System.getenv())) {
            try {
                urls.add(folder.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        if (!urls.isEmpty()) {
            Thread thread = Thread.currentThread();
            thread.setContextClassLoader(new URLClassLoader(urls.toArray(new URL[0]), thread.getContextClassLoader()));
        }
    }
}
