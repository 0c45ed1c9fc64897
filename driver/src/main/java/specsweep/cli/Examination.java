package specsweep.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import specsweep.store.DamagedFiles;
import specsweep.store.StrangeFiles;

/** Looks for result files that cannot be read before anything is decided by what the others hold. */
final class Examination {
    private static final int MOST_LINES = 20;

    private Examination() {}

    /**
     * Ends the command where files are damaged, or puts them aside.
     *
     * @param quarantine whether to put them aside, after reading all rows of all files
     */
    static void of(SparkSession spark, String out, boolean quarantine) {
        warnOfStrangeFiles(spark, out);
        DamagedFiles files = new DamagedFiles(spark, out);
        List<DamagedFiles.Damaged> damaged = files.find(quarantine);
        if (damaged.isEmpty()) {
            return;
        }
        String list = damaged.stream()
                .limit(MOST_LINES)
                .map(each -> "  " + each + "\n")
                .collect(Collectors.joining());
        String more = damaged.size() > MOST_LINES ? "  and " + (damaged.size() - MOST_LINES) + " more\n" : "";
        if (!quarantine) {
            throw UserError.fatal(damaged.size() + " result files cannot be read:\n" + list + more
                    + "Put them back from a copy, or run again with --quarantine: that moves them to " + out
                    + "/" + DamagedFiles.QUARANTINE + " and trains again what they held.");
        }
        files.quarantine(damaged);
        System.err.print(damaged.size() + " result files could not be read and are in " + out + "/"
                + DamagedFiles.QUARANTINE + " now; what they held is trained again:\n" + list + more);
    }

    /** Warns of files among the results that are no results: they are not counted, and somebody may think that they are. */
    static void warnOfStrangeFiles(SparkSession spark, String out) {
        List<String> strange;
        try {
            strange = StrangeFiles.in(out, spark.sparkContext().hadoopConfiguration());
        } catch (IOException e) {
            // Whoever reads the results says so.
            return;
        }
        strange.stream()
                .limit(MOST_LINES)
                .forEach(each -> System.err.println("warning: " + each + ". It is not counted; move it elsewhere."));
        if (strange.size() > MOST_LINES) {
            System.err.println("warning: and " + (strange.size() - MOST_LINES) + " more files that are no facts");
        }
    }
}
