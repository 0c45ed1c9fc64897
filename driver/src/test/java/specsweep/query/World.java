package specsweep.query;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import specsweep.store.DiagnosticSchema;
import specsweep.store.FactStore;

/**
 * Hand-made facts in which every gain is known: scratch falls by a factor of ten a step, and what starts elsewhere is as many
 * times below it as its gain. At held-out points nothing was measured later than step 0. Seeds spread by a factor whose
 * geometric mean is 1 over each four of them, hence over both halves, in an order of its own for each architecture.
 */
final class World {
    static final int SEEDS = 16;

    /** The nearer of the two transfers at which claims are judged first. */
    static final String NEAR = "t=0.1 t=0.15 0.05";

    /** A start that can be measured: the seed, and the logarithm of its gain. */
    record Start(long seed, double logGain) {}

    private record Measurable(Fact fact, Start start) {}

    /** Which seeds of four are above the mean, for Fourier features, ReLU and SIREN. */
    private static final String[] ORDERS = {"+-+-", "++--", "+--+"};

    private static final List<String> ARCHITECTURES = List.of("fourier-mlp", "relu-mlp", "siren");

    private final double spread;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Measurable> structured = new ArrayList<>();
    private final List<Row> measurements = new ArrayList<>();
    private int seeds = SEEDS;

    /**
     * A world without facts.
     *
     * @param spread by what factor seeds lie above and below the mean
     */
    World(double spread) {
        this.spread = spread;
    }

    /** How many seeds everything has that is trained from now on. */
    World seeds(int count) {
        seeds = count;
        return this;
    }

    /** Trains an architecture on a transfer at its default bandwidth. */
    World train(String architecture, String family, String transfer, double gain, String control, double controlGain) {
        return train(architecture, defaultBandwidth(architecture), family, transfer, gain, control, controlGain);
    }

    /**
     * Trains an architecture on a transfer.
     *
     * @param transfer source, target and their distance: {@code t=0.1 t=0.15 0.05}
     * @param gain the geometric mean of the structured gain
     * @param controlGain that of the control's gain, whose seeds spread the other way round
     */
    World train(
            String architecture,
            @Nullable Double bandwidth,
            String family,
            String transfer,
            double gain,
            String control,
            double controlGain) {
        boolean usual = bandwidth == null || bandwidth.equals(defaultBandwidth(architecture));
        LongToDoubleFunction jitter = seed -> usual ? jitter(architecture, seed) : 1 / jitter(architecture, seed);
        return add(
                architecture,
                bandwidth,
                family,
                transfer,
                seed -> gain * jitter.applyAsDouble(seed),
                control,
                seed -> controlGain / jitter.applyAsDouble(seed));
    }

    /**
     * Trains an architecture on bumps 0.05, 0.1 and 0.2 from the source.
     *
     * @param gain at 0.05
     * @param power of one over the distance that the gain goes with; at 0.2 its seeds spread the other way round
     */
    World trainAtDistances(String architecture, double gain, double power, double controlGain) {
        for (String transfer : new String[] {NEAR, "t=0.1 t=0.2 0.1", "t=0.1 t=0.3 0.2"}) {
            double distance = Double.parseDouble(transfer.split(" ", -1)[2]);
            double there = gain * Math.pow(0.05 / distance, power);
            add(
                    architecture,
                    defaultBandwidth(architecture),
                    "bump",
                    transfer,
                    seed -> distance < 0.15 ? there * jitter(architecture, seed) : there / jitter(architecture, seed),
                    "random",
                    seed -> controlGain / jitter(architecture, seed));
        }
        return this;
    }

    /** Trains an architecture on a transfer, with gains that differ by seed. */
    World train(
            String architecture,
            String family,
            String transfer,
            LongToDoubleFunction gain,
            String control,
            LongToDoubleFunction controlGain) {
        return add(architecture, defaultBandwidth(architecture), family, transfer, gain, control, controlGain);
    }

    private World add(
            String architecture,
            @Nullable Double bandwidth,
            String family,
            String transfer,
            LongToDoubleFunction gain,
            String control,
            LongToDoubleFunction controlGain) {
        for (long seed = 0; seed < seeds; seed++) {
            facts.add(fact(architecture, bandwidth, family, transfer, "scratch", seed, 1));
            Fact trained =
                    fact(architecture, bandwidth, family, transfer, "structured", seed, gain.applyAsDouble(seed));
            facts.add(trained);
            structured.add(new Measurable(trained, new Start(seed, Math.log(gain.applyAsDouble(seed)))));
            facts.add(fact(architecture, bandwidth, family, transfer, control, seed, controlGain.applyAsDouble(seed)));
        }
        return this;
    }

    /** Measures every structured start on the bump at 0.15. */
    World measure(String diagnostic, ToDoubleFunction<Start> value) {
        for (Measurable each : structured) {
            if ("bump".equals(each.fact().get("family"))
                    && "t=0.15".equals(each.fact().get("target"))) {
                measurements.add(RowFactory.create(
                        DiagnosticSchema.VERSION,
                        each.fact().get("tuple_id"),
                        "structured",
                        diagnostic,
                        value.applyAsDouble(each.start()),
                        null,
                        1.0,
                        java.sql.Timestamp.from(Instant.parse("2026-11-24T10:00:00Z")),
                        "here",
                        "0123abcdef",
                        "17",
                        "Haswell",
                        "study",
                        each.fact().get("architecture")));
            }
        }
        return this;
    }

    /** Changes every fact that has been made so far. */
    World changed(Consumer<Fact> change) {
        facts.forEach(change);
        return this;
    }

    /** Writes it all to an output folder. */
    void write(Path out) {
        TestSession.write(out, facts.toArray(Fact[]::new));
        if (!measurements.isEmpty()) {
            new FactStore(TestSession.spark(), out.toString())
                    .diagnostics()
                    .append(
                            TestSession.spark()
                                    .createDataFrame(measurements, DiagnosticSchema.STRUCT)
                                    .coalesce(1),
                            "wave");
        }
    }

    private double jitter(String architecture, long seed) {
        boolean above = ORDERS[ARCHITECTURES.indexOf(architecture)].charAt((int) (seed % 4)) == '+';
        return above ? spread : 1 / spread;
    }

    private static @Nullable Double defaultBandwidth(String architecture) {
        return switch (architecture) {
            case "siren" -> 30.0;
            case "fourier-mlp" -> 5.0;
            default -> null;
        };
    }

    /** What the headline takes: on an equation SIREN's is three times its default. */
    private static double learningRate(String architecture, String family) {
        if (!architecture.equals("siren")) {
            return 1e-3;
        }
        return List.of("heat", "burgers", "nls", "cavity").contains(family) ? 3e-4 : 1e-4;
    }

    /** A fit whose MSE is as many times below 1, 0.1, 0.01, ... as its gain. */
    private static Fact fact(
            String architecture,
            @Nullable Double bandwidth,
            String family,
            String transfer,
            String condition,
            long seed,
            double gain) {
        String[] parts = transfer.split(" ");
        double[] curve = new double[6];
        for (int step = 0; step < curve.length; step++) {
            curve[step] = Math.pow(10, -step) / gain;
        }
        return Fact.of(condition, seed)
                .with("architecture", architecture)
                .with("bandwidth", bandwidth)
                .with("frequencies", architecture.equals("fourier-mlp") ? 32 : null)
                .with("initialisation", architecture.equals("siren") ? "sitzmann-2020" : "he-normal")
                .with("learning_rate", learningRate(architecture, family))
                .with("family", family)
                .with("source", parts[0])
                .with("target", parts[1])
                .with("parameter_distance", Double.parseDouble(parts[2]))
                .train(curve)
                .test(new int[] {0}, 1)
                .with("steps", 1500)
                .identified();
    }
}
