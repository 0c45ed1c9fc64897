package specsweep.kernel.task.pde;

import java.util.function.IntToDoubleFunction;

/** Measures how fast an error falls. */
final class ConvergenceOrder {
    private ConvergenceOrder() {}

    /** The power p of an error proportional to steps^-p, from the errors at {@code steps} and at twice as many. */
    static double ofDoubling(int steps, IntToDoubleFunction error) {
        return StrictMath.log(error.applyAsDouble(steps) / error.applyAsDouble(2 * steps)) / StrictMath.log(2.0);
    }
}
