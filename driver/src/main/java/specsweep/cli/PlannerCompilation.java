package specsweep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Keeps the JVM's C2 compiler away from Spark's planner.
 *
 * <p>Most commands are some seconds of planning, code that never gets hot enough to repay C2: it took a third of such a
 * command's processor time. C1's code does for the planner; all else, above all the training loops, is compiled as ever.
 * HotSpot's own option for this prints a line to standard output, which belongs to results; its diagnostic command does not.
 */
final class PlannerCompilation {
    private static final String DIRECTIVES = "compiler-directives.json";

    private PlannerCompilation() {}

    /** Has it done by a thread of its own, since the first look at a JVM's management takes a tenth of a second. */
    static void lighten() {
        Thread thread = new Thread(PlannerCompilation::addDirectives, "compiler directives");
        thread.setDaemon(true);
        thread.start();
    }

    /** Adds the directives; without effect on a JVM that knows none, since they change nothing but speed. */
    private static void addDirectives() {
        try {
            Path file = Files.createTempFile("specsweep", ".json");
            try (InputStream directives =
                    Objects.requireNonNull(PlannerCompilation.class.getResourceAsStream(DIRECTIVES))) {
                Files.copy(directives, file, StandardCopyOption.REPLACE_EXISTING);
                add(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | JMException e) {
            // Slower by a second or two, and nothing else.
        }
    }

    /** What HotSpot answers. */
    static String add(Path directives) throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "compilerDirectivesAdd",
                        new Object[] {new String[] {directives.toString()}},
                        new String[] {String[].class.getName()}));
    }
}
