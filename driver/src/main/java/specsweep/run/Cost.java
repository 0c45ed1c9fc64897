package specsweep.run;

import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Tuple;

/**
 * How much arithmetic a tuple takes, to spread work evenly and to size waves; no result depends on it.
 *
 * <p>A training step of a network with weight matrices of {@code p} entries on {@code n} points takes {@code 2 n p}
 * operations forward, as many for the weights' gradient, and as many again for the inputs' gradient in all but the first
 * layer. What is not a matrix product is counted as twenty operations for each point and unit. What a training takes before
 * and after its steps, which is most of it where networks are tiny, is counted as so many operations too: else a task would
 * be given tens of thousands of such tuples, and a sweep of them would be a handful of tasks however many slots there are.
 */
public final class Cost {
    /** Some 0.2 ms of a core: sampling, buffers, the row. */
    private static final double AROUND_TRAINING = 1e7;

    private Cost() {}

    /** Operations of one training step of one network of the tuple. */
    public static double ofStep(Tuple tuple) {
        int coordinates = tuple.family().domain().dimensions();
        Integer batch = tuple.protocol().batchSize();
        double points = batch == null ? tuple.protocol().points() : batch;
        double width = tuple.width();
        double first = tuple.architecture().features(coordinates) * width;
        double others =
                (tuple.depth() - 1) * width * width + width * tuple.family().outputs();
        return points * (4 * first + 6 * others + 20 * tuple.depth() * width);
    }

    /** Operations of a tuple with that many conditions, its share of the sources counted as one source. */
    static double of(Tuple tuple, int conditions) {
        Protocol protocol = tuple.protocol();
        return ofStep(tuple) * ((double) conditions * protocol.steps() + protocol.sourceSteps())
                + (conditions + 1) * AROUND_TRAINING;
    }
}
