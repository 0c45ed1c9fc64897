package specsweep.kernel.net;

import specsweep.kernel.arch.Activation;

/**
 * Has the loops of {@link VectorKernel} compiled before a network is trained by them, once for each JVM.
 *
 * <p>Until C2 has compiled a loop over vectors, each of them is an object and a step takes a hundred times as long. Left to
 * training, HotSpot compiles such a loop twice: at first for the call that is at work and cannot be left ("on-stack
 * replacement"), which of the longest loops takes half a second, then the method as a whole, which takes a twentieth of that.
 * Here calls are short and many, so that methods are called often enough before any of their loops has gone round often enough.
 *
 * <p>Of what a compiled method never did HotSpot leaves the code out, and throws all of it away when it comes. So this has all of
 * it: one and several panels, blocks of points and tiles, odd numbers of them, narrow and wide features, sine and ReLU, weights
 * that are transposed for one tile and for several.
 */
final class VectorWarmUp {
    private static final int WIDTH = 2 * VectorProducts.PANEL;
    private static final int DEPTH = 3;

    /** One block of {@link PanelProducts} and the beginning of a second. */
    private static final int TILE = 67;

    /** One tile and the beginning of a second. */
    private static final int POINTS = TILE + 3;

    /** From some 600 calls HotSpot gives a method to C2; the rarest of those that count is called eight times a step. */
    private static final int STEPS = 150;

    private static boolean done;

    private VectorWarmUp() {}

    /** Returns when it has been done, by this thread or another; takes a second or two the first time. */
    static synchronized void done() {
        if (!done) {
            train(1, new Activation.Relu(), POINTS);
            train(1, new Activation.Sine(1), TILE);
            train(VectorProducts.PANEL, new Activation.Relu(), POINTS);
            done = true;
        }
    }

    private static void train(int features, Activation activation, int points) {
        Shape shape = new Shape(1, features, WIDTH, DEPTH, 1);
        float[] values = new float[shape.parameters()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.01f * (i % 7 - 3);
        }
        float[] inputs = new float[points * features];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = 0.1f * (i % 11 - 5);
        }
        float[] gradient = new float[values.length];
        Adam adam = new Adam(1e-6, 0.9, 0.999, 1e-8);
        Adam.State state = new Adam.State(values.length);
        try (VectorKernel kernel = new VectorKernel(shape, activation, TILE);
                Samples samples = new Samples(points, inputs, new float[points])) {
            for (int step = 0; step < STEPS; step++) {
                kernel.lossAndGradient(values, samples, gradient);
                state.step(adam, values, gradient);
                kernel.loss(values, samples);
            }
        }
    }
}
