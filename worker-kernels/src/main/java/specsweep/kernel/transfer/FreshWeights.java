package specsweep.kernel.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.net.Shape;
import specsweep.kernel.net.Weights;

/**
 * Fresh weights, each drawn once for all trainings that begin with them: scratch and the source of one seed, and those of every
 * target of that seed. Drawing Gaussian weights takes as long as some training steps.
 */
final class FreshWeights {
    /** The seeds at hand are those of neighbouring tuples; older ones do not come back. */
    private static final int KEPT = 8;

    private record Key(Architecture architecture, Shape shape, long seed) {}

    private final Map<Key, Weights> drawn = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Weights> eldest) {
            return size() > KEPT;
        }
    };

    /** The weights of a seed; whoever wants to change them takes a copy. */
    Weights of(Architecture architecture, Shape shape, long seed) {
        return drawn.computeIfAbsent(
                new Key(architecture, shape, seed), key -> Weights.fresh(key.architecture(), key.shape(), key.seed()));
    }
}
