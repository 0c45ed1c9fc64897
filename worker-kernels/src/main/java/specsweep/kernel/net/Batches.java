package specsweep.kernel.net;

import specsweep.kernel.random.Stream;

/**
 * Mini-batches: which of the training points each step takes.
 *
 * <p>Every epoch is a new random permutation of all points (Fisher and Yates; Durstenfeld, 1964), and the permutations, one
 * after the other, are cut into batches of {@code size}. So every batch has the same size and every point is taken equally
 * often, also where the size does not divide the number of points; a batch that spans two epochs can then hold a point
 * twice. A step's batch depends on the stream, the size, the number of points and the step, and on nothing else.
 *
 * @param size points in a batch
 * @param stream what the permutations are drawn from: epoch e is its child {@code epoch-e}
 */
public record Batches(int size, Stream stream) {
    public Batches {
        if (size < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, was " + size);
        }
    }

    /** The order in which an epoch takes {@code count} points. */
    int[] permutation(long epoch, int count) {
        Stream draws = stream.child("epoch-" + epoch);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = draws.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
