package specsweep.kernel.diagnostic;

/**
 * Mean square difference, over training points and outputs, of the start network's output and the target: the loss that
 * fine-tuning begins with, up to the rounding of float32.
 */
public record StartDistance() implements Diagnostic {
    @Override
    public String name() {
        return "start-distance";
    }

    @Override
    public String summary() {
        return "mean square difference of the start network's output and the target";
    }

    @Override
    public double measure(StartNetwork start) {
        double[] target = start.snapshot().targetValues();
        double[][] outputs = start.outputs();
        int width = outputs[0].length;
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            double difference = outputs[i / width][i % width] - target[i];
            sum += difference * difference;
        }
        return sum / target.length;
    }
}
