package specsweep.kernel.task;

import java.util.List;
import java.util.Optional;
import specsweep.kernel.task.pde.FourierSeries;
import specsweep.kernel.task.pde.HeatReference;
import specsweep.kernel.task.pde.HeatSolution;

/**
 * The heat equation {@code u_t = nu u_xx}, periodic on [-1, 1], from {@code sin(pi (x - s)) + sin(3 pi (x - s)) / 2}, for t
 * in [0, 1]: diffusivity nu and shift s of the initial condition.
 */
public record Heat() implements TaskFamily {
    private static final Domain DOMAIN = new Domain(List.of("x", "t"), List.of(-1.0, 0.0), List.of(1.0, 1.0));

    @Override
    public String name() {
        return "heat";
    }

    @Override
    public String formula() {
        return "u_t = nu u_xx, u(x, 0) = sin(pi (x - s)) + sin(3 pi (x - s)) / 2";
    }

    @Override
    public List<String> parameters() {
        return List.of("nu", "s");
    }

    @Override
    public Domain domain() {
        return DOMAIN;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public TargetFunction member(Parameters parameters) {
        double nu = parameters.get("nu");
        if (!(nu > 0)) {
            throw new IllegalArgumentException("nu must be positive, was " + Parameters.decimal(nu));
        }
        double s = parameters.get("s");
        return SharedSolutions.of(name() + " " + parameters, () -> {
            FourierSeries initial = FourierSeries.wave(1, 1.0, s).plus(FourierSeries.wave(3, 0.5, s));
            return new HeatSolution(nu, initial)::sample;
        });
    }

    @Override
    public Optional<Reference> reference() {
        return Optional.of(new Reference(
                Parameters.of("nu", 0.1, "s", 0),
                List.of("x (dimensionless)", "t (dimensionless)"),
                List.of("u (dimensionless)"),
                HeatReference::checks,
                HeatReference::convergence));
    }
}
