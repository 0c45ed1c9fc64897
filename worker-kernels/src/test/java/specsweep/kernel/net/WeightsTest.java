package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ExampleArchitectures;
import specsweep.kernel.arch.FourierMlp;
import specsweep.kernel.arch.Siren;

class WeightsTest {

    static List<Architecture> architectures() {
        return ExampleArchitectures.all();
    }

    /**
     * Worked out from SplitMix64 by another program. The first layer is uniform on +-1, the others on +-sqrt(6/2)/30 =
     * +-0.0577; biases on +-1/sqrt(fan-in).
     */
    @Test
    void freshSirenWeightsStayWhatTheyWere() {
        Weights weights = Weights.fresh(new Siren(30), new Shape(1, 1, 2, 2, 1), 3);
        assertThat(weights.values())
                .containsExactly(
                        0.9777615666389465f,
                        0.08203047513961792f,
                        0.91057288646698f,
                        -0.6789267063140869f,
                        -0.05618534982204437f,
                        -0.031098119914531708f,
                        0.0103067047894001f,
                        -0.013559212908148766f,
                        0.0772666409611702f,
                        0.25599995255470276f,
                        -0.035157423466444016f,
                        -0.011982923373579979f,
                        0.2848241925239563f);
        assertThat(weights.frequencies()).isEmpty();
    }

    /** In vsitzmann/siren and its re-implementations that differs: here it is sin(omega0 (w x + b)). */
    @Test
    void omega0MultipliesTheBiasToo() {
        Shape shape = new Shape(1, 1, 1, 1, 1);
        Siren siren = new Siren(30);
        float weight = 0.5f;
        float bias = 0.25f;
        Weights weights = new Weights(shape, new float[] {weight, bias, 2, 0.125f}, new double[0]);
        float x = 0.3f;
        double output = 2 * StrictMath.sin(30 * (weight * x + bias)) + 0.125;
        try (MlpKernel kernel = MlpKernel.of(NativeEnvironment.prepare(), shape, siren.activation(), 1);
                Samples zero = new Samples(1, new float[] {x}, new float[] {0})) {
            assertThat(kernel.loss(kernel.toKernelOrder(weights.values()), zero))
                    .isCloseTo(output * output, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aSeedGivesItsWeightsAndAnotherSeedOthers(Architecture architecture) {
        Shape shape = new Shape(2, architecture.features(2), 5, 3, 2);
        Weights weights = Weights.fresh(architecture, shape, 4);
        assertThat(Weights.fresh(architecture, shape, 4).values()).containsExactly(weights.values());
        assertThat(Weights.fresh(architecture, shape, 4).frequencies()).containsExactly(weights.frequencies());
        Weights other = Weights.fresh(architecture, shape, 5);
        for (int i = 0; i < weights.values().length; i++) {
            assertThat(other.values()[i]).isNotEqualTo(weights.values()[i]);
        }
        for (int i = 0; i < weights.frequencies().length; i++) {
            assertThat(other.frequencies()[i]).isNotEqualTo(weights.frequencies()[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aDeeperNetworkOrOneWithMoreOutputsKeepsItsFirstLayersAndItsFrequencies(Architecture architecture) {
        Shape shape = new Shape(1, architecture.features(1), 6, 2, 1);
        Weights weights = Weights.fresh(architecture, shape, 6);
        for (Shape larger : List.of(new Shape(1, shape.features(), 6, 4, 1), new Shape(1, shape.features(), 6, 2, 3))) {
            Weights others = Weights.fresh(architecture, larger, 6);
            int hidden = shape.weightsAt(shape.depth());
            assertThat(Arrays.copyOf(others.values(), hidden)).containsExactly(Arrays.copyOf(weights.values(), hidden));
            assertThat(others.frequencies()).containsExactly(weights.frequencies());
        }
    }

    @Test
    void asManyFrequenciesAreDrawnAsTheEncodingNeeds() {
        FourierMlp architecture = new FourierMlp(5, 7);
        Weights weights = Weights.fresh(architecture, new Shape(2, 14, 3, 1, 1), 7);
        assertThat(weights.frequencies()).hasSize(14);
    }

    @Test
    void aShapeLaysOutWeightsThenBiasesLayerAfterLayer() {
        Shape shape = new Shape(2, 4, 3, 2, 5);
        assertThat(shape.layers()).isEqualTo(3);
        assertThat(List.of(shape.weightsAt(0), shape.biasesAt(0))).containsExactly(0, 12);
        assertThat(List.of(shape.weightsAt(1), shape.biasesAt(1))).containsExactly(15, 24);
        assertThat(List.of(shape.weightsAt(2), shape.biasesAt(2))).containsExactly(27, 42);
        assertThat(shape.parameters()).isEqualTo(47);
    }

    @Test
    void wrongSizesAreNamed() {
        assertThatThrownBy(() -> new Shape(1, 1, 0, 2, 1)).hasMessageContaining("width 0, depth 2");
        assertThatThrownBy(() -> new Shape(1, 1, 10_000, 3, 1)).hasMessageContaining("width 10000 and depth 3");
        assertThatThrownBy(() -> new Weights(new Shape(1, 1, 1, 1, 1), new float[3], new double[0]))
                .hasMessageContaining("has 4 parameters, was given 3");
        assertThatThrownBy(() -> new Samples(2, new float[3], new float[2]))
                .hasMessage("samples need whole rows, were 2 points, 3 features and 2 targets");
    }
}
