package specsweep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import specsweep.query.ClaimsTable;
import specsweep.query.Tables;
import specsweep.query.Views;

/** {@code claims}: holds the results against the claims of the paper, at the headline setting and over all settings. */
@Command(
        name = "claims",
        mixinStandardHelpOptions = true,
        description =
                "Say which of the paper's claims the results reproduce or contradict, and at which settings that flips.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep claims",
            "  specsweep claims --out /data/results --format json",
            "  specsweep claims --parquet                also as Parquet, below the results in claims/",
            "",
            "All sweeps in the output count; of several that hold a setting, the one with",
            "the most seeds. The rules are SQL: parquet-out/views/claim_*.sql."
        })
final class ClaimsCommand implements Callable<Integer> {
    @Option(names = "--format", description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Tables.Format format = Tables.Format.TABLE;

    @Option(
            names = "--parquet",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = "",
            description = "Also write the tables claims, claim_figures and claim_evidence below DIR (without DIR: below"
                    + " the output, in claims/); what was written there before is replaced.")
    @Nullable String parquet;

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Override
    public Integer call() throws IOException {
        try (OpenSession open = session.open("claims", output.location())) {
            SparkSession spark = open.spark();
            Examination.warnOfStrangeFiles(spark, output.location());
            Views.open(spark, output.location());
            ClaimsTable claims = ClaimsTable.of(spark);
            if (parquet != null) {
                String folder = folder(parquet);
                try {
                    claims.write(folder);
                } catch (IllegalArgumentException e) {
                    throw UserError.badInput("--parquet: " + e.getMessage());
                }
                System.err.println("Tables claims, claim_figures and claim_evidence are in " + folder);
            }
            if (format == Tables.Format.TABLE) {
                System.out.print(claims.text());
            } else {
                Tables.print(claims.rows(), format, System.out);
            }
            return ExitCode.DONE;
        }
    }

    private String folder(String given) {
        if (given.isEmpty()) {
            return output.location() + "/claims";
        }
        return SweepFile.isUri(given)
                ? given
                : Path.of(given).toAbsolutePath().normalize().toString();
    }
}
