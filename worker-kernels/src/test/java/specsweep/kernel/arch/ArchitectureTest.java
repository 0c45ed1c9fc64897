package specsweep.kernel.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import specsweep.kernel.arch.Architecture.Kind;
import specsweep.kernel.arch.Architecture.Layer;
import specsweep.kernel.random.Distribution;
import specsweep.kernel.random.Stream;

class ArchitectureTest {
    private static final int DRAWS = 20_000;

    static List<Kind> kinds() {
        return Architecture.kinds();
    }

    static List<Architecture> architectures() {
        return ExampleArchitectures.all();
    }

    @Test
    void everyKindIsRegisteredUnderTheNameOfItsClass() {
        assertThat(kinds().stream().map(Kind::name))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(List.of(Architecture.class.getPermittedSubclasses()).stream()
                        .map(c -> c.getSimpleName()
                                .replaceAll("(?<=.)([A-Z])", "-$1")
                                .toLowerCase(Locale.ROOT))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKindIsMadeOfItsNameAndTheNumbersItSaysItHas(Kind kind) {
        Double bandwidth = kind.hasBandwidth() ? 2.5 : null;
        Integer frequencies = kind.frequencies() ? 6 : null;
        Architecture made = Architecture.of(kind.name(), bandwidth, frequencies);
        assertThat(made.name()).isEqualTo(kind.name());
        assertThat(made.bandwidth()).isEqualTo(bandwidth);
        assertThat(made.frequencies()).isEqualTo(frequencies);
        assertThat(made.initialisation()).matches("[a-z0-9-]+");
        assertThat(kind.summary()).isNotBlank().doesNotContain("\n");
        assertThat(made).isEqualTo(Architecture.of(kind.name(), bandwidth, frequencies));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNumberThatIsMissingOrNotTheKindsOwnIsNamed(Kind kind) {
        Double bandwidth = kind.hasBandwidth() ? 2.5 : null;
        Integer frequencies = kind.frequencies() ? 6 : null;
        if (kind.hasBandwidth()) {
            assertThatThrownBy(() -> Architecture.of(kind.name(), null, frequencies))
                    .hasMessage("%s needs a bandwidth (%s)", kind.name(), kind.bandwidthMeaning());
        } else {
            assertThatThrownBy(() -> Architecture.of(kind.name(), 2.5, frequencies))
                    .hasMessage("%s has no bandwidth, was given 2.5", kind.name());
        }
        if (kind.frequencies()) {
            assertThatThrownBy(() -> Architecture.of(kind.name(), bandwidth, null))
                    .hasMessage("%s needs a number of frequencies", kind.name());
        } else {
            assertThatThrownBy(() -> Architecture.of(kind.name(), bandwidth, 6))
                    .hasMessage("%s has no frequencies, was given 6", kind.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIREN", "relu", "fourier"})
    void anUnknownNameIsAnsweredWithTheKnownOnes(String name) {
        assertThatThrownBy(() -> Architecture.of(name, 1.0, 1))
                .hasMessage(
                        "architecture must be one of %s, was %s",
                        kinds().stream().map(Kind::name).toList(), name);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aBandwidthMustBePositiveAndFinite(double bandwidth) {
        assertThatThrownBy(() -> new Siren(bandwidth))
                .hasMessage("omega0 must be positive and finite, was " + bandwidth);
        assertThatThrownBy(() -> new Activation.Sine(bandwidth))
                .hasMessage("omega0 must be positive and finite, was " + bandwidth);
        assertThatThrownBy(() -> new FourierMlp(bandwidth, 1))
                .hasMessage("sigma must be positive and finite, was " + bandwidth);
    }

    @Test
    void thereMustBeFrequencies() {
        assertThatThrownBy(() -> new FourierMlp(1, 0)).hasMessage("frequencies must be at least 1, was 0");
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void weightsAndBiasesHaveTheStatedDistributions(Architecture architecture) {
        for (int fanIn : new int[] {1, 2, 64}) {
            for (Layer layer : Layer.values()) {
                Stream stream = Stream.seed(8).child(layer + " " + fanIn);
                Distribution stated = stated(architecture, layer, fanIn);
                float[] weights = new float[DRAWS];
                architecture.drawWeights(layer, fanIn, stream, weights, 0, DRAWS);
                assertThat(stated.discrepancy(IntStream.range(0, DRAWS).mapToDouble(i -> weights[i])))
                        .as("weights of the %s layer of %d inputs, against %s", layer, fanIn, stated.name())
                        .isLessThan(Distribution.CRITICAL);
            }
            double bound = 1 / Math.sqrt(fanIn);
            Stream stream = Stream.seed(9).child("" + fanIn);
            double[] biases = DoubleStream.generate(() -> architecture.drawBias(fanIn, stream))
                    .limit(DRAWS)
                    .toArray();
            assertThat(Distribution.uniform(-bound, bound).discrepancy(DoubleStream.of(biases)))
                    .as("biases of %d inputs", fanIn)
                    .isLessThan(Distribution.CRITICAL);
            assertThat(DoubleStream.of(biases)).allMatch(bias -> Math.abs(bias) <= bound);
        }
    }

    /** What the literature says; a new architecture says its own here. */
    private static Distribution stated(Architecture architecture, Layer layer, int fanIn) {
        if (architecture instanceof Siren siren) {
            double bound = layer == Layer.FIRST ? 1.0 / fanIn : Math.sqrt(6.0 / fanIn) / siren.omega0();
            return Distribution.uniform(-bound, bound);
        }
        if (architecture instanceof ReluMlp || architecture instanceof FourierMlp) {
            return Distribution.normal(Math.sqrt((layer == Layer.OUTPUT ? 1.0 : 2.0) / fanIn));
        }
        throw new AssertionError("nobody has stated the distribution of " + architecture);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 5})
    void frequenciesAreNormalWithDeviationSigma(double sigma) {
        FourierMlp architecture = new FourierMlp(sigma, DRAWS / 2);
        double[] frequencies = architecture.drawFrequencies(2, Stream.seed(10));
        assertThat(frequencies).hasSize(DRAWS);
        assertThat(Distribution.normal(sigma).discrepancy(DoubleStream.of(frequencies)))
                .isLessThan(Distribution.CRITICAL);
    }

    @Test
    void fourierFeaturesAreCosinesAndThenSinesOfTwoPiBx() {
        FourierMlp architecture = new FourierMlp(1, 3);
        // Frequencies (1/4, 1), (1/2, -1), (1, 1/8) at the points (1, 1/2) and (-1, 0): phases in turns.
        double[] frequencies = {0.25, 0.5, 1, 1, -1, 0.125};
        double[] turns = {0.75, 0, 1.0625, -0.25, -0.5, -1};
        float[] features = architecture.encode(new double[] {1, 0.5, -1, 0}, 2, frequencies);
        assertThat(features).hasSize(2 * architecture.features(2));
        for (int point = 0; point < 2; point++) {
            for (int k = 0; k < 3; k++) {
                double phase = 2 * Math.PI * turns[point * 3 + k];
                assertThat(features[point * 6 + k]).isEqualTo((float) StrictMath.cos(phase));
                assertThat(features[point * 6 + 3 + k]).isEqualTo((float) StrictMath.sin(phase));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyEncodingGivesEachPointItsFeatures(Architecture architecture) {
        for (int coordinates : new int[] {1, 2}) {
            double[] frequencies = architecture.drawFrequencies(coordinates, Stream.seed(11));
            double[] points = {-1, 0.3, 0.25, 1, 0, -0.7};
            float[] all = architecture.encode(points, coordinates, frequencies);
            int width = architecture.features(coordinates);
            assertThat(all).hasSize(points.length / coordinates * width);
            for (int i = 0; i < points.length / coordinates; i++) {
                double[] point = java.util.Arrays.copyOfRange(points, i * coordinates, (i + 1) * coordinates);
                assertThat(architecture.encode(point, coordinates, frequencies))
                        .containsExactly(java.util.Arrays.copyOfRange(all, i * width, (i + 1) * width));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void whatHasNoFrequenciesSeesTheRawCoordinates(Architecture architecture) {
        @Nullable Integer count = architecture.frequencies();
        double[] frequencies = architecture.drawFrequencies(2, Stream.seed(12));
        assertThat(frequencies).hasSize(count == null ? 0 : 2 * count);
        if (count == null) {
            assertThat(architecture.features(2)).isEqualTo(2);
            assertThat(architecture.encode(new double[] {0.1, -0.7}, 2, frequencies))
                    .containsExactly(0.1f, -0.7f);
        }
    }
}
