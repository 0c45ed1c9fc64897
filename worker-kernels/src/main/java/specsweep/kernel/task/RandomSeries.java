package specsweep.kernel.task;

import specsweep.kernel.random.Stream;

/**
 * The {@code random} control source: a random Fourier series
 * {@code sum over k = 1..6 of a_k cos(pi k x) + b_k sin(pi k x)} with independent N(0, 1) coefficients.
 *
 * <p>It shares no structure with any family. The caller centres it and scales it to unit RMS on its grid. In d dimensions
 * the series is the sum of independent ones along each coordinate, each on the domain mapped to [-1, 1], and each output
 * draws its own.
 *
 * @param domain the box on which the series lives
 * @param outputs how many independent series
 * @param coefficients [outputs, dimensions, HARMONICS, 2], row-major: a_k then b_k
 */
public record RandomSeries(Domain domain, int outputs, double[] coefficients) implements TargetFunction {
    /** The number of harmonics, k = 1 to 6. */
    public static final int HARMONICS = 6;

    /** Draws the coefficients. */
    public static RandomSeries draw(Domain domain, int outputs, Stream stream) {
        double[] coefficients = new double[outputs * domain.dimensions() * HARMONICS * 2];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = stream.nextGaussian();
        }
        return new RandomSeries(domain, outputs, coefficients);
    }

    @Override
    public double[] sample(double[] points) {
        int dimensions = domain.dimensions();
        int count = points.length / dimensions;
        double[] values = new double[count * outputs];
        for (int i = 0; i < count; i++) {
            for (int o = 0; o < outputs; o++) {
                double sum = 0;
                for (int c = 0; c < dimensions; c++) {
                    double low = domain.low().get(c);
                    double high = domain.high().get(c);
                    double x = 2 * (points[i * dimensions + c] - low) / (high - low) - 1;
                    for (int k = 1; k <= HARMONICS; k++) {
                        int at = ((o * dimensions + c) * HARMONICS + k - 1) * 2;
                        sum += coefficients[at] * StrictMath.cos(StrictMath.PI * k * x)
                                + coefficients[at + 1] * StrictMath.sin(StrictMath.PI * k * x);
                    }
                }
                values[i * outputs + o] = sum;
            }
        }
        return values;
    }
}
