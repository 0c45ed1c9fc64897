package specsweep.doctor;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import specsweep.kernel.net.NativeEnvironment;
import specsweep.store.Provenance;

/** Asks every executor of a cluster for what it finds in its own process, and compares it with the driver. */
public final class Executors {
    private static final String SUBJECT = "executors";
    private static final long TASK_MILLIS = 300;

    private Executors() {}

    /** What one executor says of itself. */
    private record Report(String executor, String host, Provenance provenance, List<Finding> findings)
            implements Serializable {}

    /**
     * Runs one short job with a task for each slot. What only some executors find names them.
     *
     * @param spark a session on a cluster
     */
    public static List<Finding> examine(SparkSession spark) {
        int tasks = Math.max(2, 2 * spark.sparkContext().defaultParallelism());
        Map<String, Report> reports = new TreeMap<>();
        try {
            List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
            new JavaSparkContext(spark.sparkContext())
                    .parallelize(numbers, tasks)
                    .map(number -> report())
                    .collect()
                    .forEach(report -> reports.put(report.executor(), report));
        } catch (RuntimeException e) {
            return List.of(Finding.fail(
                    SUBJECT,
                    "do not answer: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "they must see specsweep's code: submit the assembly with spark-submit, or name the class path with"
                            + " --conf spark.executor.extraClassPath"));
        }
        List<Finding> findings = new ArrayList<>();
        long hosts = reports.values().stream().map(Report::host).distinct().count();
        findings.add(Finding.ok(
                SUBJECT,
                reports.size() + " answer, on " + hosts + (hosts == 1 ? " host" : " hosts") + ", with "
                        + spark.sparkContext().defaultParallelism() + " slots"));
        Provenance driver = Provenance.here();
        reports.values().forEach(report -> compare(driver, report, findings));
        if (reports.values().stream()
                        .map(report -> report.provenance().blasCore())
                        .distinct()
                        .count()
                > 1) {
            findings.add(Finding.warn(
                    SUBJECT,
                    "run different BLAS kernels: the last bits of a result depend on where it was made",
                    "set OPENBLAS_CORETYPE to one type on every machine, such as Haswell"));
        }
        SparkConf conf = spark.sparkContext().getConf();
        boolean containers = spark.sparkContext().master().matches("(yarn|k8s:).*");
        if (containers && !conf.contains("spark.executor.memoryOverhead")) {
            findings.add(Finding.warn(
                    SUBJECT,
                    "spark.executor.memoryOverhead is not set: Spark's own choice may be too little for native memory",
                    "set it to 1g or more"));
        }
        return findings;
    }

    private static Report report() throws InterruptedException {
        // Short tasks would all go to the first executor that is free.
        TimeUnit.MILLISECONDS.sleep(TASK_MILLIS);
        Surroundings here = new Surroundings(
                "", new Configuration(false), List.of(), 0, System.getenv(), NativeEnvironment.processorFlags());
        List<Finding> findings = Doctor.examineProcess(here).stream()
                .filter(finding -> finding.level() != Finding.Level.OK)
                .toList();
        Provenance provenance = Provenance.here();
        return new Report(SparkEnv.get().executorId(), provenance.host(), provenance, findings);
    }

    private static void compare(Provenance driver, Report report, List<Finding> findings) {
        String who = "executor " + report.executor() + " on " + report.host();
        for (Finding finding : report.findings()) {
            findings.add(
                    new Finding(who, finding.level(), finding.subject() + ": " + finding.found(), finding.remedy()));
        }
        if (!driver.codeVersion().equals(report.provenance().codeVersion())) {
            findings.add(Finding.fail(
                    who,
                    "has specsweep " + report.provenance().codeVersion() + ", the driver " + driver.codeVersion(),
                    "give executors and driver the same jar"));
        }
        if (!driver.jdk().equals(report.provenance().jdk())) {
            findings.add(Finding.warn(
                    who,
                    "runs on " + report.provenance().jdk() + ", the driver on " + driver.jdk(),
                    "use one JDK on every machine"));
        }
    }
}
