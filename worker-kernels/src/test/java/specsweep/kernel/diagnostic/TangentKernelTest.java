package specsweep.kernel.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.arch.Siren;

class TangentKernelTest {

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isTheProductOfTheJacobianWithItself(Example example) {
        assertSame(new StartNetwork(example.snapshot()).kernel().rows(), example.kernel());
    }

    /** 300 points are more than one block of columns. */
    @Test
    void blocksOfColumnsFitTogether() {
        Example example = Example.draw(new Siren(2), 1, 3, 1, 2, 300);
        assertSame(new StartNetwork(example.snapshot()).kernel().rows(), example.kernel());
    }

    @Test
    void ofMoreThanSomePointsItLooksAtEvenlyStridedOnes() {
        assertThat(StartNetwork.subset(5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(StartNetwork.subset(1024)).isEqualTo(IntStream.range(0, 1024).toArray());
        assertThat(StartNetwork.subset(4096))
                .isEqualTo(IntStream.range(0, 1024).map(k -> 4 * k).toArray());
        assertThat(StartNetwork.subset(1500)).hasSize(1024).isSorted().startsWith(0, 1, 2, 4);
        assertThat(StartNetwork.subset(3_000_000)).hasSize(1024).isSorted().contains(2_997_070);
    }

    @Test
    void theSubsetIsMeasuredAsIfItWereAll() {
        Example large = Example.draw(new ReluMlp(), 2, 4, 2, 2, 1500);
        Example small = large.at(StartNetwork.subset(1500));
        for (Diagnostic kernelOnly : List.of(new NtkAlignment(), new NtkEffectiveRank())) {
            assertThat(large.measure(kernelOnly)).isEqualTo(small.measure(kernelOnly));
        }
        for (Diagnostic everyPoint : List.of(new StartDistance(), new GradientCosine(), new TargetCka())) {
            assertThat(large.measure(everyPoint)).isNotEqualTo(small.measure(everyPoint));
        }
    }

    private static void assertSame(double[][] kernel, double[][] expected) {
        double largest = 0;
        for (double[] row : expected) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        assertThat(kernel).hasDimensions(expected.length, expected.length);
        for (int i = 0; i < kernel.length; i++) {
            assertThat(kernel[i]).containsExactly(expected[i], within(1e-7 * largest));
        }
    }
}
