package specsweep.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import specsweep.query.Recommendations;
import specsweep.query.Tables;
import specsweep.query.Views;

/** {@code recommend}: says which architecture and bandwidth to take for a family, and what to beware of. */
@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        description =
                "Say, for each family, which architecture and bandwidth transfers most, which most specifically, which"
                        + " reuses anything, and which is harmed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep recommend --sweep two-parameter",
            "  specsweep recommend --family table --format json",
            "",
            "From ten seeds on the best is picked on half of them and reported on the other",
            "half. The rule is SQL: parquet-out/views/recommendations.sql."
        })
final class RecommendCommand implements Callable<Integer> {
    @Option(names = "--sweep", paramLabel = "NAME", description = "Only this sweep (default: all in the output).")
    @Nullable String sweep;

    @Option(names = "--family", paramLabel = "NAME", description = "Only this family (default: all).")
    @Nullable String family;

    @Option(names = "--format", description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Tables.Format format = Tables.Format.TABLE;

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Override
    public Integer call() throws IOException {
        try (OpenSession open = session.open("recommend", output.location())) {
            SparkSession spark = open.spark();
            Examination.warnOfStrangeFiles(spark, output.location());
            Views.open(spark, output.location());
            Recommendations recommendations;
            try {
                recommendations = Recommendations.of(spark, sweep, family);
            } catch (IllegalArgumentException e) {
                throw UserError.badInput(String.valueOf(e.getMessage()));
            }
            if (format == Tables.Format.TABLE) {
                System.out.print(recommendations.text());
            } else {
                Tables.print(recommendations.rows(), format, System.out);
            }
            return ExitCode.DONE;
        }
    }
}
