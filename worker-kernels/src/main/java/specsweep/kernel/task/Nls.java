package specsweep.kernel.task;

import java.util.List;
import java.util.Optional;
import specsweep.kernel.task.pde.NlsReference;
import specsweep.kernel.task.pde.NlsSolution;

/**
 * The focusing nonlinear Schroedinger equation {@code i h_t + h_xx / 2 + |h|^2 h = 0}, periodic on [-5, 5], from
 * {@code a sech x}, for t in [0, pi/2]: real and imaginary part of h. The benchmark has a = 2 (Raissi, Perdikaris and
 * Karniadakis, 2019).
 */
public record Nls() implements TaskFamily {
    private static final Domain DOMAIN =
            new Domain(List.of("x", "t"), List.of(-5.0, 0.0), List.of(5.0, StrictMath.PI / 2));

    @Override
    public String name() {
        return "nls";
    }

    @Override
    public String formula() {
        return "i h_t + h_xx / 2 + abs(h)^2 h = 0, h(x, 0) = a sech x";
    }

    @Override
    public List<String> parameters() {
        return List.of("a");
    }

    @Override
    public Domain domain() {
        return DOMAIN;
    }

    @Override
    public int outputs() {
        return 2;
    }

    @Override
    public TargetFunction member(Parameters parameters) {
        double a = parameters.get("a");
        if (!(a > 0)) {
            throw new IllegalArgumentException("a must be positive, was " + Parameters.decimal(a));
        }
        return SharedSolutions.of(name() + " " + parameters, () -> NlsSolution.benchmark(a)::sample);
    }

    @Override
    public Optional<Reference> reference() {
        return Optional.of(new Reference(
                Parameters.of("a", 2),
                List.of("x (dimensionless)", "t (dimensionless)"),
                List.of("real part of h (dimensionless)", "imaginary part of h (dimensionless)"),
                NlsReference::checks,
                NlsReference::convergence));
    }
}
