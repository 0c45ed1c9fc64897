package specsweep.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.deploy.SparkSubmit;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import specsweep.sweep.Sweep;

/**
 * Hands a run over to a cluster, which starts the driver too: the same as {@code spark-submit --deploy-mode cluster} with
 * this program's jars. What the user may have got wrong has been looked at here; the sweep file travels in the command line,
 * so that the cluster need not reach it.
 */
final class Submission {
    /** What spark-submit is told, or what holds here alone. */
    private static final Set<String> NOT_PASSED_ON = Set.of("--master", "--deploy-mode", "--conf", "--out");

    /** That the command ends when the run does, and tells how; the other clusters do so by themselves. */
    private static final Map<String, String> DEFAULTS = Map.of("spark.standalone.submit.waitAppCompletion", "true");

    private static final String YARN_CLIENT = "org.apache.spark.deploy.yarn.Client";

    /** What Spark's clients of clusters tell of a submission, which else nobody sees. */
    private static final List<String> TELLING = List.of("org.apache.spark.deploy.ClientEndpoint", YARN_CLIENT);

    private Submission() {}

    /**
     * The command line of spark-submit.
     *
     * @param master the cluster
     * @param conf settings of Spark
     * @param jars the program's, its own first
     * @param run the options of the run, as they were given
     * @param sweep the sweep, or where it is: see {@link SweepFile#inline}
     * @param out where the results go
     */
    static List<String> arguments(
            String master, Map<String, String> conf, List<URI> jars, ParseResult run, String sweep, String out) {
        List<String> line = new ArrayList<>(List.of("--master", master, "--deploy-mode", "cluster"));
        Map<String, String> settings = new LinkedHashMap<>(DEFAULTS);
        settings.putAll(conf);
        settings.forEach((key, value) -> line.addAll(List.of("--conf", key + "=" + value)));
        line.addAll(List.of("--class", Main.class.getName()));
        if (jars.size() > 1) {
            line.addAll(
                    List.of("--jars", jars.stream().skip(1).map(URI::toString).collect(Collectors.joining(","))));
        }
        line.add(jars.get(0).toString());
        line.addAll(List.of("run", sweep, "--out", out));
        for (OptionSpec option : run.matchedOptions()) {
            if (!NOT_PASSED_ON.contains(option.longestName())) {
                if (option.arity().max() == 0) {
                    line.add(option.longestName());
                }
                for (String value : option.arity().max() == 0 ? List.<String>of() : option.originalStringValues()) {
                    line.addAll(List.of(option.longestName(), value));
                }
            }
        }
        return line;
    }

    /** Submits a run that has been looked at, waits until it has ended, and gives its exit code where the cluster tells. */
    static int submit(Session session, ParseResult run, String sweepFile, Sweep sweep, Output output) {
        Map<String, String> settings = new LinkedHashMap<>(session.clusterSettings());
        settings.putAll(session.conf);
        // Where the pods' image has the program, it is there as one jar.
        List<URI> jars = KubernetesCluster.isMeant(session.masterUrl())
                ? List.of(URI.create(Objects.requireNonNull(settings.remove("spark.jars"))))
                : ProgramJars.installed();
        if (jars.isEmpty()) {
            throw UserError.fatal("--deploy-mode cluster sends this program's jars, and it does not run from jars");
        }
        if (output.out == null) {
            throw UserError.badInput(
                    "--deploy-mode cluster needs --out: a place that every machine of the cluster reaches,"
                            + " such as hdfs://NAMENODE:8020/specsweep or s3a://BUCKET/specsweep");
        }
        session.check();
        List<String> line = arguments(
                session.masterUrl(), settings, jars, run, SweepFile.inline(sweepFile, sweep), output.location());
        TELLING.forEach(logger -> Configurator.setLevel(logger, Level.INFO));
        leaveOutUploads();
        try {
            new SparkSubmit().doSubmit(line.toArray(String[]::new));
            return ExitCode.DONE;
        } catch (Exception e) {
            if (e instanceof SparkUserAppException ended) {
                return ended.exitCode();
            }
            throw UserError.fatal(told(Main.rootMessage(e)), e);
        }
    }

    /** Hundreds of jars go to YARN, each of which would have a line. */
    private static void leaveOutUploads() {
        LoggerContext.getContext(false)
                .getConfiguration()
                .getLoggerConfig(YARN_CLIENT)
                .addFilter(new AbstractFilter() {
                    @Override
                    public Filter.Result filter(LogEvent event) {
                        return event.getMessage().getFormattedMessage().startsWith("Uploading resource")
                                ? Filter.Result.DENY
                                : Filter.Result.NEUTRAL;
                    }
                });
    }

    /** With where to read on, should it be an application of YARN. */
    private static String told(String message) {
        Matcher application = Pattern.compile("application_\\d+_\\d+").matcher(message);
        return application.find() ? message + "; its log: yarn logs -applicationId " + application.group() : message;
    }
}
