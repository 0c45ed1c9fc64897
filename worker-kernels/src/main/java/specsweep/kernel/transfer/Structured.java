package specsweep.kernel.transfer;

import java.util.Optional;

/** The fresh weights of {@link Scratch}, first trained on the source: the transfer in question. */
public record Structured() implements Condition {
    @Override
    public String name() {
        return "structured";
    }

    @Override
    public String summary() {
        return "weights trained on the source";
    }

    @Override
    public Optional<Source> source(Tuple tuple) {
        return Optional.of(new Source.Member(tuple.seed(), tuple.source()));
    }
}
