package specsweep.kernel.transfer;

import java.util.Optional;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;

/**
 * The ablation {@code head-reset}: the trained source's hidden layers under a fresh output layer. It keeps the features
 * that the source has learnt and drops how they were read out.
 */
public record HeadReset() implements Condition {
    @Override
    public String name() {
        return "head-reset";
    }

    @Override
    public String summary() {
        return "the source's hidden layers under a fresh output layer";
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
        float[] values = trained.values().clone();
        int head = shape.weightsAt(shape.depth());
        System.arraycopy(fresh.values(), head, values, head, values.length - head);
        return new Weights(shape, values, trained.frequencies());
    }
}
