package specsweep.kernel.task;

import java.util.List;

/** Two harmonics on a coordinate that is warped by t: {@code sin(2 pi u) + 0.5 sin(4 pi u + 0.5), u = x + t sin(pi x)} on [-1, 1]. */
public record Warp() implements TaskFamily {
    @Override
    public String name() {
        return "warp";
    }

    @Override
    public String formula() {
        return "sin(2 pi u) + 0.5 sin(4 pi u + 0.5), u = x + t sin(pi x)";
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
        return TargetFunction.ofOneCoordinate(x -> {
            double u = x + t * StrictMath.sin(StrictMath.PI * x);
            return StrictMath.sin(2 * StrictMath.PI * u) + 0.5 * StrictMath.sin(4 * StrictMath.PI * u + 0.5);
        });
    }
}
