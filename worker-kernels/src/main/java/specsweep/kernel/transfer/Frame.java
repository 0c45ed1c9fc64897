package specsweep.kernel.transfer;

import specsweep.kernel.task.TargetFunction;

/**
 * The standardisation that all functions of a tuple share: shifted by the mean and scaled by the RMS (about that mean) of
 * the source function on the training grid, output by output. Source and target are thus on one scale, and the MSE of a
 * network that outputs the source's mean is 1 on the source.
 */
final class Frame {
    private final int outputs;
    private final double[] mean;
    private final double[] rms;

    private Frame(int outputs, double[] mean, double[] rms) {
        this.outputs = outputs;
        this.mean = mean;
        this.rms = rms;
    }

    /**
     * Measures a function on the training points.
     *
     * @throws IllegalArgumentException if an output is not finite or does not vary
     */
    static Frame of(TargetFunction function, double[] points, int outputs) {
        double[] values = function.sample(points);
        int count = values.length / outputs;
        double[] mean = new double[outputs];
        double[] rms = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            double sum = 0;
            double largest = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i * outputs + o];
                largest = Math.max(largest, Math.abs(values[i * outputs + o]));
            }
            mean[o] = sum / count;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double difference = values[i * outputs + o] - mean[o];
                squares += difference * difference;
            }
            rms[o] = StrictMath.sqrt(squares / count);
            if (!Double.isFinite(rms[o])) {
                throw new IllegalArgumentException("the function is not finite on the training grid");
            }
            if (!(rms[o] > 1e-9 * largest)) {
                throw new IllegalArgumentException(
                        "the function is constant on the training grid and cannot be standardised");
            }
        }
        return new Frame(outputs, mean, rms);
    }

    /** Samples a function at points, standardised, [points, outputs]. */
    double[] standardise(TargetFunction function, double[] points) {
        double[] values = function.sample(points);
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - mean[i % outputs]) / rms[i % outputs];
            // What is beyond the floats cannot be trained on either.
            if (!Float.isFinite((float) values[i])) {
                throw new IllegalArgumentException("the function is not finite on the grid");
            }
        }
        return values;
    }

    /** Mean square difference of two standardised samples. */
    static double meanSquareDifference(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum / a.length;
    }
}
