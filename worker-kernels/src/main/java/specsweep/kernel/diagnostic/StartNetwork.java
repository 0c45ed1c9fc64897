package specsweep.kernel.diagnostic;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.net.Shape;

/**
 * The network of a {@link Snapshot}, run once over its points: all that more than one diagnostic reads.
 *
 * <p>Points are taken {@value #PART} at a time, so that memory does not grow with their number. What costs the square of
 * that number, the tangent kernel, looks at no more than {@value #PART} points: of more than that, at those with numbers
 * {@code floor(k points / 1024)}, k = 0 ... 1023, in the order of the training grid.
 */
public final class StartNetwork {
    static final int PART = 1024;

    private final Snapshot snapshot;
    private final double[][] outputs;
    private final double[][] features;
    private final double[] targetGradient;
    private final double @Nullable [] sourceGradient;
    private final TangentKernel kernel;
    private final double[][] kernelResidual;

    StartNetwork(Snapshot snapshot) {
        this.snapshot = snapshot;
        int points = snapshot.points();
        Shape shape = snapshot.start().shape();
        double[] source = snapshot.sourceValues();
        outputs = new double[points][];
        features = new double[points][];
        targetGradient = new double[shape.parameters()];
        sourceGradient = source == null ? null : new double[shape.parameters()];
        Linearisation part = null;
        for (int from = 0; from < points; from += PART) {
            int[] numbers = IntStream.range(from, Math.min(points, from + PART)).toArray();
            part = new Linearisation(snapshot, numbers);
            System.arraycopy(part.outputs(), 0, outputs, from, numbers.length);
            System.arraycopy(part.inputs(shape.depth()), 0, features, from, numbers.length);
            part.addGradient(part.residual(snapshot.targetValues()), targetGradient);
            if (source != null && sourceGradient != null) {
                part.addGradient(part.residual(source), sourceGradient);
            }
        }
        Linearisation seen = part != null && points <= PART ? part : new Linearisation(snapshot, subset(points));
        kernel = TangentKernel.of(seen);
        kernelResidual = seen.residual(snapshot.targetValues());
    }

    /** The points that the kernel looks at. */
    static int[] subset(int points) {
        int count = Math.min(points, PART);
        return IntStream.range(0, count)
                .map(k -> (int) ((long) k * points / count))
                .toArray();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** What the network says, [points, outputs]. */
    double[][] outputs() {
        return outputs;
    }

    /** The last hidden layer's activations, [points, width]. */
    double[][] features() {
        return features;
    }

    /** The loss gradient on the target, up to a positive factor. */
    double[] targetGradient() {
        return targetGradient;
    }

    /** The loss gradient on the source, up to the same factor; null where there is no source. */
    double @Nullable [] sourceGradient() {
        return sourceGradient;
    }

    /** The empirical tangent kernel at the points it looks at. */
    TangentKernel kernel() {
        return kernel;
    }

    /** Network less target at the kernel's points, [kernel points, outputs]. */
    double[][] kernelResidual() {
        return kernelResidual;
    }
}
