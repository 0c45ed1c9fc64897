package specsweep.kernel.transfer;

import java.util.Optional;

/** The control {@code random}: other fresh weights, first trained on a random Fourier series drawn for the seed. */
public record RandomSource() implements Condition {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public String summary() {
        return "weights trained on a random Fourier series";
    }

    @Override
    public Optional<Source> source(Tuple tuple) {
        return Optional.of(new Source.Series(tuple.seed() + tuple.protocol().controlSeedOffset(), tuple.seed()));
    }
}
