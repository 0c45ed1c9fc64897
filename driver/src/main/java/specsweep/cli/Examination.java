package specsweep.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import specsweep.store.DamagedFiles;

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
}
