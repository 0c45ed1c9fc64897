package specsweep.kernel.transfer;

import specsweep.kernel.random.Stream;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.RandomSeries;
import specsweep.kernel.task.TargetFunction;

/** What a network is trained on before its fit, and from which initialisation. */
public sealed interface Source {

    /** The seed of the initialisation that the source's training starts from. */
    long initialisationSeed();

    /** The function that is learnt. */
    TargetFunction function(Tuple tuple);

    /**
     * A member of the tuple's own family.
     *
     * @param initialisationSeed the seed of its initialisation
     * @param parameters which member
     */
    record Member(long initialisationSeed, Parameters parameters) implements Source {
        @Override
        public TargetFunction function(Tuple tuple) {
            return tuple.family().member(parameters);
        }
    }

    /**
     * A random Fourier series, drawn for the seed.
     *
     * @param initialisationSeed the seed of its initialisation
     * @param seriesSeed the seed of its coefficients
     */
    record Series(long initialisationSeed, long seriesSeed) implements Source {
        @Override
        public TargetFunction function(Tuple tuple) {
            Stream stream = Stream.seed(seriesSeed).child("random-series");
            return RandomSeries.draw(tuple.family().domain(), tuple.family().outputs(), stream);
        }
    }
}
