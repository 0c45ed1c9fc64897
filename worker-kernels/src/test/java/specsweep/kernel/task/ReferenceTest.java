package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.task.pde.Convergence;
import specsweep.kernel.task.pde.ReferenceCheck;

/** Every family that is solved, against what is known; {@code specsweep reference} prints the same lists. */
class ReferenceTest {
    static Stream<TaskFamily> solvedFamilies() {
        return TaskFamily.all().stream().filter(family -> family.reference().isPresent());
    }

    @ParameterizedTest
    @MethodSource("solvedFamilies")
    void everySolverMatchesItsReferences(TaskFamily family) {
        List<ReferenceCheck> checks = family.reference().orElseThrow().checks().get();
        assertThat(checks).isNotEmpty().allMatch(ReferenceCheck::passes);
        assertThat(checks).extracting(ReferenceCheck::quantity).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("solvedFamilies")
    void everyMeasuredOrderIsThatOfTheMethod(TaskFamily family) {
        List<Convergence> orders =
                family.reference().orElseThrow().convergence().get();
        assertThat(orders).map(Convergence::check).allMatch(ReferenceCheck::passes);
        // The heat equation is summed in closed form; all others are discretised.
        assertThat(orders.isEmpty()).isEqualTo(family instanceof Heat);
    }

    @ParameterizedTest
    @MethodSource("solvedFamilies")
    void theExampleIsAMemberAndEveryAxisHasAName(TaskFamily family) {
        Reference reference = family.reference().orElseThrow();
        Domain domain = family.domain();
        double[] values = family.member(reference.example()).sample(domain.heldOutPoints(9));
        assertThat(reference.coordinates()).hasSize(domain.dimensions());
        assertThat(reference.values()).hasSize(family.outputs());
        assertThat(values).hasSize(4 * family.outputs()).doesNotContain(Double.NaN);
    }
}
