package specsweep.kernel.arch;

import specsweep.kernel.random.Stream;

/**
 * A ReLU network on random Fourier features [cos 2 pi B x, sin 2 pi B x] with frozen B ~ N(0, sigma^2) (Tancik et al.,
 * "Fourier features let networks learn high frequency functions in low dimensional domains", NeurIPS 2020, section 6).
 *
 * <p>B belongs to the weights: a warm start carries it over, another initialisation draws another.
 *
 * @param sigma the standard deviation of the frequencies, positive, in cycles per unit of x
 * @param frequencyCount how many frequencies, hence half as many as features
 */
public record FourierMlp(double sigma, int frequencyCount) implements Architecture {
    static final Kind KIND =
            new Kind("fourier-mlp", "sigma", true, "random Fourier features, then ReLU (Tancik et al., 2020)");

    private static final ReluMlp MLP = new ReluMlp();

    public FourierMlp {
        if (!(sigma > 0) || Double.isInfinite(sigma)) {
            throw new IllegalArgumentException("sigma must be positive and finite, was " + sigma);
        }
        if (frequencyCount < 1) {
            throw new IllegalArgumentException("frequencies must be at least 1, was " + frequencyCount);
        }
    }

    @Override
    public String name() {
        return KIND.name();
    }

    @Override
    public Double bandwidth() {
        return sigma;
    }

    @Override
    public Integer frequencies() {
        return frequencyCount;
    }

    @Override
    public Activation activation() {
        return MLP.activation();
    }

    @Override
    public String initialisation() {
        return MLP.initialisation();
    }

    @Override
    public int features(int coordinates) {
        return 2 * frequencyCount;
    }

    @Override
    public double[] drawFrequencies(int coordinates, Stream stream) {
        double[] frequencies = new double[coordinates * frequencyCount];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = sigma * stream.nextGaussian();
        }
        return frequencies;
    }

    @Override
    public float[] encode(double[] points, int coordinates, double[] frequencies) {
        int count = points.length / coordinates;
        float[] features = new float[count * 2 * frequencyCount];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < frequencyCount; k++) {
                double phase = 0;
                for (int c = 0; c < coordinates; c++) {
                    phase += points[i * coordinates + c] * frequencies[c * frequencyCount + k];
                }
                phase *= 2 * StrictMath.PI;
                features[i * 2 * frequencyCount + k] = (float) StrictMath.cos(phase);
                features[i * 2 * frequencyCount + frequencyCount + k] = (float) StrictMath.sin(phase);
            }
        }
        return features;
    }

    @Override
    public void drawWeights(Layer layer, int fanIn, Stream stream, float[] values, int from, int to) {
        MLP.drawWeights(layer, fanIn, stream, values, from, to);
    }
}
