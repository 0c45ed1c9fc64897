package specsweep.kernel.net;

/**
 * Points and the values wanted there, ready for training: features in native memory, targets on the heap.
 *
 * <p>Owned by whoever made it; close it after use.
 */
public final class Samples implements AutoCloseable {
    private final int count;
    private final int width;
    private final Floats features;
    private final float[] targets;

    /**
     * @param features the encoded points, [count, features], row-major
     * @param targets the values wanted, [count, outputs], row-major
     */
    public Samples(int count, float[] features, float[] targets) {
        if (count < 1 || features.length % count != 0 || targets.length % count != 0) {
            throw new IllegalArgumentException("samples need whole rows, were " + count + " points, " + features.length
                    + " features and " + targets.length + " targets");
        }
        this.count = count;
        this.width = features.length / count;
        this.features = new Floats(features.length);
        this.features.put(features, 0, 0, features.length);
        this.targets = targets.clone();
    }

    public int count() {
        return count;
    }

    /** How many features a point has. */
    int width() {
        return width;
    }

    Floats features() {
        return features;
    }

    float[] targets() {
        return targets;
    }

    @Override
    public void close() {
        features.close();
    }
}
