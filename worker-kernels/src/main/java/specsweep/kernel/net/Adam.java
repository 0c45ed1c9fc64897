package specsweep.kernel.net;

import java.util.Arrays;

/**
 * The optimiser's numbers (Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015).
 *
 * @param learningRate the constant step size
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the corrected second moment
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) {

    /** One network's moments, and how many steps it has taken. */
    static final class State {
        private final float[] firstMoment;
        private final float[] secondMoment;
        private double beta1Power = 1;
        private double beta2Power = 1;

        State(int parameters) {
            firstMoment = AlignedFloats.ofLength(parameters);
            secondMoment = AlignedFloats.ofLength(parameters);
        }

        /** Whether the moments begin on cache lines at this moment. */
        boolean aligned() {
            return AlignedFloats.aligned(firstMoment, secondMoment);
        }

        /** As if no step had been taken. */
        void begin() {
            Arrays.fill(firstMoment, 0f);
            Arrays.fill(secondMoment, 0f);
            beta1Power = 1;
            beta2Power = 1;
        }

        void step(Adam adam, float[] parameters, float[] gradient) {
            // Of the floats that the moments decay by: 1 - beta2 of 0.999 and of its float differ by 1.3e-5.
            beta1Power *= (float) adam.beta1();
            beta2Power *= (float) adam.beta2();
            FusedLoops.adam(
                    parameters,
                    gradient,
                    firstMoment,
                    secondMoment,
                    (float) adam.beta1(),
                    (float) adam.beta2(),
                    (float) adam.epsilon(),
                    (float) (adam.learningRate() / (1 - beta1Power)),
                    (float) (1 / (1 - beta2Power)),
                    parameters.length);
        }
    }
}
