package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    @Test
    void theOrderIsTheSlopeOnLogarithmicAxes() {
        Convergence second =
                Convergence.measured("q", "steps", new int[] {10, 20, 40}, n -> 3.0 / n / n, 1.8, 2.2, "s");
        assertThat(second.order(0)).isCloseTo(2.0, within(1e-12));
        assertThat(second.order()).isCloseTo(2.0, within(1e-12));
        assertThat(second.check().passes()).isTrue();
        Convergence first = Convergence.measured("q", "steps", new int[] {10, 20, 40}, n -> 3.0 / n, 1.8, 2.2, "s");
        assertThat(first.check().passes()).isFalse();
    }

    @Test
    void anErrorThatIsNotANumberFails() {
        assertThat(new Convergence("q", "n", List.of(1, 2), List.of(1.0, Double.NaN), 1.0, 2.0, "s")
                        .check()
                        .passes())
                .isFalse();
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> new Convergence("q", "n", List.of(1), List.of(1.0), 1.0, 2.0, "s"))
                .hasMessageContaining("[1]");
        assertThatThrownBy(() -> new Convergence("q", "n", List.of(2, 1), List.of(1.0, 1.0), 1.0, 2.0, "s"))
                .hasMessageContaining("[2, 1]");
        assertThatThrownBy(() -> new Convergence("q", "n", List.of(1, 2), List.of(1.0, 1.0), 2.0, 2.0, "s"))
                .hasMessageContaining("2.0 and 2.0");
    }
}
