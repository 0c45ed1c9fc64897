package specsweep.kernel.transfer;

import java.util.Optional;

/** Fresh weights of the tuple's seed: what every gain is measured against. */
public record Scratch() implements Condition {
    @Override
    public String name() {
        return "scratch";
    }

    @Override
    public String summary() {
        return "fresh weights";
    }

    @Override
    public Optional<Source> source(Tuple tuple) {
        return Optional.empty();
    }
}
