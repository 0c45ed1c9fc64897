package specsweep.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import specsweep.doctor.Doctor;
import specsweep.doctor.Executors;
import specsweep.doctor.Finding;
import specsweep.doctor.Surroundings;
import specsweep.kernel.net.NativeEnvironment;

/** {@code doctor}: looks for what would hurt, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look for what would slow, spoil or end a run here, and say what to do about it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep doctor",
            "  specsweep doctor --out hdfs:///sweeps --master spark://head:7077",
            "",
            "Changes nothing. Exit codes: 0 all is well or could be better, 1 something would",
            "hurt."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Pattern LOCAL = Pattern.compile("local\\[(\\*|\\d+)(,.*)?]");

    /** How the findings are written. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(names = "--format", description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Format format = Format.TABLE;

    @Mixin
    Output output = new Output();

    @Mixin
    Session session = new Session();

    @Override
    public Integer call() throws IOException {
        String master = session.masterUrl();
        boolean local = master.startsWith("local") && !master.startsWith("local-cluster");
        List<Finding> findings = new ArrayList<>(Doctor.examine(new Surroundings(
                output.location(),
                session.files(),
                localFolders(),
                local ? slots(master) : 0,
                System.getenv(),
                NativeEnvironment.processorFlags())));
        boolean hurts = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
        if (!local && !hurts) {
            try (OpenSession open = session.open("doctor")) {
                SparkSession spark = open.spark();
                findings.addAll(Executors.examine(spark));
            } catch (RuntimeException e) {
                findings.add(new Finding(
                        "master",
                        Finding.Level.FAIL,
                        Trouble.describe(e, output.location(), session.files()),
                        "check --master, and that this machine and the cluster reach each other"));
            }
        }
        System.out.print(format == Format.JSON ? json(findings) : table(findings));
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL)
                ? ExitCode.FATAL
                : ExitCode.DONE;
    }

    private static int slots(String master) {
        Matcher matcher = LOCAL.matcher(master);
        if (!matcher.matches()) {
            return 1;
        }
        return matcher.group(1).equals("*")
                ? Runtime.getRuntime().availableProcessors()
                : Integer.parseInt(matcher.group(1));
    }

    /** Where Spark looks, in its order. */
    private List<String> localFolders() {
        String folders = System.getenv("SPARK_LOCAL_DIRS");
        if (folders == null) {
            folders = session.conf.getOrDefault(
                    "spark.local.dir", System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir")));
        }
        return Arrays.stream(folders.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static String table(List<Finding> findings) {
        int widest = findings.stream()
                .mapToInt(each -> each.subject().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String level = finding.level().name().toLowerCase(Locale.ROOT);
            text.append(String.format("%-4s  %-" + widest + "s  %s%n", level, finding.subject(), finding.found()));
            if (finding.remedy() != null) {
                text.append(" ".repeat(widest + 8))
                        .append("-> ")
                        .append(finding.remedy())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String json(List<Finding> findings) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode array = mapper.createArrayNode();
        for (Finding finding : findings) {
            array.addObject()
                    .put("subject", finding.subject())
                    .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                    .put("found", finding.found())
                    .put("remedy", finding.remedy());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
    }
}
