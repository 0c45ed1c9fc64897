package specsweep.cli;

import java.io.PrintStream;
import org.apache.spark.package$;
import specsweep.store.Provenance;

/** The version of Spark that this program is made for, against those that it meets. */
final class SparkVersion {
    /** What it is made for, as a sentence. */
    static final String WANTED = "This specsweep is made for Spark " + Provenance.sparkVersion()
            + " (its assembly jar runs on 4.0 and 4.1, too).";

    private SparkVersion() {}

    /** Says so where spark-submit of another Spark has started this process. */
    static void tellOfOwn(PrintStream err) {
        String own = package$.MODULE$.SPARK_VERSION();
        if (!feature(own).equals(feature(Provenance.sparkVersion()))) {
            err.println("specsweep: this process has Spark " + own + ". " + WANTED);
        }
    }

    /**
     * Ends a command whose cluster is of another Spark than this process: executors would not understand the driver.
     *
     * @param found the version of the cluster
     * @param url of its master
     */
    static void check(String found, String url) {
        String own = package$.MODULE$.SPARK_VERSION();
        if (!feature(found).equals(feature(own))) {
            throw UserError.badInput(url + " is a cluster of Spark " + found + ", and this process has Spark " + own
                    + ": submit the assembly jar with that cluster's own spark-submit (README.md, \"A cluster\"). "
                    + WANTED);
        }
    }

    /** Major and minor version: releases of one speak with each other. */
    private static String feature(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*$", "$1");
    }
}
