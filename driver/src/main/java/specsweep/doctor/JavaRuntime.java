package specsweep.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** The Java runtime's version, and whether the packages are open that Spark reaches into. */
final class JavaRuntime implements Check {
    private static final int LEAST = 17;
    /** The newest that this was seen to run on. */
    private static final int NEWEST = 25;

    private static final Pattern OPENED = Pattern.compile("--add-opens=([\\w.]+)/([\\w.]+)=ALL-UNNAMED");

    @Override
    public List<Finding> look(Surroundings surroundings) {
        return List.of(version(Runtime.version().feature()), modules(JavaModuleOptions.defaultModuleOptionArray()));
    }

    static Finding version(int feature) {
        String found = System.getProperty("java.vm.name") + " " + Runtime.version();
        if (feature < LEAST) {
            return Finding.fail("JDK", found, "install a JDK " + LEAST + " or later, and set JAVA_HOME to it");
        }
        return feature > NEWEST
                ? Finding.warn("JDK", found + " is newer than what this was tried on", "use JDK 17 to " + NEWEST)
                : Finding.ok("JDK", found);
    }

    /** A package that this runtime does not have need not be opened. */
    static Finding modules(String... options) {
        List<String> closed = new ArrayList<>();
        Module own = JavaRuntime.class.getModule();
        for (String option : options) {
            Matcher matcher = OPENED.matcher(option);
            if (matcher.matches()) {
                Optional<Module> module = ModuleLayer.boot().findModule(matcher.group(1));
                String name = matcher.group(2);
                // Only the driver's manual calls need this one, and it goes away in later JDKs.
                boolean needed = !name.equals("sun.security.action");
                if (needed
                        && module.isPresent()
                        && module.get().getPackages().contains(name)
                        && !module.get().isOpen(name, own)) {
                    closed.add(matcher.group(1) + "/" + name);
                }
            }
        }
        return closed.isEmpty()
                ? Finding.ok("module flags", "every package that Spark reaches into is open")
                : Finding.fail(
                        "module flags",
                        "closed to Spark: " + String.join(", ", closed),
                        "start with the launcher ./specsweep or spark-submit, or give java the options of java.options");
    }
}
