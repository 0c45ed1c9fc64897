package specsweep.kernel.diagnostic;

/**
 * How many directions the empirical tangent kernel spreads over: {@code (tr K)^2 / tr(K^2)}, the participation ratio of
 * its eigenvalues, from 1 (one direction) to the number of points (all alike). It is not the entropy that Roy and Vetterli
 * (2007) call effective rank; this one needs no eigenvalues.
 *
 * <p>With several outputs K is the kernel summed over them ({@link TangentKernel}). Of more than 1024 points it looks at
 * 1024 ({@link StartNetwork}).
 */
public record NtkEffectiveRank() implements Diagnostic {
    @Override
    public String name() {
        return "ntk-effective-rank";
    }

    @Override
    public String summary() {
        return "participation ratio of the empirical tangent kernel's eigenvalues";
    }

    @Override
    public double measure(StartNetwork start) {
        return effectiveRank(start.kernel());
    }

    static double effectiveRank(TangentKernel kernel) {
        double trace = kernel.trace();
        return trace * trace / kernel.squares();
    }
}
