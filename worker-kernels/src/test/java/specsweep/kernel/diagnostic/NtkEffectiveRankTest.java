package specsweep.kernel.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Siren;

class NtkEffectiveRankTest {

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isTheParticipationRatioOfTheEigenvalues(Example example) {
        double sum = 0;
        double squares = 0;
        for (double eigenvalue :
                new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(example.kernel())).getEigenvalues()) {
            sum += eigenvalue;
            squares += eigenvalue * eigenvalue;
        }
        double rank = example.measure(new NtkEffectiveRank());
        assertThat(rank).isCloseTo(sum * sum / squares, within(1e-6 * rank));
        assertThat(rank).isBetween(1.0, (double) example.snapshot().points());
    }

    @Test
    void isTheNumberOfPointsWhereNoneTellsOfAnother() {
        assertThat(NtkEffectiveRank.effectiveRank(new TangentKernel(new double[][] {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}})))
                .isEqualTo(3);
    }

    @Test
    void isOneForOneDirection() {
        assertThat(NtkEffectiveRank.effectiveRank(new TangentKernel(new double[][] {{9, 12}, {12, 16}})))
                .isEqualTo(1);
    }

    @Test
    void countsDirectionsByTheirWeight() {
        assertThat(NtkEffectiveRank.effectiveRank(new TangentKernel(new double[][] {{1, 0, 0}, {0, 2, 0}, {0, 0, 3}})))
                .isEqualTo(36.0 / 14);
    }

    @Test
    void aHigherFrequencyTellsMorePointsApart() {
        Example slow = Example.draw(new Siren(2), 1, 16, 2, 1, 40);
        Example fast = Example.draw(new Siren(30), 1, 16, 2, 1, 40);
        assertThat(fast.measure(new NtkEffectiveRank())).isGreaterThan(2 * slow.measure(new NtkEffectiveRank()));
    }
}
