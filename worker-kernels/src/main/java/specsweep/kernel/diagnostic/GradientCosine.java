package specsweep.kernel.diagnostic;

/**
 * The cosine between the loss gradients on the source and on the target at the start weights,
 * {@code g_s . g_t / (|g_s| |g_t|)}, over all trained weights and biases. Undefined for fresh weights, and where a gradient
 * is zero.
 *
 * <p>At the end of a source's training g_s is small, and its direction is that of what was left to learn.
 */
public record GradientCosine() implements Diagnostic {
    @Override
    public String name() {
        return "gradient-cosine";
    }

    @Override
    public String summary() {
        return "cosine between the loss gradients on source and target at the start";
    }

    @Override
    public double measure(StartNetwork start) {
        double[] source = start.sourceGradient();
        return source == null ? Double.NaN : cosine(source, start.targetGradient());
    }

    static double cosine(double[] a, double[] b) {
        double norms = StrictMath.sqrt(Products.dot(a, a)) * StrictMath.sqrt(Products.dot(b, b));
        return Products.dot(a, b) / norms;
    }
}
