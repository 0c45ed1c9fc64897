package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directives to the compiler are in a form that this JVM takes. */
class PlannerCompilationTest {
    /** The other tests of this JVM are compiled as ever. */
    @AfterEach
    void clear() throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "compilerDirectivesClear",
                        new Object[0],
                        new String[0]);
    }

    @Test
    void thisJvmTakesTheDirectives(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("directives.json");
        try (InputStream directives =
                Objects.requireNonNull(PlannerCompilation.class.getResourceAsStream("compiler-directives.json"))) {
            Files.copy(directives, file, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(PlannerCompilation.add(file)).startsWith("1 compiler directives added");
        Files.writeString(file, "[{match: [\"none/*.*\"], c3: {}}]");
        assertThat(PlannerCompilation.add(file)).doesNotContain("added");
    }
}
