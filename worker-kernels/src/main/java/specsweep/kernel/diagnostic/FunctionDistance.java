package specsweep.kernel.diagnostic;

/**
 * Mean square difference, over training points and outputs, of the target and the function that the start was trained on,
 * both standardised. Undefined for fresh weights.
 *
 * <p>For a control it is the distance of the control's own source; the tuple's source has the one in the fit's row.
 */
public record FunctionDistance() implements Diagnostic {
    @Override
    public String name() {
        return "function-distance";
    }

    @Override
    public String summary() {
        return "mean square difference of the start's own source function and the target";
    }

    @Override
    public double measure(StartNetwork start) {
        double[] source = start.snapshot().sourceValues();
        double[] target = start.snapshot().targetValues();
        if (source == null) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            double difference = source[i] - target[i];
            sum += difference * difference;
        }
        return sum / target.length;
    }
}
