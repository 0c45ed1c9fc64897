package specsweep.kernel.task;

import java.util.List;
import java.util.Optional;
import specsweep.kernel.task.pde.CavityReference;
import specsweep.kernel.task.pde.CavitySolution;

/**
 * The steady flow in a square cavity under a sliding lid: u, v and p by x and y, at a Reynolds number re from 1 to 2500 (Ghia,
 * Ghia and Shin, 1982). p has a zero mean over the cavity. At the two upper corners, where the lid meets walls at rest, u
 * jumps and p is infinite: within 1/32 of them a point takes the values at that distance on its ray from the corner.
 */
public record Cavity() implements TaskFamily {
    private static final Domain DOMAIN = new Domain(List.of("x", "y"), List.of(0.0, 0.0), List.of(1.0, 1.0));

    @Override
    public String name() {
        return "cavity";
    }

    @Override
    public String formula() {
        return "(u . grad) u = -grad p + laplace(u) / re, div u = 0, on [0, 1]^2; u = (1, 0) at y = 1, 0 on the other walls";
    }

    @Override
    public List<String> parameters() {
        return List.of("re");
    }

    @Override
    public Domain domain() {
        return DOMAIN;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public TargetFunction member(Parameters parameters) {
        double re = parameters.get("re");
        if (!(re >= CavitySolution.LEAST_REYNOLDS && re <= CavitySolution.MOST_REYNOLDS)) {
            throw new IllegalArgumentException("re must be from " + Parameters.decimal(CavitySolution.LEAST_REYNOLDS)
                    + " to " + Parameters.decimal(CavitySolution.MOST_REYNOLDS) + ", was " + Parameters.decimal(re));
        }
        return SharedSolutions.of(name() + " " + parameters, () -> CavitySolution.solve(re)::sample);
    }

    @Override
    public Optional<Reference> reference() {
        return Optional.of(new Reference(
                Parameters.of("re", 1000),
                List.of("x / side", "y / side"),
                List.of("u / lid speed", "v / lid speed", "p / (density x lid speed squared)"),
                CavityReference::checks,
                CavityReference::convergence));
    }
}
