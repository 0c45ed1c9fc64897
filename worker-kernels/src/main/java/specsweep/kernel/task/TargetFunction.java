package specsweep.kernel.task;

/** A function from points of a domain to values, sampled many points at a time. */
@FunctionalInterface
public interface TargetFunction {
    /**
     * Samples the function.
     *
     * @param points [n, dimensions], row-major
     * @return the values, [n, outputs], row-major
     */
    double[] sample(double[] points);

    /** A function of one coordinate with one value. */
    static TargetFunction ofOneCoordinate(java.util.function.DoubleUnaryOperator function) {
        return points -> {
            double[] values = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                values[i] = function.applyAsDouble(points[i]);
            }
            return values;
        };
    }
}
