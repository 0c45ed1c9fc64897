package specsweep.kernel.arch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.random.Stream;

/**
 * A kind of coordinate network: encoding, activation and initialisation. Width and depth are not part of it.
 *
 * <p>To add an architecture, write one record that implements this interface, and add it to the {@code permits} clause and
 * to {@link #kinds()}. Its YAML and Parquet name is {@link #name()}.
 */
public sealed interface Architecture permits Siren, ReluMlp, FourierMlp {

    /** Every kind, in the order in which they are documented. */
    static List<Kind> kinds() {
        return List.of(Siren.KIND, ReluMlp.KIND, FourierMlp.KIND);
    }

    /** The architecture's name in YAML and Parquet, for example {@code relu-mlp}. */
    String name();

    /** The highest frequency scale the network starts with: omega0, or sigma; null where there is none. */
    @Nullable Double bandwidth();

    /** How many frozen random frequencies the encoding has; null where there is no such encoding. */
    @Nullable Integer frequencies();

    /** The function of the hidden layers. */
    Activation activation();

    /** The initialisation's name, as it is written to every row. */
    String initialisation();

    /** How many features the encoding makes of that many coordinates. */
    default int features(int coordinates) {
        return coordinates;
    }

    /**
     * Draws the frozen part of the encoding.
     *
     * @return [coordinates, frequencies], row-major; empty where the encoding has no parameters
     */
    default double[] drawFrequencies(int coordinates, Stream stream) {
        return new double[0];
    }

    /**
     * Encodes points.
     *
     * @param points [n, coordinates], row-major
     * @param frequencies as {@link #drawFrequencies} made them
     * @return the features, [n, features], row-major
     */
    default float[] encode(double[] points, int coordinates, double[] frequencies) {
        float[] features = new float[points.length];
        for (int i = 0; i < points.length; i++) {
            features[i] = (float) points[i];
        }
        return features;
    }

    /**
     * Draws the weights of a layer.
     *
     * @param layer which layer
     * @param fanIn the number of the layer's inputs
     * @param stream where to draw from; each weight takes a fixed number of draws
     * @param values where they go, from {@code from} to {@code to - 1}
     */
    void drawWeights(Layer layer, int fanIn, Stream stream, float[] values, int from, int to);

    /** Draws one bias: uniform on +-1/sqrt(fanIn) for every architecture (PyTorch's default, which SIREN keeps). */
    default double drawBias(int fanIn, Stream stream) {
        double bound = 1.0 / StrictMath.sqrt(fanIn);
        return stream.nextUniform(-bound, bound);
    }

    /** Where in the network a layer stands, as far as initialisation asks. */
    enum Layer {
        FIRST,
        HIDDEN,
        OUTPUT
    }

    /**
     * What can be said of a kind of architecture before its numbers are known.
     *
     * @param name its name in YAML and Parquet
     * @param bandwidthMeaning what the bandwidth is, null where the kind has none
     * @param frequencies whether the kind has a number of frozen frequencies
     * @param summary one line for help texts
     */
    record Kind(String name, @Nullable String bandwidthMeaning, boolean frequencies, String summary) {
        public boolean hasBandwidth() {
            return bandwidthMeaning != null;
        }
    }

    /**
     * Makes an architecture from its name and numbers.
     *
     * @throws IllegalArgumentException if a number that the kind needs is missing, or one that it does not have is given
     */
    static Architecture of(String name, @Nullable Double bandwidth, @Nullable Integer frequencies) {
        Kind kind = kinds().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("architecture must be one of "
                        + kinds().stream().map(Kind::name).toList() + ", was " + name));
        if (bandwidth != null && !kind.hasBandwidth()) {
            throw new IllegalArgumentException(name + " has no bandwidth, was given " + bandwidth);
        }
        if (frequencies != null && !kind.frequencies()) {
            throw new IllegalArgumentException(name + " has no frequencies, was given " + frequencies);
        }
        return switch (name) {
            case "siren" -> new Siren(required(name, "bandwidth (omega0)", bandwidth));
            case "fourier-mlp" ->
                new FourierMlp(
                        required(name, "bandwidth (sigma)", bandwidth),
                        required(name, "number of frequencies", frequencies));
            case "relu-mlp" -> new ReluMlp();
            default -> throw new IllegalStateException(name + " is listed but cannot be made");
        };
    }

    private static <T> T required(String name, String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " needs a " + what);
        }
        return value;
    }
}
