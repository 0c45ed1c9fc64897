package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReferenceCheckTest {
    @Test
    void passesWithinTheToleranceOnly() {
        assertThat(new ReferenceCheck("q", 1.0, 1.5, 0.5, "s").passes()).isTrue();
        assertThat(new ReferenceCheck("q", 1.0, 1.51, 0.5, "s").passes()).isFalse();
        assertThat(new ReferenceCheck("q", 1.0, 0.49, 0.5, "s").passes()).isFalse();
    }

    @Test
    void aNumberThatIsNotANumberFails() {
        assertThat(new ReferenceCheck("q", 1.0, Double.NaN, 0.5, "s").passes()).isFalse();
    }

    @Test
    void aRelativeToleranceIsAFractionOfTheExpectedNumber() {
        assertThat(ReferenceCheck.relative("q", -200.0, 0.0, 0.01, "s").tolerance())
                .isEqualTo(2.0);
    }

    @Test
    void aToleranceOfZeroIsRefused() {
        assertThatThrownBy(() -> new ReferenceCheck("q", 1.0, 1.0, 0.0, "s")).hasMessageContaining("was 0.0 for q");
    }
}
