package specsweep.query;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import specsweep.store.DiagnosticSchema;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;

/**
 * The facts of a small study in which everything happens: it reaches every budget on one architecture and not on the other,
 * one fit was tried twice, one failed, one diverged, one source is dead, one curve ends on the floor, and a seed is missing.
 */
final class Study {
    static final int LONG = 1000;
    static final int SHORT = 30;

    private Study() {}

    static Fact[] facts() {
        Random noise = new Random(20261124);
        List<Fact> facts = new ArrayList<>();
        for (String condition : List.of("scratch", "structured", "random", "alternate")) {
            for (long seed = 0; seed < 4; seed++) {
                facts.add(fit(condition, seed, LONG, noise));
                if (!condition.equals("alternate")) {
                    facts.add(relu(fit(condition, seed, SHORT, noise)));
                    facts.add(relu(fit(condition, seed, SHORT, noise)).with("sweep", "other"));
                }
            }
        }
        // Seed 3 of the second target lacks its control; seed 2 is dead, seed 1 diverged, seed 0 was tried again.
        for (long seed = 0; seed < 4; seed++) {
            for (String condition : List.of("scratch", "structured", "random")) {
                Fact fact = relu(fit(condition, seed, SHORT, noise))
                        .with("target", "t=0.2")
                        .with("parameter_distance", 0.1);
                if (seed == 2 && condition.equals("random")) {
                    fact.with("trained_source_mse", 0.75f);
                } else if (seed == 1 && condition.equals("structured")) {
                    fact.ended(1, 1e20).with("status", "diverged").with("cause", "training MSE was Infinity at step 2");
                }
                if (seed < 3 || !condition.equals("random")) {
                    facts.add(fact);
                }
            }
        }
        facts.add(relu(Fact.of("random", 0))
                .with("target", "t=0.2")
                .with("parameter_distance", 0.1)
                .with("steps", SHORT)
                .with("finished_at", at("2026-11-24T09:00:00Z"))
                .ended()
                .with("status", "failed")
                .with("cause", "IOException: no space left, \"disk 1\""));
        return facts.toArray(Fact[]::new);
    }

    /** A sweep of its own for what needs more: two bandwidths, three distances, an ablation, and starts that are measured. */
    static Fact[] measured() {
        Random noise = new Random(20261125);
        List<Fact> facts = new ArrayList<>();
        for (double bandwidth : new double[] {10, 30}) {
            for (double distance : new double[] {0.02, 0.05, 0.11}) {
                for (String condition : List.of("scratch", "structured", "random", "shuffled")) {
                    for (long seed = 0; seed < 4; seed++) {
                        double rate = condition.equals("structured") ? 0.45 + 0.3 / (1 + 20 * distance) : 0.4;
                        double[] mse = IntStream.rangeClosed(0, SHORT)
                                .mapToDouble(k -> Math.exp(-rate * k - noise.nextDouble()))
                                .toArray();
                        facts.add(Fact.of(condition, seed)
                                .with("sweep", "measured")
                                .with("bandwidth", bandwidth)
                                .with("target", "t=" + distance)
                                .with("parameter_distance", distance)
                                .with("function_distance", Math.pow(distance, 1.9))
                                .train(mse));
                    }
                }
            }
        }
        return facts.toArray(Fact[]::new);
    }

    /** What was measured of those starts: of scratch nothing, of the others two numbers, one of them once more later. */
    static List<Row> measurements() {
        Random noise = new Random(20261126);
        List<Row> rows = new ArrayList<>();
        for (Fact fact : measured()) {
            Row fit = fact.row();
            String condition = fit.getString(FitSchema.STRUCT.fieldIndex("condition"));
            for (String diagnostic : List.of("target-cka", "function-distance")) {
                for (String at : List.of("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z")) {
                    if (at.contains("T11") && diagnostic.equals("function-distance")) {
                        continue;
                    }
                    rows.add(RowFactory.create(
                            DiagnosticSchema.VERSION,
                            fit.getString(FitSchema.STRUCT.fieldIndex("tuple_id")),
                            condition,
                            diagnostic,
                            condition.equals("scratch") ? null : noise.nextDouble(),
                            null,
                            2.5,
                            at(at),
                            "here",
                            "0123abcdef",
                            "17.0.15",
                            "Haswell",
                            "measured",
                            "siren"));
                }
            }
        }
        return rows;
    }

    /** Writes that sweep, with what was measured. */
    static void write(Path out) {
        TestSession.write(out, measured());
        new FactStore(TestSession.spark(), out.toString())
                .diagnostics()
                .append(
                        TestSession.spark()
                                .createDataFrame(measurements(), DiagnosticSchema.STRUCT)
                                .coalesce(1),
                        "wave");
    }

    static Timestamp at(String instant) {
        return Timestamp.from(Instant.parse(instant));
    }

    private static Fact relu(Fact fact) {
        return fact.with("architecture", "relu-mlp")
                .with("bandwidth", null)
                .with("initialisation", "he-normal")
                .with("learning_rate", 1e-3);
    }

    /** A noisy exponential decay, faster from trained weights; on the long curves it passes 1e-4 and may touch the floor. */
    private static Fact fit(String condition, long seed, int steps, Random noise) {
        double rate = switch (condition) {
            case "scratch" -> 0.011;
            case "structured" -> 0.032;
            default -> 0.015;
        };
        double[] mse = IntStream.rangeClosed(0, steps)
                .mapToDouble(k -> Math.exp(-rate * k - 0.3 * noise.nextDouble()))
                .toArray();
        Fact fact = Fact.of(condition, seed).train(mse).with("finished_at", at("2026-11-24T10:00:00Z"));
        if (steps > SHORT) {
            int[] checkpoints = IntStream.rangeClosed(0, steps)
                    .filter(k -> k <= 20 || k % 70 == 0 || k == steps)
                    .toArray();
            float[] test = new float[checkpoints.length];
            for (int i = 0; i < test.length; i++) {
                test[i] = (float) (mse[checkpoints[i]] * (1 + noise.nextDouble()));
            }
            fact.test(checkpoints, test);
        }
        return fact;
    }
}
