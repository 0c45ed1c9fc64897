package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
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
 * so that exchanging the engines moves a result by less than another draw of seeds would. Each engine finds its own step of
 * a matched error.
 *
 * <p>Late single steps are left out on purpose: there the losses of constant-rate Adam are spikes over the float32 floor,
 * and the last bits decide on which step a spike falls.
 *
 * <p>CI does so at a small size. {@code -Dagreement=geometric-1d} adds the full size of that study, for
 * {@code -Dagreement.seeds=N} seeds, and prints the table that DESIGN.md quotes (a minute for each seed and architecture).
 */
class ReferenceAgreementTest {

    /**
     * A step at which gains are taken.
     *
     * @param name as the views name it
     * @param of the step, given every seed's curves
     */
    record Budget(String name, ToIntFunction<List<Curves>> of) {
        static Budget step(int step) {
            return new Budget("step=" + step, curves -> step);
        }

        /** The first step at which the geometric mean of the scratch errors is at or below an error. */
        static Budget matched(double error) {
            return new Budget("scratch<=" + error, curves -> {
                for (int step = 0; step < curves.get(0).scratch().length; step++) {
                    int k = step;
                    if (mean(curves, c -> StrictMath.log(c.scratch()[k])) <= StrictMath.log(error)) {
                        return step;
                    }
                }
                throw new AssertionError("scratch does not reach " + error);
            });
        }
    }

    /** What is compared: a study's size, one architecture, and the steps at which gains are taken. */
    record Setting(String study, Architecture architecture, int seeds, List<Budget> budgets) {
        Tuple tuple(long seed) {
            boolean full = study.equals("geometric-1d");
            return Sketch.tuple(s -> {
                s.architecture = architecture;
                s.seed = seed;
                s.width = full ? 64 : 16;
                s.depth = full ? 3 : 2;
                s.points = full ? 256 : 40;
                s.sourceSteps = full ? 2000 : 200;
                s.steps = full ? 1500 : 60;
                s.learningRate = architecture instanceof Siren ? 1e-4 : 1e-3;
                if (!full) {
                    s.learningRate *= 8;
                }
                s.target = Parameters.of("t", 0.2);
            });
        }
    }

    static Stream<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Architecture architecture : List.of(new Siren(30), new ReluMlp(), new FourierMlp(2, 8))) {
            settings.add(new Setting(
                    "small", architecture, 4, List.of(Budget.step(10), Budget.step(40), Budget.matched(0.3))));
        }
        if (System.getProperty("agreement", "").equals("geometric-1d")) {
            int seeds = Integer.getInteger("agreement.seeds", 3);
            for (Architecture architecture :
                    List.of(new ReluMlp(), new Siren(30), new FourierMlp(5, 32), new FourierMlp(2, 32))) {
                settings.add(new Setting(
                        "geometric-1d",
                        architecture,
                        seeds,
                        List.of(Budget.step(100), Budget.matched(1e-2), Budget.matched(1e-3), Budget.matched(1e-4))));
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
        for (Budget budget : setting.budgets()) {
            comparisons.add(Comparison.of("structured gain", budget, pairs, Curves::logStructuredGain));
            comparisons.add(Comparison.of("control gain", budget, pairs, Curves::logControlGain));
        }
        if (System.getProperty("agreement") != null) {
            System.out.println(setting.study() + ", " + setting.architecture() + ", " + setting.seeds() + " seeds");
            comparisons.forEach(System.out::println);
        }
        assertThat(comparisons).allMatch(Comparison::agrees);
    }

    /** Training MSE of the three conditions, after every step. */
    record Curves(double[] scratch, double[] structured, double[] control) {
        double logStructuredGain(int step) {
            return StrictMath.log(scratch[step] / structured[step]);
        }

        double logControlGain(int step) {
            return StrictMath.log(scratch[step] / control[step]);
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

    /** Means over seeds of a log gain by both, each at its own step, and the smaller of their standard errors. */
    record Comparison(
            String gain, int engineStep, double engine, int referenceStep, double reference, double standardError) {
        static Comparison of(String gain, Budget budget, List<Pair> pairs, ToDoubleBiFunction<Curves, Integer> at) {
            List<Curves> engine = pairs.stream().map(Pair::engine).toList();
            List<Curves> reference = pairs.stream().map(Pair::reference).toList();
            int engineStep = budget.of().applyAsInt(engine);
            int referenceStep = budget.of().applyAsInt(reference);
            return new Comparison(
                    gain + " at " + budget.name(),
                    engineStep,
                    mean(engine, c -> at.applyAsDouble(c, engineStep)),
                    referenceStep,
                    mean(reference, c -> at.applyAsDouble(c, referenceStep)),
                    Math.min(
                            spread(engine, c -> at.applyAsDouble(c, engineStep)),
                            spread(reference, c -> at.applyAsDouble(c, referenceStep))));
        }

        boolean agrees() {
            return Math.abs(engine - reference) < standardError;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: engine %.4g (step %d), reference %.4g (step %d); log difference %+.2g, standard error %.2g",
                    gain,
                    StrictMath.exp(engine),
                    engineStep,
                    StrictMath.exp(reference),
                    referenceStep,
                    engine - reference,
                    standardError);
        }
    }

    private static double mean(List<Curves> seeds, ToDoubleFunction<Curves> of) {
        double sum = 0;
        for (Curves seed : seeds) {
            sum += of.applyAsDouble(seed);
        }
        return sum / seeds.size();
    }

    /** The standard error of the mean. */
    private static double spread(List<Curves> seeds, ToDoubleFunction<Curves> of) {
        double mean = mean(seeds, of);
        double variance = mean(seeds, c -> (of.applyAsDouble(c) - mean) * (of.applyAsDouble(c) - mean));
        return StrictMath.sqrt(variance / (seeds.size() - 1));
    }
}
