package specsweep.kernel.net;

import java.util.Arrays;
import java.util.List;
import specsweep.kernel.arch.Activation;
import specsweep.kernel.random.Stream;

/** What the roofline of a step is made of, each piece by itself on arrays of its own; {@link StepBenchmark} measures them. */
final class RooflinePieces {
    private RooflinePieces() {}

    /** The products of a hidden layer's way forward and of its gradient, in panels. */
    static List<Runnable> productsInVectors(int tile, int width) {
        int rows = VectorProducts.roundedUp(tile);
        float[] a = values(rows * width);
        float[] weights = values(width * width);
        float[] c = AlignedFloats.ofLength(rows * width);
        float[] gradient = AlignedFloats.ofLength(width * width);
        float[] zeros = AlignedFloats.ofLength(width);
        PanelProducts.Blocks blocks = PanelProducts.inPanels(0, width);
        int panel = rows * VectorProducts.PANEL;
        int row = VectorProducts.PANEL;
        return List.of(
                () -> PanelProducts.multiply(
                        tile,
                        width,
                        width,
                        a,
                        0,
                        row,
                        panel,
                        weights,
                        blocks,
                        zeros,
                        0,
                        0,
                        c,
                        panel,
                        PanelProducts.NOTHING),
                () -> PanelProducts.multiplyTransposed(
                        tile, width, width, a, 0, row, panel, c, panel, gradient, 0, false));
    }

    /** An activation and its derivative, forward and backward, of so many cells. */
    static Runnable elements(Activation activation, int cells) {
        float[] z = values(cells);
        float[] bias = AlignedFloats.ofLength(cells);
        float[] out = AlignedFloats.ofLength(cells);
        float[] kept = AlignedFloats.ofLength(cells);
        float[] gradient = AlignedFloats.ofLength(cells);
        Arrays.fill(gradient, 1e-3f);
        return activation instanceof Activation.Sine sine
                ? () -> {
                    FusedLoops.sineWithSlope(z, bias, (float) sine.omega0(), out, kept, cells);
                    // What is multiplied is made anew at each call: a product that only shrinks ends in subnormal
                    // numbers, of which some processors make a hundred times the work.
                    FusedLoops.multiply(out, kept, cells);
                }
                : () -> {
                    FusedLoops.relu(z, bias, kept, cells);
                    FusedLoops.maskByRelu(gradient, kept, cells);
                };
    }

    /** The same in vectors, as a step does it: of six rows at a time, of which there are whole ones. */
    static Runnable elementsInVectors(Activation activation, int cells) {
        int block = VectorProducts.ROWS * VectorProducts.PANEL;
        float[] z = values(cells);
        float[] kept = AlignedFloats.ofLength(cells);
        float[] gradient = values(cells);
        float[] sums = AlignedFloats.ofLength(VectorProducts.PANEL);
        return () -> {
            for (int at = 0; at < cells; at += block) {
                if (activation instanceof Activation.Sine sine) {
                    VectorActivations.sineWithSlope(z, at, (float) sine.omega0(), kept);
                    // As above, what is multiplied is made anew.
                    VectorActivations.multiply(z, kept, at, VectorProducts.ROWS, sums, 0);
                } else {
                    VectorActivations.relu(z, at);
                    VectorActivations.maskByRelu(gradient, z, at, VectorProducts.ROWS, sums, 0);
                }
            }
            Arrays.fill(sums, 0f);
        };
    }

    /** A step of the optimiser. */
    static Runnable adam(int parameters) {
        float[] values = AlignedFloats.ofLength(parameters);
        float[] gradient = AlignedFloats.ofLength(parameters);
        Arrays.fill(gradient, 1e-3f);
        Adam.State state = new Adam.State(parameters);
        Adam adam = new Adam(1e-6, 0.9, 0.999, 1e-8);
        return () -> state.step(adam, values, gradient);
    }

    static Floats random(int length) {
        Floats floats = new Floats(length);
        floats.put(values(length), 0, 0, length);
        return floats;
    }

    private static float[] values(int length) {
        Stream stream = Stream.seed(2);
        float[] values = AlignedFloats.ofLength(length);
        for (int i = 0; i < length; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return values;
    }
}
