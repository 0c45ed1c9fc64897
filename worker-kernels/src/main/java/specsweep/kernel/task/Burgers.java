package specsweep.kernel.task;

import java.util.List;
import java.util.Optional;
import specsweep.kernel.task.pde.BurgersReference;
import specsweep.kernel.task.pde.BurgersSolution;
import specsweep.kernel.task.pde.FourierSeries;

/**
 * Viscous Burgers' equation {@code u_t + u u_x = nu u_xx}, periodic on [-1, 1], from {@code -sin(pi (x - s))}, for t in
 * [0, 1]: viscosity nu and shift s of the initial condition. It steepens into a layer of thickness nu (Basdevant et al.,
 * 1986).
 */
public record Burgers() implements TaskFamily {
    private static final Domain DOMAIN = new Domain(List.of("x", "t"), List.of(-1.0, 0.0), List.of(1.0, 1.0));

    @Override
    public String name() {
        return "burgers";
    }

    @Override
    public String formula() {
        return "u_t + u u_x = nu u_xx, u(x, 0) = -sin(pi (x - s))";
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
        return SharedSolutions.of(
                name() + " " + parameters,
                () -> BurgersSolution.solve(nu, FourierSeries.wave(1, -1.0, s), 1.0)::sample);
    }

    @Override
    public Optional<Reference> reference() {
        return Optional.of(new Reference(
                Parameters.of("nu", 0.01, "s", 0),
                List.of("x (dimensionless)", "t (dimensionless)"),
                List.of("u (dimensionless)"),
                BurgersReference::checks,
                BurgersReference::convergence));
    }
}
