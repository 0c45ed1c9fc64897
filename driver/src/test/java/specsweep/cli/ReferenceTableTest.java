package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import specsweep.kernel.task.pde.Convergence;
import specsweep.kernel.task.pde.ReferenceCheck;

class ReferenceTableTest {
    private static final ReferenceCheck GOOD = new ReferenceCheck("mass", 8, 8.0001, 0.001, "one book");
    private static final ReferenceCheck BAD = new ReferenceCheck("height", 4, 5, 0.1, "another book");
    private static final ReferenceCheck LOST = new ReferenceCheck("depth", 4, Double.NaN, 0.1, "one book");
    private static final Convergence ORDER =
            new Convergence("u", "steps", List.of(10, 20), List.of(1e-2, 2.5e-3), 1.8, 2.2, "one book");

    @Test
    void everyCheckHasALineWithItsVerdictAndSource() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int missed = ReferenceTable.print(
                new PrintStream(out, true, StandardCharsets.UTF_8), "title", List.of(GOOD, BAD, LOST), List.of(ORDER));
        assertThat(missed).isEqualTo(2);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .containsPattern("mass +8\\.00010000 +8\\.00000000 +1\\.0e-04 +1\\.0e-03 +ok +\\[1\\]\n")
                .containsPattern("height +5\\.00000000 +4\\.00000000 +1\\.0e\\+00 +1\\.0e-01 +MISS +\\[2\\]\n")
                .containsPattern("depth +NaN +4\\.00000000 +NaN +1\\.0e-01 +MISS +\\[1\\]\n")
                .containsPattern("20 steps +2\\.50e-03 +2\\.00\n")
                .containsPattern("overall +2\\.00 +1\\.8\\.\\.2\\.2 +ok +\\[1\\]\n")
                .contains("[1] one book\n[2] another book\n")
                .contains("2 of 4 MISSED");
    }
}
