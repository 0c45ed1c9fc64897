package specsweep.kernel.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Solutions of equations, kept for this JVM: each is solved once and sampled once for each grid, however many tuples ask,
 * and however many task slots ask at the same time. The least recently used go first.
 */
final class SharedSolutions {
    private static final int SOLUTIONS = 64;
    private static final int GRIDS = 4;

    private static final Map<String, CompletableFuture<TargetFunction>> SHARED = leastRecentlyUsed(SOLUTIONS);

    private SharedSolutions() {}

    /** The function of that key; it is solved when it is first sampled. */
    static TargetFunction of(String key, Supplier<TargetFunction> solve) {
        return points -> solved(key, solve).sample(points);
    }

    private static TargetFunction solved(String key, Supplier<TargetFunction> solve) {
        CompletableFuture<TargetFunction> mine = new CompletableFuture<>();
        CompletableFuture<TargetFunction> shared;
        synchronized (SHARED) {
            shared = SHARED.computeIfAbsent(key, k -> mine);
        }
        if (shared == mine) {
            try {
                mine.complete(new Sampled(solve.get()));
            } catch (RuntimeException | Error e) {
                synchronized (SHARED) {
                    SHARED.remove(key);
                }
                mine.completeExceptionally(e);
            }
        }
        try {
            return shared.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static <K, V> Map<K, V> leastRecentlyUsed(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Remembers the values on the grids that were asked for last. */
    private static final class Sampled implements TargetFunction {
        private final TargetFunction function;
        private final Map<Grid, double[]> values = leastRecentlyUsed(GRIDS);

        Sampled(TargetFunction function) {
            this.function = function;
        }

        @Override
        public synchronized double[] sample(double[] points) {
            // A copy, since the caller may go on to write into its array.
            return values.computeIfAbsent(new Grid(points.clone()), grid -> function.sample(points))
                    .clone();
        }
    }

    /** Points, compared by value. */
    private record Grid(double[] points) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Grid grid && Arrays.equals(points, grid.points);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(points);
        }
    }
}
