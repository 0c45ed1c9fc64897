package specsweep.kernel.diagnostic;

/**
 * {@link WeightDistance} in units of the scratch initialisation's norm: {@code |start - scratch| / |scratch|}. It compares
 * across widths and architectures; two independent initialisations are about sqrt 2 apart.
 */
public record RelativeWeightDistance() implements Diagnostic {
    @Override
    public String name() {
        return "relative-weight-distance";
    }

    @Override
    public String summary() {
        return "distance of the start from the scratch initialisation, over the latter's norm";
    }

    @Override
    public double measure(StartNetwork start) {
        float[] scratch = start.snapshot().scratch().values();
        double norm = WeightDistance.distance(scratch, new float[scratch.length]);
        return WeightDistance.distance(start.snapshot().start().values(), scratch) / norm;
    }
}
