package specsweep.kernel.net;

/** The batch of the step at hand, copied out of all training points into samples of its own; closed by its owner. */
final class MiniBatch implements AutoCloseable {
    private final Batches batches;
    private final int count;
    private final int width;
    private final int outputs;
    private final float[] allFeatures;
    private final float[] allTargets;
    private final Samples samples;
    private long epoch = -1;
    private int[] order = new int[0];

    MiniBatch(Batches batches, Samples all) {
        this.batches = batches;
        this.count = all.count();
        this.width = all.width();
        this.allFeatures = all.rows();
        this.allTargets = all.targets();
        this.outputs = allTargets.length / count;
        this.samples =
                new Samples(batches.size(), new float[batches.size() * width], new float[batches.size() * outputs]);
    }

    /** The samples of a step, until the next call. */
    Samples at(int step) {
        for (int i = 0; i < batches.size(); i++) {
            long position = (long) step * batches.size() + i;
            if (position / count != epoch) {
                epoch = position / count;
                order = batches.permutation(epoch, count);
            }
            int row = order[(int) (position % count)];
            System.arraycopy(allFeatures, row * width, samples.rows(), i * width, width);
            System.arraycopy(allTargets, row * outputs, samples.targets(), i * outputs, outputs);
        }
        samples.changed();
        return samples;
    }

    @Override
    public void close() {
        samples.close();
    }
}
