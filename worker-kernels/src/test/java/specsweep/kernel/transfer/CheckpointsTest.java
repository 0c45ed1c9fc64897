package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99, 100})
    void everyStepToOneHundredIsOne(int steps) {
        assertThat(Checkpoints.upTo(steps))
                .containsExactly(IntStream.rangeClosed(0, steps).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 105, 106, 107, 1000, 1500, 100_000, Integer.MAX_VALUE})
    void theyAscendFromTheStartToTheLastStep(int steps) {
        int[] checkpoints = Checkpoints.upTo(steps);
        assertThat(checkpoints)
                .startsWith(IntStream.rangeClosed(0, 100).toArray())
                .endsWith(steps);
        for (int i = 1; i < checkpoints.length; i++) {
            assertThat(checkpoints[i]).isGreaterThan(checkpoints[i - 1]);
        }
    }

    @Test
    void fortyFillADecadeInEqualRatios() {
        int[] checkpoints = Checkpoints.upTo(100_000);
        for (int decade = 100; decade < 100_000; decade *= 10) {
            int from = decade;
            int[] within = Arrays.stream(checkpoints)
                    .filter(c -> c > from && c <= 10 * from)
                    .toArray();
            assertThat(within).hasSize(40).endsWith(10 * from);
            for (int k = 0; k < 40; k++) {
                assertThat((double) within[k])
                        .isBetween(
                                from * Math.pow(10, (k + 1) / 40.0) - 0.5, from * Math.pow(10, (k + 1) / 40.0) + 0.5);
            }
        }
    }
}
