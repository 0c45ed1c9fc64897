package specsweep.kernel.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Siren;

class GradientCosineTest {
    private static final GradientCosine COSINE = new GradientCosine();

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void followsTheGradientsOfTheLossByCentralDifferences(Example example) {
        double[] source =
                lossGradient(example, Objects.requireNonNull(example.snapshot().sourceValues()));
        double[] target = lossGradient(example, example.snapshot().targetValues());
        double dot = 0;
        double sourceSquares = 0;
        double targetSquares = 0;
        for (int p = 0; p < source.length; p++) {
            dot += source[p] * target[p];
            sourceSquares += source[p] * source[p];
            targetSquares += target[p] * target[p];
        }
        assertThat(example.measure(COSINE)).isCloseTo(dot / Math.sqrt(sourceSquares * targetSquares), within(1e-6));
    }

    /** More points than are linearised at once. */
    @Test
    void addsUpOverAllPoints() {
        followsTheGradientsOfTheLossByCentralDifferences(Example.draw(new Siren(2), 1, 3, 2, 2, 1100));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isOneWhereSourceAndTargetAreTheSame(Example example) {
        double[] target = example.snapshot().targetValues();
        assertThat(example.towards(target, target.clone()).measure(COSINE)).isCloseTo(1, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isMinusOneWhereTheResidualsAreOpposite(Example example) {
        double[] target = example.snapshot().targetValues();
        double[] source = example.outputs(example.values());
        for (int i = 0; i < source.length; i++) {
            source[i] += 0.5 * (source[i] - target[i]);
        }
        assertThat(example.towards(target, source).measure(COSINE)).isCloseTo(-1, within(1e-9));
    }

    @Test
    void isTheCosine() {
        assertThat(GradientCosine.cosine(new double[] {3, 4}, new double[] {4, 3}))
                .isEqualTo(24.0 / 25);
        assertThat(GradientCosine.cosine(new double[] {3, 4}, new double[] {-8, 6}))
                .isEqualTo(0);
        assertThat(GradientCosine.cosine(new double[2], new double[] {1, 1})).isNaN();
    }

    private static double[] lossGradient(Example example, double[] wanted) {
        double[] values = example.values();
        double[] gradient = new double[values.length];
        for (int p = 0; p < values.length; p++) {
            double[] up = values.clone();
            double[] down = values.clone();
            up[p] += 1e-6;
            down[p] -= 1e-6;
            gradient[p] = (loss(example, up, wanted) - loss(example, down, wanted)) / 2e-6;
        }
        return gradient;
    }

    private static double loss(Example example, double[] values, double[] wanted) {
        double[] outputs = example.outputs(values);
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            sum += (outputs[i] - wanted[i]) * (outputs[i] - wanted[i]);
        }
        return sum / outputs.length;
    }
}
