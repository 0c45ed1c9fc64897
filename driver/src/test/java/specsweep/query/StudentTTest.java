package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class StudentTTest {
    @Test
    void quantilesMatchThoseOfALibrary() {
        // The table to all digits, the series beyond it to 2e-8.
        LongStream.rangeClosed(1, 30)
                .forEach(df -> assertThat(quantile(df)).isCloseTo(reference(df), withinPercentage(1e-11)));
        LongStream.rangeClosed(31, 2000)
                .forEach(df -> assertThat(quantile(df)).isCloseTo(reference(df), withinPercentage(2e-6)));
    }

    @Test
    void manyDegreesOfFreedomAreNormal() {
        assertThat(quantile(1_000_000_000_000L))
                .isCloseTo(NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975), withinPercentage(1e-9));
    }

    @Test
    void belowOneDegreeOfFreedomThereIsNone() {
        assertThat(StudentT.invoke(0)).isNull();
        assertThat(StudentT.invoke(-1)).isNull();
    }

    private static double reference(long df) {
        return TDistribution.of(df).inverseCumulativeProbability(0.975);
    }

    private static double quantile(long df) {
        return Objects.requireNonNull(StudentT.invoke(df));
    }
}
