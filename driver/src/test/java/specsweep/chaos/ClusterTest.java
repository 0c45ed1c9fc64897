package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a cluster that nothing disturbs: where its tasks ran, what they made, and what the History Server shows of it. */
class ClusterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aClusterGivesTheBitsOfOneMachineAndTheHistoryServerSpeaksOfWavesAndTuples() throws Exception {
        Drivers drivers = new Drivers(folder);
        Path local = Stage.undisturbed();
        Path out = folder.resolve("out");
        Path events = Files.createDirectories(folder.resolve("events"));
        // Waits for both workers, so that both have tasks.
        try (JavaProcess driver = drivers.runOn(
                Stage.cluster(),
                out,
                "--conf",
                "spark.eventLog.enabled=true",
                "--conf",
                "spark.eventLog.dir=" + events.toUri(),
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf",
                "spark.cores.max=2")) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(Facts.of(out)).isEqualTo(Facts.of(local));
        assertThat(Facts.distinct(out, "native_threads")).containsExactly("1");
        assertThat(Facts.distinct(out, "blas_core")).isEqualTo(Facts.distinct(local, "blas_core"));

        try (JavaProcess server = historyServer(events)) {
            String api = server.awaitOutput("(?:started at|Started) .*?(http://[^\\s/]+)") + "/api/v1/applications";
            Eventually.until("the application is listed", () -> get(api).size() == 1, server::output);
            String application = api + "/" + get(api).get(0).get("id").asText();
            List<String> descriptions = get(application + "/jobs").findValuesAsText("description");
            assertThat(descriptions).anyMatch(text -> text.equals("plan of chaos"));
            assertThat(descriptions).anyMatch(text -> text.matches("wave 2 of chaos: \\d+ tuples"));
            for (JsonNode executor : get(application + "/allexecutors")) {
                if (executor.get("id").asText().equals("driver")) {
                    assertThat(executor.get("totalTasks").asInt()).isZero();
                } else {
                    assertThat(executor.get("hostPort").asText()).matches("127\\.0\\.0\\.[23]:\\d+");
                    assertThat(executor.get("completedTasks").asInt()).isPositive();
                }
            }
        }
    }

    private JavaProcess historyServer(Path events) {
        return JavaProcess.start(
                "history",
                folder,
                Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
                Stage.CLASS_PATH,
                Stream.concat(
                                Stream.concat(Stage.fastStart().stream(), ClusterOfProcesses.DAEMON.stream()),
                                Stream.of(
                                        "-Dspark.history.fs.logDirectory=" + events.toUri(),
                                        "-Dspark.history.ui.port=0"))
                        .toList(),
                List.of("org.apache.spark.deploy.history.HistoryServer"));
    }

    private static JsonNode get(String url) {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofMinutes(1))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.createArrayNode();
        } catch (IOException e) {
            return JSON.createArrayNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
