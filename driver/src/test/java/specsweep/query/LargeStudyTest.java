package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.store.FactStore;
import specsweep.store.FitSchema;

/**
 * Many fits, made by a generator, whose gains are known: 20 000 in the ordinary run. For a million, and the time it takes,
 *
 * <pre>./mvnw -pl driver -am test -Dtest=LargeStudyTest -Dsurefire.failIfNoSpecifiedTests=false -Dspecsweep.fits=1000000</pre>
 *
 * <p>{@code -Dspecsweep.steps=1500} gives them the curves of a real study in place of 100 steps.
 */
class LargeStudyTest {
    private static final List<String> ARCHITECTURES = List.of("siren", "relu-mlp", "fourier-mlp");
    private static final List<String> CONDITIONS = List.of("scratch", "structured", "random");
    private static final int SEEDS = 10;

    private static final long FITS = Long.getLong("specsweep.fits", 20_000);
    private static final int STEPS = Integer.getInteger("specsweep.steps", 100);

    @TempDir
    Path out;

    @Test
    void theHeadlineOfManyFitsIsThatOfEachSetting() {
        SparkSession spark = TestSession.spark();
        long targets = FITS / (ARCHITECTURES.size() * SEEDS * CONDITIONS.size());
        new FactStore(spark, out.toString()).append(facts(spark, targets), "wave");

        check(headline("from the facts"), targets);
        long start = System.nanoTime();
        assertThat(Views.keep(spark, out.toString())).isTrue();
        report("kept", start);
        check(headline("from what is kept"), targets);
    }

    private List<Row> headline(String how) {
        SparkSession spark = TestSession.spark();
        long start = System.nanoTime();
        Views.open(spark, out.toString());
        Views.prepare(spark, "specificity");
        List<Row> rows = spark.sql("SELECT * FROM specificity WHERE headline").collectAsList();
        report(how, start);
        return rows;
    }

    private static void check(List<Row> rows, long targets) {
        assertThat(rows).hasSize(Math.toIntExact(ARCHITECTURES.size() * targets));
        for (Row row : rows) {
            int architecture = ARCHITECTURES.indexOf(row.<String>getAs("architecture"));
            assertThat(row.<Long>getAs("n_seeds")).isEqualTo(SEEDS);
            // The geometric mean of scratch over seeds 0 to 9 is 2^-(k + 4.5), at or below 1e-4 = 2^-13.3 from k = 9
            // on.
            assertThat(row.<Integer>getAs("step")).isEqualTo(9);
            assertThat(row.<Double>getAs("structured_gain")).isCloseTo(Math.pow(2, architecture + 1), within(1e-5));
            assertThat(row.<Double>getAs("control_gain")).isCloseTo(1, within(1e-5));
            assertThat(row.<Double>getAs("specificity_lo")).isCloseTo(Math.pow(2, architecture + 1), within(1e-5));
        }
    }

    private static void report(String what, long start) {
        if (FITS > 20_000) {
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("specificity of %d fits of %d steps, %s: %.1f s%n", FITS, STEPS, what, seconds);
        }
    }

    /** In the order of a sweep: the architecture slowest, then the seed, then the target; all rows of a tuple together. */
    private static Dataset<Row> facts(SparkSession spark, long targets) {
        long fits = ARCHITECTURES.size() * SEEDS * targets * CONDITIONS.size();
        int partitions = Math.toIntExact(Math.max(2, fits / 50_000));
        return spark.range(0, fits, 1, partitions)
                .map(
                        (MapFunction<Long, Row>) index -> fact(
                                Math.toIntExact(index / (SEEDS * targets * CONDITIONS.size())),
                                index / (targets * CONDITIONS.size()) % SEEDS,
                                index / CONDITIONS.size() % targets,
                                Math.toIntExact(index % CONDITIONS.size())),
                        Encoders.row(FitSchema.STRUCT));
    }

    /**
     * Scratch and the control: 2^-(k + seed) at step k, flat after 20 steps; from the source 2, 4 and 8 times smaller. Noise
     * of a thousandth, the same for all conditions of a tuple, keeps the curves from being compressed as no real ones are.
     */
    private static Row fact(int architecture, long seed, long target, int condition) {
        double[] mse = new double[STEPS + 1];
        for (int k = 0; k <= STEPS; k++) {
            long exponent = Math.min(k, 20) + seed + (condition == 1 ? architecture + 1 : 0);
            long hash = Resamples.mix((target * SEEDS + seed) * (STEPS + 1) + k);
            mse[k] = Math.scalb(1 + 1e-3 * hash / Integer.MAX_VALUE, Math.toIntExact(-exponent));
        }
        String name = ARCHITECTURES.get(architecture);
        return Fact.of(CONDITIONS.get(condition), seed)
                .with("architecture", name)
                .with("bandwidth", name.equals("relu-mlp") ? null : 5.0)
                .with("target", "t=" + target)
                .train(mse)
                .row();
    }
}
