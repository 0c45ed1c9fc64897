package specsweep.kernel.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;

class DistancesTest {
    /** One unit: weight, bias, output weight, output bias. */
    private static final Shape SHAPE = new Shape(1, 1, 1, 1, 1);

    private static final double[] NOWHERE = {9, 9};
    private static final double[] TARGET = {0, 4};

    static List<Example> examples() {
        return Example.all();
    }

    @Test
    void weightDistanceIsEuclidean() {
        StartNetwork start = start(new float[] {1, 0, 2, 1}, new float[] {1, -2, 2, 3}, NOWHERE);
        assertThat(new WeightDistance().measure(start)).isEqualTo(StrictMath.sqrt(8));
    }

    @Test
    void relativeWeightDistanceIsInUnitsOfTheScratchNorm() {
        StartNetwork start = start(new float[] {0, 0, 0, 0}, new float[] {1, 1, 1, 1}, NOWHERE);
        assertThat(new RelativeWeightDistance().measure(start)).isEqualTo(1);
        StartNetwork far = start(new float[] {3, 3, 3, 3}, new float[] {1, 1, 1, 1}, NOWHERE);
        assertThat(new RelativeWeightDistance().measure(far)).isEqualTo(2);
    }

    @Test
    void relativeWeightDistanceIsAbsentWhereScratchIsZero() {
        assertThat(new RelativeWeightDistance().measure(start(new float[] {1, 0, 2, 1}, new float[4], NOWHERE)))
                .isInfinite();
    }

    @Test
    void independentInitialisationsAreAboutRootTwoApart() {
        Example example = Example.draw(new Siren(30), 1, 64, 3, 1, 4);
        assertThat(example.measure(new RelativeWeightDistance())).isCloseTo(Math.sqrt(2), within(0.02));
    }

    @Test
    void functionDistanceIsOfTheFunctionsNotOfTheNetwork() {
        StartNetwork start = start(new float[] {1, 0, 2, 1}, new float[4], new double[] {3, 3});
        assertThat(new FunctionDistance().measure(start)).isEqualTo(5);
    }

    /** max(0, x) 2 + 1 at -1 and 1 is 1 and 3. */
    @Test
    void startDistanceIsOfTheNetwork() {
        StartNetwork start = start(new float[] {1, 0, 2, 1}, new float[4], NOWHERE);
        assertThat(new StartDistance().measure(start)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void startDistanceIsTheMeanSquaredErrorOfAllOutputs(Example example) {
        double[] outputs = example.outputs(example.values());
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double difference = outputs[i] - example.snapshot().targetValues()[i];
            sum += difference * difference / outputs.length;
        }
        assertThat(example.measure(new StartDistance())).isCloseTo(sum, within(1e-12 * sum));
    }

    private static StartNetwork start(float[] start, float[] scratch, double[] source) {
        return new StartNetwork(new Snapshot(
                new ReluMlp().activation(),
                new Weights(SHAPE, start, new double[0]),
                new Weights(SHAPE, scratch, new double[0]),
                new float[] {-1, 1},
                TARGET,
                source));
    }
}
