package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;

/** Fresh weights are drawn once while they are wanted, and are the same whenever they are drawn. */
class FreshWeightsTest {
    private final Shape shape = new Shape(1, 1, 4, 1, 1);
    private final ReluMlp architecture = new ReluMlp();

    @Test
    void theWeightsOfASeedAreDrawnOnceWhileItsTuplesAreAtWork() {
        FreshWeights fresh = new FreshWeights();
        Weights first = fresh.of(architecture, shape, 1);
        assertThat(fresh.of(architecture, shape, 1)).isSameAs(first);
        assertThat(first.values())
                .isEqualTo(Weights.fresh(architecture, shape, 1).values());
        assertThat(fresh.of(architecture, shape, 2).values()).isNotEqualTo(first.values());
    }

    @Test
    void weightsThatWereForgottenAreDrawnAgainTheSame() {
        FreshWeights fresh = new FreshWeights();
        Weights first = fresh.of(architecture, shape, 1);
        for (int seed = 2; seed < 20; seed++) {
            fresh.of(architecture, shape, seed);
        }
        assertThat(fresh.of(architecture, shape, 1).values())
                .isNotSameAs(first.values())
                .isEqualTo(first.values());
    }
}
