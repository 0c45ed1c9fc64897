package specsweep.kernel.diagnostic;

import java.util.List;

/**
 * One number that is known before fine-tuning begins.
 *
 * <p>To add a diagnostic, write one record that implements this interface, and add it to the {@code permits} clause and to
 * {@link #all()}. Its Parquet name is {@link #name()}: the record's own, in kebab case.
 */
public sealed interface Diagnostic
        permits WeightDistance,
                RelativeWeightDistance,
                FunctionDistance,
                StartDistance,
                GradientCosine,
                NtkAlignment,
                NtkEffectiveRank,
                TargetCka {

    /** Every diagnostic, in the order in which they are documented and stored. */
    static List<Diagnostic> all() {
        return List.of(
                new WeightDistance(),
                new RelativeWeightDistance(),
                new FunctionDistance(),
                new StartDistance(),
                new GradientCosine(),
                new NtkAlignment(),
                new NtkEffectiveRank(),
                new TargetCka());
    }

    /** The diagnostic's name in Parquet, for example {@code weight-distance}. */
    String name();

    /** One line for help texts and the report. */
    String summary();

    /** The diagnostic's value; not finite where it is undefined, as a cosine with a gradient of zero is. */
    double measure(StartNetwork start);
}
