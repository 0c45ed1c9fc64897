package specsweep.kernel.diagnostic;

/**
 * The alignment of the empirical tangent kernel with the residual r = network - target:
 * {@code r^T K r / (|K|_F |r|^2)}, between 0 and 1 (Cristianini, Shawe-Taylor, Elisseeff and Kandola, "On kernel-target
 * alignment", NIPS 2001, definition 1, with the residual for the labels). It is 1 where the residual is the kernel's only
 * direction. Undefined where the residual is zero.
 *
 * <p>Under gradient flow {@code r^T K r} is the rate at which half the squared error falls; the norms take out how large
 * kernel and residual are. With several outputs K is the kernel summed over them ({@link TangentKernel}) and r^T K r is
 * summed over the residual's columns. Of more than 1024 points it looks at 1024 ({@link StartNetwork}).
 */
public record NtkAlignment() implements Diagnostic {
    @Override
    public String name() {
        return "ntk-alignment";
    }

    @Override
    public String summary() {
        return "alignment of the empirical tangent kernel with the residual, 0 to 1";
    }

    @Override
    public double measure(StartNetwork start) {
        return alignment(start.kernel(), start.kernelResidual());
    }

    static double alignment(TangentKernel kernel, double[][] residual) {
        return kernel.quadraticForm(residual) / (StrictMath.sqrt(kernel.squares()) * Products.squares(residual));
    }
}
