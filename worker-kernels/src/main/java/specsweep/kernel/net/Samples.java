package specsweep.kernel.net;

import org.jspecify.annotations.Nullable;

/**
 * Points and the values wanted there, ready for training: features in the form that a kernel asks for, targets on the heap.
 *
 * <p>Owned by whoever made it; close it after use.
 */
public final class Samples implements AutoCloseable {
    /** Fewer features than these are not filled up to a panel. */
    private static final int NARROW = 16;

    private final int count;
    private final int width;
    private final float[] rows;
    private @Nullable Floats features;
    private float @Nullable [] panels;
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
        this.rows = features.clone();
        this.targets = targets.clone();
    }

    public int count() {
        return count;
    }

    /** How many features a point has. */
    int width() {
        return width;
    }

    /** The features row after row. */
    float[] rows() {
        return rows;
    }

    /** The features in native memory, [count, width]. */
    Floats features() {
        if (features == null) {
            features = new Floats(rows.length);
            features.put(rows, 0, 0, rows.length);
        }
        return features;
    }

    /**
     * The features in panels of 64 columns, of which the last is filled up, [panels][{@link #panelSize} / 64][64]; or in one panel
     * as narrow as they are, where to fill it up would take many times the memory. Some rows more may be read.
     */
    float[] panels() {
        if (panels == null) {
            int wide = (width + VectorProducts.PANEL - 1) / VectorProducts.PANEL;
            panels = new float[width < NARROW ? (count + VectorProducts.ROWS) * width : panelSize() * wide];
            fill(panels);
        }
        return panels;
    }

    /** How far apart the rows of a panel are. */
    int panelRow() {
        return width < NARROW ? width : VectorProducts.PANEL;
    }

    /** How far apart the panels are: as many rows more as products may read in vain. */
    int panelSize() {
        return (count + VectorProducts.ROWS) * VectorProducts.PANEL;
    }

    private void fill(float[] to) {
        for (int from = 0; from < width; from += VectorProducts.PANEL) {
            int columns = Math.min(VectorProducts.PANEL, width - from);
            for (int row = 0; row < count; row++) {
                int at = from / VectorProducts.PANEL * panelSize() + row * panelRow();
                System.arraycopy(rows, row * width + from, to, at, columns);
            }
        }
    }

    /** Has the other forms follow {@link #rows} when that has been written to. */
    void changed() {
        if (features != null) {
            features.put(rows, 0, 0, rows.length);
        }
        if (panels != null) {
            fill(panels);
        }
    }

    float[] targets() {
        return targets;
    }

    @Override
    public void close() {
        if (features != null) {
            features.close();
            features = null;
        }
    }
}
