package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import specsweep.sweep.Sweep;

/** Masters and file systems that are not there, or not as the command has them: what is said, how soon, and how it ends. */
@Timeout(120)
class SurroundingsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    @Test
    void aMasterThatIsNoneIsToldWithThoseThatAre() {
        assertRun(2, "--master sparkk://head:7077 is no master; there are local[*]", "--master", "sparkk://head:7077");
        assertRun(2, "a standalone master is spark://HOST:PORT", "--master", "spark://head");
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        assertRun(2, "there is no host nowhere.invalid", "--master", "spark://nowhere.invalid:7077");
        assertOut(2, "there is no host nowhere.invalid", "hdfs://nowhere.invalid:8020/x");
    }

    @Test
    void aPortAtWhichNoMasterListensIsToldAtOnce() throws IOException {
        String url = "spark://127.0.0.1:" + freePort();
        assertRun(1, "no Spark master listens at " + url + ": Connection refused", "--master", url);
    }

    @Test
    void whatListensAndIsNoMasterIsSaidToBeSo() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, HERE)) {
            assertRun(
                    1,
                    "does not answer as a master of Spark",
                    "--master",
                    "spark://127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 5, HERE)) {
            String port = Integer.toString(taken.getLocalPort());
            assertRun(
                    2,
                    "port " + port + " and those after it are taken on this machine",
                    "--master",
                    "local[1]",
                    "--conf",
                    "spark.driver.port=" + port,
                    "--conf",
                    "spark.port.maxRetries=0");
        }
    }

    @Test
    void anHdfsWithoutANamenodeIsAskedForOne() {
        assertOut(2, "hdfs:///x names no namenode", "hdfs:///x");
    }

    @Test
    void aNamenodeThatIsNotThereIsNamedSoon() throws IOException {
        assertOut(1, "localhost:", "hdfs://127.0.0.1:" + freePort() + "/x", "Is the namenode or the object store up");
    }

    @Test
    void anObjectStoreThatIsNotThereIsNamedSoon() throws IOException {
        assertOut(
                1,
                "cannot be reached: Connect to 127.0.0.1:",
                "s3a://bucket/x",
                "Is the namenode or the object store up",
                "--conf",
                "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:" + freePort(),
                "--conf",
                "spark.hadoop.fs.s3a.access.key=a",
                "--conf",
                "spark.hadoop.fs.s3a.secret.key=b");
    }

    @Test
    void anObjectStoreWithoutCredentialsSaysWhereTheyGo() {
        assertOut(
                2,
                "wants credentials, and there are none: set AWS_ACCESS_KEY_ID",
                "s3a://bucket/x",
                "",
                "--conf",
                "spark.hadoop.fs.s3a.aws.credentials.provider=org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    }

    @Test
    void aFileSystemThatIsNotKnownIsNamed() {
        assertOut(2, "there is no file system foo://", "foo://bucket/x");
    }

    @Test
    void aClusterOfAnotherSparkIsToldWithItsVersion() {
        assertThatThrownBy(() -> SparkVersion.check("4.1.4", "spark://head:7077"))
                .hasMessageContaining("spark://head:7077 is a cluster of Spark 4.1.4")
                .hasMessageContaining("submit the assembly jar with that cluster's own spark-submit");
        SparkVersion.check(org.apache.spark.package$.MODULE$.SPARK_VERSION() + "-vendor", "spark://head:7077");
    }

    @Test
    void aRunThatTheClusterDrivesNeedsAClusterAndAnOutput() {
        assertRun(2, "--deploy-mode cluster needs a cluster", "--deploy-mode", "cluster");
        assertRun(2, "--deploy-mode must be client or cluster, was clutser", "--deploy-mode", "clutser");
    }

    @Test
    void aSubmissionHasTheOptionsOfTheRunAndTheTextOfTheSweep() throws IOException {
        String yaml =
                "sweep: mine\ntuples: {grid: {architecture: siren, seed: 0, family: bump, source: 0.1, delta: 0.1}}\n";
        String file = Files.writeString(folder.resolve("it's mine.yaml"), yaml).toString();
        CommandLine command = new CommandLine(new RunCommand());
        command.parseArgs(
                file, "--master", "yarn", "--deploy-mode", "cluster", "--stack=3", "--retry-failed", "--out", "here");
        String inline = SweepFile.inline(file, Sweep.load(file));
        List<String> line = Submission.arguments(
                "yarn",
                Map.of("spark.executor.cores", "2"),
                List.of(URI.create("file:/own.jar"), URI.create("file:/other.jar")),
                command.getParseResult(),
                inline,
                "hdfs://head/out");
        assertThat(line).startsWith("--master", "yarn", "--deploy-mode", "cluster");
        assertThat(line).containsSequence("--conf", "spark.executor.cores=2");
        assertThat(line).containsSequence("--jars", "file:/other.jar", "file:/own.jar", "run", inline);
        assertThat(line.subList(line.indexOf("run") + 2, line.size()))
                .startsWith("--out", "hdfs://head/out")
                .contains("--retry-failed")
                .containsSequence("--stack", "3")
                .doesNotContain("--master", "--deploy-mode");
        Sweep there = SweepFile.load(inline, org.apache.hadoop.conf.Configuration::new);
        assertThat(there.yaml()).isEqualTo(yaml);
        assertThat(there.file()).isEqualTo(file);
        assertThat(SweepFile.inline("smoke", Sweep.load("smoke"))).isEqualTo("smoke");
    }

    private void assertOut(int code, String words, String out) {
        assertOut(code, words, out, "");
    }

    private void assertOut(int code, String words, String out, String alsoSaid, String... options) {
        List<String> line = new java.util.ArrayList<>(List.of("status", "--out", out));
        line.addAll(List.of(options));
        assertEnds(code, words, alsoSaid, line);
        line.set(0, "run");
        line.add(1, "smoke");
        assertEnds(code, words, alsoSaid, line);
    }

    private void assertRun(int code, String words, String... options) {
        List<String> line = new java.util.ArrayList<>(
                List.of("run", "smoke", "--out", folder.resolve("out").toString()));
        line.addAll(List.of(options));
        assertEnds(code, words, "", line);
    }

    private static void assertEnds(int code, String words, String alsoSaid, List<String> line) {
        StringWriter err = new StringWriter();
        long begun = System.nanoTime();
        int ended = Main.execute(new PrintWriter(err, true), line.toArray(String[]::new));
        assertThat(err.toString())
                .contains(words)
                .contains(alsoSaid)
                .doesNotContain("\tat ")
                .doesNotContain("run the same command again");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(ended).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, HERE)) {
            return socket.getLocalPort();
        }
    }
}
