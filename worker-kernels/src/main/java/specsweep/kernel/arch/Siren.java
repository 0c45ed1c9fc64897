package specsweep.kernel.arch;

import org.jspecify.annotations.Nullable;
import specsweep.kernel.random.Stream;

/**
 * A sine network: sin(omega0 (W h + b)) in every hidden layer, linear output (Sitzmann, Martel, Bergman, Lindell and
 * Wetzstein, "Implicit neural representations with periodic activation functions", NeurIPS 2020).
 *
 * <p>Weights are uniform on +-1/fanIn in the first layer and on +-sqrt(6/fanIn)/omega0 in all others, the output layer
 * included (section 3.2 there). omega0 multiplies the bias too.
 *
 * @param omega0 the frequency of every sine, positive; 30 in the paper
 */
public record Siren(double omega0) implements Architecture {
    static final Kind KIND = new Kind("siren", "omega0", false, "sine network (Sitzmann et al., 2020)");

    public Siren {
        if (!(omega0 > 0) || Double.isInfinite(omega0)) {
            throw new IllegalArgumentException("omega0 must be positive and finite, was " + omega0);
        }
    }

    @Override
    public String name() {
        return KIND.name();
    }

    @Override
    public Double bandwidth() {
        return omega0;
    }

    @Override
    public @Nullable Integer frequencies() {
        return null;
    }

    @Override
    public Activation activation() {
        return new Activation.Sine(omega0);
    }

    @Override
    public String initialisation() {
        return "sitzmann-2020";
    }

    @Override
    public void drawWeights(Layer layer, int fanIn, Stream stream, float[] values, int from, int to) {
        double bound = layer == Layer.FIRST ? 1.0 / fanIn : StrictMath.sqrt(6.0 / fanIn) / omega0;
        for (int i = from; i < to; i++) {
            values[i] = (float) stream.nextUniform(-bound, bound);
        }
    }
}
