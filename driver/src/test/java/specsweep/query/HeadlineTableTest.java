package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table after a run, from facts of three sweeps. Curves: 2^-k at step k, from the source 2^-2k. */
class HeadlineTableTest {
    @TempDir
    static Path out;

    private static SparkSession spark;

    @BeforeAll
    static void register() {
        List<Fact> facts = new ArrayList<>();
        for (String condition : List.of("scratch", "structured", "random")) {
            for (long seed = 0; seed < 3; seed++) {
                facts.add(fit(condition, seed));
                // Learning rate and initialisation follow the architecture; the width varies within one.
                facts.add(relu(fit(condition, seed)));
                facts.add(fit(condition, seed).with("sweep", "two-widths"));
                facts.add(fit(condition, seed).with("sweep", "two-widths").with("width", 128));
                facts.add(fit(condition, seed).with("sweep", "troubled").train(1, 0.5));
                facts.add(relu(fit(condition, seed))
                        .with("sweep", "troubled")
                        .with("trained_source_mse", condition.equals("scratch") ? null : 1f));
            }
        }
        facts.add(fit("scratch", 3).with("sweep", "troubled").train(1, 0.5));
        facts.add(fit("structured", 3).with("sweep", "troubled").train(1, 0.5));
        for (String condition : List.of("scratch", "structured", "random")) {
            facts.add(fit(condition, 0).with("sweep", "short").train(1, 0.5, 0.005));
            facts.add(relu(fit(condition, 0)).with("sweep", "short"));
        }
        facts.add(fit("scratch", 0).with("sweep", "scratch-only"));
        spark = TestSession.views(out, facts.toArray(Fact[]::new));
    }

    @Test
    void theTableHasTheGainsWithTheirIntervals() {
        // All seeds alike: 2^-14 is the first below 1e-4, so 14 steps: 2^14 = 16384 and 1.
        assertThat(line("study", "siren"))
                .containsExactly(
                        "bump",
                        "t=0.1 -> t=0.15",
                        "siren",
                        "30",
                        "random",
                        "3",
                        "16400x [16400, 16400]",
                        "1.00x [1.00, 1.00]",
                        "16400x [16400, 16400]");
        assertThat(line("study", "relu-mlp")).contains("-", "random");
    }

    @Test
    void aSettingIsShownOnlyWhereItVariesWithinAnArchitecture() {
        assertThat(header("study"))
                .containsExactly(
                        "family",
                        "source -> target",
                        "architecture",
                        "bandwidth",
                        "control",
                        "n",
                        "structured gain",
                        "control gain",
                        "specificity");
        assertThat(header("two-widths")).contains("width").doesNotContain("learning_rate");
    }

    @Test
    void whatIsLeftOutIsSaidUnderTheTable() {
        String text = HeadlineTable.of(spark, "troubled");
        assertThat(text)
                .contains("not reached")
                .contains("- 3 seeds left out: a source learnt nothing (dead source) (relu-mlp bump t=0.15 random: 3)")
                .contains("- 1 seed left out: not every condition has been trained (siren bump t=0.15 random)")
                .contains("WHERE sweep = 'troubled'");
        assertThat(HeadlineTable.of(spark, "study")).doesNotContain("left out").doesNotContain("Other budgets");
    }

    @Test
    void whereScratchStaysAboveTheHeadlineTheTightestErrorItReachesIsShown() {
        assertThat(header("short")).contains("control", "scratch at", "n");
        assertThat(line("short", "siren").subList(4, 8)).containsExactly("random", "1e-2", "1", "1.00x");
        assertThat(line("short", "relu-mlp").subList(4, 8)).containsExactly("random", "1e-4", "1", "16400x");
        assertThat(HeadlineTable.of(spark, "short"))
                .contains("where scratch reaches 1e-4, or else what it reaches")
                .contains("- 1 row is at a looser error, because scratch stays above 1e-4")
                .contains("Other budgets");
    }

    @Test
    void theTextEndsWithANewlineAndFitsOnAScreen() {
        for (String sweep : List.of("study", "two-widths", "troubled", "short", "scratch-only", "no such sweep")) {
            String text = HeadlineTable.of(spark, sweep);
            assertThat(text).endsWith("\n").doesNotEndWith("\n\n");
            assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(140));
        }
        assertThat(HeadlineTable.of(spark, "scratch-only")).contains("has nothing to compare");
    }

    private static List<String> header(String sweep) {
        return cells(HeadlineTable.of(spark, sweep)
                .lines()
                .filter(line -> line.startsWith("family"))
                .findFirst()
                .orElseThrow());
    }

    private static List<String> line(String sweep, String architecture) {
        return cells(HeadlineTable.of(spark, sweep)
                .lines()
                .filter(line -> line.startsWith("bump") && line.contains(architecture))
                .findFirst()
                .orElseThrow());
    }

    private static List<String> cells(String line) {
        return List.of(line.split(" {2,}"));
    }

    private static Fact relu(Fact fact) {
        return fact.with("architecture", "relu-mlp")
                .with("bandwidth", null)
                .with("initialisation", "he-normal")
                .with("learning_rate", 1e-3);
    }

    private static Fact fit(String condition, long seed) {
        double[] mse = new double[17];
        for (int k = 0; k < mse.length; k++) {
            mse[k] = Math.scalb(1.0, condition.equals("structured") ? -2 * k : -k);
        }
        return Fact.of(condition, seed).train(mse);
    }
}
