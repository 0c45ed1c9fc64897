package specsweep.kernel.task;

import java.util.List;

/** A wave packet with centre a and frequency b, the two-parameter family: {@code exp(-(x - a)^2 / (2 * 0.3^2)) sin(2 pi b x)} on [-1, 1]. */
public record Gabor() implements TaskFamily {
    @Override
    public String name() {
        return "gabor";
    }

    @Override
    public String formula() {
        return "exp(-(x - a)^2 / (2 * 0.3^2)) sin(2 pi b x)";
    }

    @Override
    public List<String> parameters() {
        return List.of("a", "b");
    }

    @Override
    public Domain domain() {
        return Domain.interval("x", -1.0, 1.0);
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public TargetFunction member(Parameters parameters) {
        double a = parameters.get("a");
        double b = parameters.get("b");
        return TargetFunction.ofOneCoordinate(
                x -> StrictMath.exp(-(x - a) * (x - a) / (2 * 0.3 * 0.3)) * StrictMath.sin(2 * StrictMath.PI * b * x));
    }
}
