package specsweep.kernel.net;

import static specsweep.kernel.net.VectorProducts.PANEL;

/**
 * The transpose, in panels of 64 columns, of the weights between two hidden layers of one width, of which a product has a block made
 * when it comes to it.
 */
final class TransposedWeights implements PanelProducts.Blocks {
    private final int weightsAt;
    private final int width;
    private final float[] numbers;
    private float[] values = {};
    private boolean stays;
    private boolean made;

    /** @param weightsAt where the weights [width, width] begin among a network's parameters, in panels */
    TransposedWeights(int weightsAt, int width) {
        this.weightsAt = weightsAt;
        this.width = width;
        numbers = AlignedFloats.ofLength(width * width);
    }

    /**
     * Turns to the weights in these parameters.
     *
     * @param stays whether more than one product will want them
     * @param made whether one has had them
     */
    void of(float[] parameters, boolean stays, boolean made) {
        this.values = parameters;
        this.stays = stays;
        this.made = made;
    }

    /** What {@link #at} says a place in. */
    float[] numbers() {
        return numbers;
    }

    @Override
    public int at(int column, int row) {
        // Blocks that are wanted once have one place, which the first-level cache keeps.
        int at = stays ? column * width + row * PANEL : 0;
        if (!made) {
            Layout.transpose(values, weightsAt + row * width + column * PANEL, PANEL, PANEL, numbers, at);
        }
        return at;
    }
}
