package specsweep.kernel.net;

import specsweep.kernel.arch.Activation;

/**
 * Loss and gradient of one multi-layer perceptron over a set of samples, full batch: the engine's inner part.
 *
 * <p>Points are taken in tiles that fit the second-level cache; a tile goes forward and backward before the next one is
 * touched, and gradients add up over tiles. Every buffer is allocated once; a step allocates nothing.
 *
 * <p>Not thread-safe: one for each task slot.
 */
interface MlpKernel extends AutoCloseable {
    /**
     * The kernel for networks of this shape in this process: the vector unit's where the processor and the JVM have what it
     * needs and the width fits it, else ND4J's BLAS.
     *
     * @param points how many points a training step takes
     */
    static MlpKernel of(NativeEnvironment environment, Shape shape, Activation activation, int points) {
        if (environment.trainsInVectors() && VectorKernel.fits(shape.width())) {
            VectorWarmUp.done();
            return new VectorKernel(shape, activation, VectorKernel.tilePoints(points));
        }
        Blas blas = new Blas(environment);
        int widest = Math.max(shape.width(), shape.features());
        return new BlasKernel(shape, activation, blas.tilePoints(points, widest), blas);
    }

    /** Parameters, or a gradient, in the order in which this kernel takes and gives them: a new array of them. */
    float[] toKernelOrder(float[] inShapeOrder);

    /** The same in the order of {@link Shape}: a new array of them. */
    float[] toShapeOrder(float[] inKernelOrder);

    /**
     * Mean squared error of the network over all samples and outputs, {@code sum (y - target)^2 / (points * outputs)},
     * and its gradient in {@code gradientOut}; parameters and gradient in the kernel's order.
     */
    double lossAndGradient(float[] values, Samples samples, float[] gradientOut);

    /** Mean squared error of the network over all samples and outputs; parameters in the kernel's order. */
    double loss(float[] values, Samples samples);

    /** Whether its buffers lie where they are fastest; a collector may have moved them since it was made. */
    boolean aligned();

    /** How many points go forward and backward together, at most. */
    int tile();

    @Override
    void close();
}
