package specsweep.kernel.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;

class NtkAlignmentTest {
    private static final NtkAlignment ALIGNMENT = new NtkAlignment();

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void followsItsDefinition(Example example) {
        double[][] kernel = example.kernel();
        double[] outputs = example.outputs(example.values());
        int width = example.shape().outputs();
        double form = 0;
        double residualSquares = 0;
        double kernelSquares = 0;
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel.length; j++) {
                kernelSquares += kernel[i][j] * kernel[i][j];
                for (int o = 0; o < width; o++) {
                    double ri = outputs[i * width + o] - example.snapshot().targetValues()[i * width + o];
                    double rj = outputs[j * width + o] - example.snapshot().targetValues()[j * width + o];
                    form += ri * kernel[i][j] * rj;
                    residualSquares += i == j ? ri * ri : 0;
                }
            }
        }
        assertThat(example.measure(ALIGNMENT))
                .isCloseTo(form / (Math.sqrt(kernelSquares) * residualSquares), within(1e-7));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void liesBetweenZeroAndOne(Example example) {
        for (int seed = 0; seed < 20; seed++) {
            double[] target = Example.gaussians(example.snapshot().targetValues().length, seed);
            assertThat(example.towards(target).measure(ALIGNMENT)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void isOneAlongTheOnlyDirectionOfTheKernelAndZeroAcrossIt() {
        TangentKernel kernel = new TangentKernel(new double[][] {{9, 12}, {12, 16}});
        assertThat(NtkAlignment.alignment(kernel, new double[][] {{-6}, {-8}})).isCloseTo(1, within(1e-15));
        assertThat(NtkAlignment.alignment(kernel, new double[][] {{4}, {-3}})).isEqualTo(0);
    }

    @Test
    void isOneOverRootPointsWhereAllDirectionsAreAlike() {
        TangentKernel kernel =
                new TangentKernel(new double[][] {{2, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 2, 0}, {0, 0, 0, 2}});
        assertThat(NtkAlignment.alignment(kernel, new double[][] {{1}, {2}, {-3}, {5}}))
                .isCloseTo(0.5, within(1e-15));
    }

    /** With weights of zero only the output bias moves anything: K is all ones, and only the mean residual can be learnt. */
    @Test
    void anAllZeroReluNetworkLearnsTheMeanOnly() {
        Shape shape = new Shape(1, 1, 4, 2, 1);
        Weights zero = new Weights(shape, new float[shape.parameters()], new double[0]);
        Snapshot snapshot =
                new Snapshot(new ReluMlp().activation(), zero, zero, new float[] {-1, 0, 1}, new double[] {1, 2, 6});
        StartNetwork start = new StartNetwork(snapshot);
        assertThat(ALIGNMENT.measure(start)).isCloseTo(81.0 / (3 * 41), within(1e-15));
        assertThat(new NtkEffectiveRank().measure(start)).isEqualTo(1);
    }

    @Test
    void isAbsentWhereNothingIsLeftToLearn() {
        Shape shape = new Shape(1, 1, 4, 2, 1);
        Weights zero = new Weights(shape, new float[shape.parameters()], new double[0]);
        Snapshot snapshot = new Snapshot(new ReluMlp().activation(), zero, zero, new float[] {-1, 1}, new double[2]);
        assertThat(Diagnostics.measure(snapshot)).contains(new Measurement(ALIGNMENT, null));
    }
}
