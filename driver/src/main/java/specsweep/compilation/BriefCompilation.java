package specsweep.compilation;

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
 * Keeps the JVM's C2 compiler away from Spark and what Spark stands on, until there is work that repays it.
 *
 * <p>Most commands are some seconds of planning, code that never gets hot enough: C2 took a third of such a command's
 * processor time. C1's code does for it. The training loops are compiled as ever. HotSpot's own option for this prints a line
 * to standard output, which belongs to results; its diagnostic command does not. What has been refused C2 once stays with C1
 * until the JVM ends, hence {@link #end} as soon as it is known that there is much to do for Spark: much to read, or
 * many tuples.
 */
public final class BriefCompilation {
    private static final String DIRECTIVES = "compiler-directives.json";

    /**
     * Tuples from which C2 repays what it takes for Spark's code: 10 s of processor time once, for half a millisecond of each
     * tuple's overhead (two cores of a Xeon; DESIGN.md). The training loops have it in any case.
     */
    static final long WORTH_TUPLES = 20_000;

    private static final BriefCompilation THIS_JVM = new BriefCompilation();

    private boolean added;
    private boolean ended;

    BriefCompilation() {}

    /** Has it begun by a thread of its own, since the first look at a JVM's management takes a tenth of a second. */
    public static void begin() {
        Thread thread = new Thread(THIS_JVM::add, "compiler directives");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on all is compiled as ever. */
    public static void end() {
        THIS_JVM.remove();
    }

    /** The same if there are that many tuples to train that Spark's own code will get hot. */
    public static void endForTuples(long tuples) {
        THIS_JVM.removeForTuples(tuples);
    }

    /** Without effect on a JVM that knows no directives, since they change nothing but speed; and once it has ended. */
    synchronized void add() {
        if (added || ended) {
            return;
        }
        try {
            Path file = Files.createTempFile("specsweep", ".json");
            try (InputStream directives =
                    Objects.requireNonNull(BriefCompilation.class.getResourceAsStream(DIRECTIVES))) {
                Files.copy(directives, file, StandardCopyOption.REPLACE_EXISTING);
                added = invoke("compilerDirectivesAdd", file.toString()).contains(" added");
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | JMException e) {
            // Slower by a second or two, and nothing else.
        }
    }

    synchronized void remove() {
        ended = true;
        if (added) {
            try {
                // The last ones that were added; a user's own stay.
                invoke("compilerDirectivesRemove");
                added = false;
            } catch (JMException e) {
                // As above.
            }
        }
    }

    void removeForTuples(long tuples) {
        if (tuples >= WORTH_TUPLES) {
            remove();
        }
    }

    /** What HotSpot answers. */
    static String invoke(String command, String... arguments) throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        command,
                        arguments.length == 0 ? new Object[0] : new Object[] {arguments},
                        arguments.length == 0 ? new String[0] : new String[] {String[].class.getName()}));
    }
}
