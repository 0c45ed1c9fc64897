package specsweep.kernel.task.pde;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How fast a solver's error falls as it is given more to work with: the power p of an error proportional to resolution^-p,
 * measured.
 *
 * @param quantity whose error it is, with the equation's parameters and what it is compared with
 * @param unit what resolution counts: steps, points, intervals
 * @param resolutions at least two, rising
 * @param errors the error at each, positive
 * @param least the least order that the method should show
 * @param most the greatest: more would mean that the error measured is another one
 * @param source where the expected order comes from
 */
public record Convergence(
        String quantity,
        String unit,
        List<Integer> resolutions,
        List<Double> errors,
        double least,
        double most,
        String source) {
    public Convergence {
        resolutions = List.copyOf(resolutions);
        errors = List.copyOf(errors);
        if (resolutions.size() < 2 || resolutions.size() != errors.size()) {
            throw new IllegalArgumentException("two resolutions or more and an error for each are needed, were "
                    + resolutions + " and " + errors + " for " + quantity);
        }
        for (int i = 1; i < resolutions.size(); i++) {
            if (resolutions.get(i - 1) < 1 || resolutions.get(i) <= resolutions.get(i - 1)) {
                throw new IllegalArgumentException("resolutions must rise, were " + resolutions + " for " + quantity);
            }
        }
        if (!(least > 0.0 && least < most)) {
            throw new IllegalArgumentException(
                    "least must be positive and below most, were " + least + " and " + most + " for " + quantity);
        }
    }

    /** Measures the error at each resolution. */
    static Convergence measured(
            String quantity,
            String unit,
            int[] resolutions,
            IntToDoubleFunction error,
            double least,
            double most,
            String source) {
        return new Convergence(
                quantity,
                unit,
                IntStream.of(resolutions).boxed().toList(),
                Arrays.stream(resolutions).mapToObj(error::applyAsDouble).toList(),
                least,
                most,
                source);
    }

    /** The order from one resolution to the next. */
    public double order(int index) {
        return slope(index, index + 1);
    }

    /** The order from the first resolution to the last. */
    public double order() {
        return slope(0, resolutions.size() - 1);
    }

    /** The order, held against what it should be. */
    public ReferenceCheck check() {
        return new ReferenceCheck(
                "order of convergence: " + quantity, (least + most) / 2.0, order(), (most - least) / 2.0, source);
    }

    private double slope(int from, int to) {
        return StrictMath.log(errors.get(from) / errors.get(to))
                / StrictMath.log((double) resolutions.get(to) / resolutions.get(from));
    }
}
