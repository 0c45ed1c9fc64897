package specsweep.kernel.diagnostic;

/**
 * How far the start is from the tuple's scratch initialisation: {@code |start - scratch|}, the Euclidean norm over all
 * trained weights and biases.
 *
 * <p>A control that starts from another seed's initialisation is far away before it has learnt anything. A Fourier
 * encoding's frozen frequencies are not counted.
 */
public record WeightDistance() implements Diagnostic {
    @Override
    public String name() {
        return "weight-distance";
    }

    @Override
    public String summary() {
        return "Euclidean distance of the start from the scratch initialisation";
    }

    @Override
    public double measure(StartNetwork start) {
        return distance(
                start.snapshot().start().values(), start.snapshot().scratch().values());
    }

    static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return StrictMath.sqrt(sum);
    }
}
