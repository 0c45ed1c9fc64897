package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.FourierMlp;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.task.Parameters;

/**
 * Holds the metrics of the fused float32 engine against those of the double reference with plain Adam.
 *
 * <p>Bits cannot agree over hundreds of steps, since training amplifies the last of them; what must agree is what is
 * concluded. So each seed is trained by both, from the same fresh weights, and the means over seeds of the log gains are
 * compared. What is called agreement: the two means differ by less than the standard error that either has from its seeds,
 * so that exchanging the engines moves a result by less than another draw of seeds would.
 *
 * <p>CI does so at a small size. {@code -Dagreement=geometric-1d} adds the full size of that study and prints the table
 * that DESIGN.md quotes (hours on one core: the reference is slow).
 */
class ReferenceAgreementTest {

    /** What is compared: a study's size, one architecture, and the steps at which gains are taken. */
    record Setting(String study, Architecture architecture, int seeds, List<Integer> steps) {
        Tuple tuple(long seed) {
            boolean full = study.equals("geometric-1d");
            return Sketch.tuple(s -> {
                s.architecture = architecture;
                s.seed = seed;
                s.width = full ? 64 : 16;
                s.depth = full ? 3 : 2;
                s.points = full ? 256 : 40;
                s.sourceSteps = full ? 2000 : 200;
                s.steps = full ? 1500 : 100;
                s.learningRate = architecture instanceof Siren ? 1e-4 : 1e-3;
                if (!full) {
                    s.learningRate *= 4;
                }
                s.target = Parameters.of("t", 0.2);
            });
        }
    }

    static Stream<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Architecture architecture : List.of(new Siren(30), new ReluMlp(), new FourierMlp(2, 8))) {
            settings.add(new Setting("small", architecture, 4, List.of(10, 30, 100)));
        }
        if (System.getProperty("agreement", "").equals("geometric-1d")) {
            int seeds = Integer.getInteger("agreement.seeds", 3);
            for (Architecture architecture :
                    List.of(new ReluMlp(), new Siren(30), new FourierMlp(5, 32), new FourierMlp(2, 32))) {
                settings.add(new Setting("geometric-1d", architecture, seeds, List.of(100, 300, 1000, 1500)));
            }
        }
        return settings.stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void engineAndReferenceAgreeOnGainsWithinTheSpreadOverSeeds(Setting setting) {
        List<Pair> pairs = LongStream.range(0, setting.seeds())
                .mapToObj(seed -> Pair.train(setting.tuple(seed)))
                .toList();
        List<Comparison> comparisons = new ArrayList<>();
        for (int step : setting.steps()) {
            comparisons.add(Comparison.of("structured gain", step, pairs, curves -> curves.structuredGain(step)));
            comparisons.add(Comparison.of("control gain", step, pairs, curves -> curves.controlGain(step)));
        }
        if (!System.getProperty("agreement", "").isEmpty()) {
            System.out.println(setting);
            comparisons.forEach(System.out::println);
        }
        assertThat(comparisons).allMatch(Comparison::agrees);
    }

    /** Training MSE of the three conditions, after every step. */
    record Curves(double[] scratch, double[] structured, double[] control) {
        double structuredGain(int step) {
            return scratch[step] / structured[step];
        }

        double controlGain(int step) {
            return scratch[step] / control[step];
        }
    }

    /** One seed, trained by both. */
    record Pair(Curves engine, Curves reference) {
        static Pair train(Tuple tuple) {
            Condition random = new RandomSource();
            List<Fit> fits;
            try (Transfer transfer = new Transfer(1, () -> false)) {
                fits = transfer.fits(List.of(new Work(tuple, List.of(new Scratch(), new Structured(), random))));
            }
            PlainProtocol<double[]> plain = new PlainProtocol<>(tuple, new ReferenceTraining(tuple));
            return new Pair(
                    new Curves(curve(fits.get(0)), curve(fits.get(1)), curve(fits.get(2))),
                    new Curves(
                            plain.fit(new Scratch()).trainMse(),
                            plain.fit(new Structured()).trainMse(),
                            plain.fit(random).trainMse()));
        }

        private static double[] curve(Fit fit) {
            return EngineTraining.wide(fit.trainMse());
        }
    }

    /** Means over seeds of a log gain by both, and the smaller of their standard errors. */
    record Comparison(String gain, int step, double engine, double reference, double standardError) {
        static Comparison of(String gain, int step, List<Pair> pairs, ToDoubleFunction<Curves> at) {
            double[] engine = pairs.stream()
                    .mapToDouble(p -> StrictMath.log(at.applyAsDouble(p.engine())))
                    .toArray();
            double[] reference = pairs.stream()
                    .mapToDouble(p -> StrictMath.log(at.applyAsDouble(p.reference())))
                    .toArray();
            double error = Math.min(standardError(engine), standardError(reference));
            return new Comparison(gain, step, mean(engine), mean(reference), error);
        }

        boolean agrees() {
            return Math.abs(engine - reference) < standardError;
        }

        private static double mean(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / values.length;
        }

        private static double standardError(double[] values) {
            double mean = mean(values);
            double sum = 0;
            for (double value : values) {
                sum += (value - mean) * (value - mean);
            }
            return StrictMath.sqrt(sum / (values.length - 1) / values.length);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s at step %d: engine %.4g, reference %.4g; log difference %+.2g, standard error over seeds %.2g",
                    gain,
                    step,
                    StrictMath.exp(engine),
                    StrictMath.exp(reference),
                    engine - reference,
                    standardError);
        }
    }
}
