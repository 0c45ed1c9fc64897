package specsweep.kernel.transfer;

import java.util.Optional;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;

/**
 * The ablation {@code norm-matched}: other fresh weights, rescaled layer by layer to the Frobenius norms of the trained
 * source's weights and of its biases. It keeps how large the source's weights are and nothing of what they say.
 */
public record NormMatched() implements Condition {
    @Override
    public String name() {
        return "norm-matched";
    }

    @Override
    public String summary() {
        return "fresh weights rescaled to the source's layer norms";
    }

    @Override
    public Optional<Source> source(Tuple tuple) {
        return new Structured().source(tuple);
    }

    @Override
    public Weights start(Tuple tuple, Weights trained) {
        Shape shape = trained.shape();
        Weights fresh = Weights.fresh(
                tuple.architecture(), shape, tuple.seed() + tuple.protocol().controlSeedOffset());
        float[] values = fresh.values();
        for (int layer = 0; layer < shape.layers(); layer++) {
            rescale(values, trained.values(), shape.weightsAt(layer), shape.biasesAt(layer));
            rescale(values, trained.values(), shape.biasesAt(layer), shape.weightsAt(layer + 1));
        }
        return new Weights(shape, values, fresh.frequencies());
    }

    private static void rescale(float[] values, float[] trained, int from, int to) {
        double own = norm(values, from, to);
        double wanted = norm(trained, from, to);
        for (int i = from; i < to; i++) {
            values[i] = own == 0 ? 0 : (float) (values[i] * (wanted / own));
        }
    }

    private static double norm(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return StrictMath.sqrt(sum);
    }
}
