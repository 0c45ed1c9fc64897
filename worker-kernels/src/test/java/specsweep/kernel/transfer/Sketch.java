package specsweep.kernel.transfer;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.task.Bump;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.TaskFamily;

/** A small tuple that trains in milliseconds, any part of which a test may change. */
final class Sketch {
    Architecture architecture = new ReluMlp();
    int width = 8;
    int depth = 2;
    long seed = 3;
    TaskFamily family = new Bump();
    Parameters source = Parameters.of("t", 0.1);
    Parameters target = Parameters.of("t", 0.2);

    @Nullable Parameters alternate;

    int points = 33;

    @Nullable Integer batchSize;

    int sourceSteps = 40;

    @Nullable Double sourceMse;

    int steps = 30;
    double learningRate = 0.001;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    long controlSeedOffset = 500;
    double deadSourceMse = 0.5;

    @Nullable Double deadlineSeconds;

    /** The small tuple itself. */
    static Tuple tuple() {
        return tuple(sketch -> {});
    }

    /** The small tuple with changes. */
    static Tuple tuple(Consumer<Sketch> changes) {
        Sketch sketch = new Sketch();
        changes.accept(sketch);
        return sketch.draw();
    }

    private Tuple draw() {
        Protocol protocol = new Protocol(
                points,
                batchSize,
                sourceSteps,
                sourceMse,
                steps,
                learningRate,
                beta1,
                beta2,
                epsilon,
                controlSeedOffset,
                deadSourceMse,
                deadlineSeconds);
        return new Tuple(architecture, width, depth, seed, family, source, target, alternate, protocol);
    }
}
