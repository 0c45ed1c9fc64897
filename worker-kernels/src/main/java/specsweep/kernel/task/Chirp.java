package specsweep.kernel.task;

import java.util.List;

/** A sine whose frequency and phase both move with t: {@code sin(2 pi (1.5 + t) x + pi t)} on [-1, 1]. */
public record Chirp() implements TaskFamily {
    @Override
    public String name() {
        return "chirp";
    }

    @Override
    public String formula() {
        return "sin(2 pi (1.5 + t) x + pi t)";
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
        return TargetFunction.ofOneCoordinate(
                x -> StrictMath.sin(2 * StrictMath.PI * (1.5 + t) * x + StrictMath.PI * t));
    }
}
