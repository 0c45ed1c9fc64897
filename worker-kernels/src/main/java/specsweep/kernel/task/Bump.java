package specsweep.kernel.task;

import java.util.List;

/** A Gaussian bump whose centre t moves: {@code exp(-(x - t)^2 / (2 * 0.2^2))} on [-1, 1]. */
public record Bump() implements TaskFamily {
    @Override
    public String name() {
        return "bump";
    }

    @Override
    public String formula() {
        return "exp(-(x - t)^2 / (2 * 0.2^2))";
    }

    @Override
    public List<String> parameters() {
        return List.of("t");
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
        double t = parameters.get("t");
        return TargetFunction.ofOneCoordinate(x -> StrictMath.exp(-(x - t) * (x - t) / (2 * 0.2 * 0.2)));
    }
}
