package specsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import specsweep.run.Silent;
import specsweep.run.SweepRun;
import specsweep.store.FactStore;
import specsweep.sweep.Sweep;

/** The reduced form of the whole study, with networks so small and trainings so short that it takes seconds. */
class ReducedPaperTest {
    /** No fit fails; networks so small reach no error, and are not those at which the paper's figures are compared. */
    private static final Set<String> EMPTY = Set.of("failures", "equation_budget", "claim_figures");

    @Test
    void theReducedPaperFillsEveryViewThatAsksForNoError(@TempDir Path out) {
        String yaml = Sweep.load("paper-small")
                .yaml()
                .replaceFirst("(?m)^tuples:", "settings: {width: 8, depth: 1, dead_source_mse: 1e9}\n$0")
                .replace("points: 576\n", "points: 36\n")
                .replaceAll("source_steps: 800\n", "source_steps: 30\n")
                .replaceAll(" steps: 800\n", " steps: 30\n")
                .replaceAll("(?m)^( +)family: (bump|gabor)$", "$0\n$1points: 24\n$1source_steps: 30\n$1steps: 30");
        Sweep sweep = Sweep.parse("paper-small.yaml", yaml);
        SparkSession spark = TestSession.spark();
        new SweepRun(spark, sweep, new FactStore(spark, out.toString()), 8, new Silent()).run();

        Views.open(spark, out.toString());
        Map<String, Long> rows = new LinkedHashMap<>();
        Stream.concat(Views.names().stream(), StagedViews.names().stream()).forEach(view -> {
            Views.prepare(spark, view);
            rows.put(view, spark.table(view).count());
        });
        assertThat(rows).allSatisfy((view, n) -> assertThat(n > 0).as(view).isEqualTo(!EMPTY.contains(view)));
        assertThat(rows).containsEntry("claims", 9L).containsEntry("fits", sweep.size() * 4);
    }
}
