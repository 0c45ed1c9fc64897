package specsweep.cli;

import java.io.IOException;
import java.net.InetAddress;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * YARN's application master, in which the program runs when it was submitted in cluster mode. Spark's part of it tells YARN how
 * the application has ended, so that the process must not end itself: an exit of any code is reported as a failure, and tried
 * again.
 */
final class ApplicationMaster {
    private ApplicationMaster() {}

    /** Whether this process is one. */
    static boolean isHere() {
        return "yarn".equals(System.getProperty("spark.master"))
                && "cluster".equals(System.getProperty("spark.submit.deployMode"));
    }

    /**
     * Ends the application: by returning where all is done, else by an exception that gives Spark the exit code.
     *
     * <p>YARN tries an application that has failed again, as it should where the driver was lost. What the user must put
     * right is told to YARN as the application's end first, with the reason: it would fail again.
     *
     * @param said what was told the user about the end
     */
    static void end(int exitCode, String said) throws SparkUserAppException {
        if (exitCode == ExitCode.DONE) {
            return;
        }
        String why = said.isBlank() ? "specsweep ended with exit code " + exitCode : said.strip();
        if (exitCode == ExitCode.BAD_INPUT || exitCode == ExitCode.FINISHED_WITH_FAILURES) {
            failForGood(why);
        }
        throw new SparkUserAppException(exitCode, new IllegalStateException(why));
    }

    private static void failForGood(String why) {
        Configuration settings = new YarnConfiguration(SparkHadoopUtil.get().conf());
        AMRMClient<AMRMClient.ContainerRequest> yarn = AMRMClient.createAMRMClient();
        yarn.init(settings);
        yarn.start();
        try {
            register(yarn);
            yarn.unregisterApplicationMaster(FinalApplicationStatus.FAILED, why, "");
            // Spark keeps what it has uploaded for the attempt that there will not be.
            Path uploaded = new Path(System.getenv("SPARK_YARN_STAGING_DIR"));
            uploaded.getFileSystem(settings).delete(uploaded, true);
        } catch (IOException | YarnException e) {
            System.err.println("warning: YARN was not told that another attempt is in vain: " + e.getMessage());
        } finally {
            yarn.stop();
        }
    }

    /** Only who is registered may leave. Spark registers once there is a session. */
    private static void register(AMRMClient<?> yarn) throws IOException, YarnException {
        try {
            yarn.registerApplicationMaster(InetAddress.getLocalHost().getHostName(), -1, "");
        } catch (InvalidApplicationMasterRequestException e) {
            if (!String.valueOf(e.getMessage()).contains("already registered")) {
                throw e;
            }
        }
    }
}
