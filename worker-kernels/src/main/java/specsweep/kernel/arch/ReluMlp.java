package specsweep.kernel.arch;

import org.jspecify.annotations.Nullable;
import specsweep.kernel.random.Stream;

/**
 * A plain multi-layer perceptron with max(0, z) on raw coordinates.
 *
 * <p>Hidden weights are N(0, 2/fanIn) (He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, eq. 10), output
 * weights N(0, 1/fanIn).
 */
public record ReluMlp() implements Architecture {
    static final Kind KIND = new Kind("relu-mlp", null, false, "ReLU network on raw coordinates");

    @Override
    public String name() {
        return KIND.name();
    }

    @Override
    public @Nullable Double bandwidth() {
        return null;
    }

    @Override
    public @Nullable Integer frequencies() {
        return null;
    }

    @Override
    public Activation activation() {
        return new Activation.Relu();
    }

    @Override
    public String initialisation() {
        return "he-normal";
    }

    @Override
    public void drawWeights(Layer layer, int fanIn, Stream stream, float[] values, int from, int to) {
        double variance = (layer == Layer.OUTPUT ? 1.0 : 2.0) / fanIn;
        stream.fillGaussian(StrictMath.sqrt(variance), values, from, to);
    }
}
