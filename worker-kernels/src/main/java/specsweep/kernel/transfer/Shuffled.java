package specsweep.kernel.transfer;

import java.util.Optional;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;
import specsweep.kernel.random.Stream;

/**
 * The ablation {@code shuffled}: the trained source's weights, permuted at random within each layer, biases among
 * themselves. It keeps the distribution of every layer's weights and destroys their arrangement.
 */
public record Shuffled() implements Condition {
    @Override
    public String name() {
        return "shuffled";
    }

    @Override
    public String summary() {
        return "the source's weights permuted within each layer";
    }

    @Override
    public Optional<Source> source(Tuple tuple) {
        return new Structured().source(tuple);
    }

    @Override
    public Weights start(Tuple tuple, Weights trained) {
        Shape shape = trained.shape();
        float[] values = trained.values().clone();
        Stream stream = Stream.seed(tuple.seed()).child("shuffled");
        for (int layer = 0; layer < shape.layers(); layer++) {
            permute(values, shape.weightsAt(layer), shape.biasesAt(layer), stream);
            permute(values, shape.biasesAt(layer), shape.weightsAt(layer + 1), stream);
        }
        return new Weights(shape, values, trained.frequencies());
    }

    /** Fisher and Yates, in place. */
    private static void permute(float[] values, int from, int to, Stream stream) {
        for (int i = to - 1; i > from; i--) {
            int j = from + stream.nextInt(i - from + 1);
            float swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
