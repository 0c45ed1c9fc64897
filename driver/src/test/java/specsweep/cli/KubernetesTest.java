package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is submitted to Kubernetes: an API server keeps it, and no cluster is behind it. */
class KubernetesTest {
    private static final String IMAGE = "registry.example/specsweep-spark:0.1.0";
    private static final String NAMESPACE = "sweeps";

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new ApplyingDispatcher(), false);

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server.init();
    }

    @AfterEach
    void stop() {
        server.destroy();
    }

    @Test
    void aDriverHereAsksForExecutorPodsOfTheImageWithProgramMemoryAndSecret() throws Exception {
        Session session = session();
        session.conf.putAll(Map.of(
                "spark.kubernetes.driver.pod.name", "driver",
                "spark.driver.host", "127.0.0.1",
                "spark.ui.enabled", "false",
                "spark.scheduler.maxRegisteredResourcesWaitingTime", "0s",
                "spark.executor.instances", "2",
                "spark.executor.cores", "4",
                "spark.executor.memory", "2g",
                "spark.kubernetes.executor.podTemplateFile", pending().toString()));
        try (KubernetesClient client = server.createClient();
                OpenSession open = inPod(client, session)) {
            assertThat(open.spark().sparkContext().getConf().get("spark.jars")).isEqualTo(KubernetesCluster.JAR);
            client.pods()
                    .inNamespace(NAMESPACE)
                    .withLabel("spark-exec-id", "2")
                    .informOnCondition(pods -> !pods.isEmpty())
                    .get(1, TimeUnit.MINUTES);
            for (Pod pod : pods(client, "executor")) {
                assertThat(pod.getMetadata().getOwnerReferences())
                        .extracting(OwnerReference::getName)
                        .containsExactly("driver");
                Container container = pod.getSpec().getContainers().get(0);
                assertThat(container.getImage()).isEqualTo(IMAGE);
                assertThat(container.getArgs()).containsExactly("executor");
                assertMemory(container, 3072);
                assertThat(environment(container))
                        .containsEntry("SPARK_EXECUTOR_MEMORY", "2048m")
                        .containsKey("_SPARK_AUTH_SECRET")
                        .containsValue("-Dorg.bytedeco.javacpp.cachedir=/opt/specsweep/native");
            }
        }
    }

    @Test
    void aRunThatIsHandedOverBecomesADriverPodThatOwnsItsSettingsAndKeepsTheProgramsArguments() throws Exception {
        try (KubernetesClient client = server.createClient()) {
            int exitCode = Main.execute(
                    "run",
                    "smoke",
                    "--stack",
                    "2",
                    "--master",
                    master(),
                    "--deploy-mode",
                    "cluster",
                    "--out",
                    "hdfs://namenode:8020/specsweep",
                    "--conf",
                    "spark.kubernetes.container.image=" + IMAGE,
                    "--conf",
                    "spark.kubernetes.namespace=" + NAMESPACE,
                    "--conf",
                    "spark.kubernetes.authenticate.driver.serviceAccountName=spark",
                    "--conf",
                    "spark.kubernetes.submission.waitAppCompletion=false");
            assertThat(exitCode).isZero();

            Pod driver = pods(client, "driver").get(0);
            Container container = driver.getSpec().getContainers().get(0);
            assertThat(container.getImage()).isEqualTo(IMAGE);
            assertThat(driver.getSpec().getServiceAccountName()).isEqualTo("spark");
            assertMemory(container, 2048);
            assertThat(container.getArgs())
                    .startsWith("driver")
                    .containsSubsequence(
                            "--class",
                            "specsweep.cli.Main",
                            KubernetesCluster.JAR,
                            "run",
                            "smoke",
                            "--out",
                            "hdfs://namenode:8020/specsweep",
                            "--stack",
                            "2");

            List<ConfigMap> settings =
                    client.configMaps().inNamespace(NAMESPACE).list().getItems();
            assertThat(settings)
                    .extracting(each -> each.getData().get("spark.properties"))
                    .anySatisfy(text -> assertThat(text)
                            .contains("spark.authenticate=true")
                            .contains("spark.executor.memoryOverhead=1g")
                            .contains("spark.jars=local\\:///opt/specsweep/specsweep.jar"));
            assertThat(settings)
                    .allSatisfy(each -> assertThat(each.getMetadata().getOwnerReferences())
                            .extracting(OwnerReference::getName, OwnerReference::getUid)
                            .containsExactly(tuple(
                                    driver.getMetadata().getName(),
                                    driver.getMetadata().getUid())));
        }
    }

    @Test
    void withoutAnImageNothingIsSubmitted() {
        Session session = session();
        session.conf.clear();
        assertThatThrownBy(() -> session.open("kubernetes"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--conf spark.kubernetes.container.image=");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void anApiServerThatIsNotThereAndAUrlThatIsNoneAreSaidInALine() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> KubernetesCluster.check("k8s://https://127.0.0.1:" + port, Map.of()))
                .hasMessage("no API server of Kubernetes listens at 127.0.0.1:" + port
                        + ": check --master against what kubectl cluster-info says")
                .extracting(error -> ((UserError) error).exitCode())
                .isEqualTo(ExitCode.FATAL);
        assertThatThrownBy(() -> KubernetesCluster.check("k8s://https://127.0.0.1:port", Map.of()))
                .hasMessage("--master k8s://https://127.0.0.1:port is no URL of Kubernetes' API server, such as"
                        + " k8s://https://HOST:6443")
                .extracting(error -> ((UserError) error).exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    /** Opens a session as in a pod of the cluster, which is the owner of those that it asks for. */
    private static OpenSession inPod(KubernetesClient client, Session session) {
        Pod driver = new PodBuilder()
                .withNewMetadata()
                .withName("driver")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
        client.pods().resource(driver).create();
        return session.open("kubernetes");
    }

    private static List<Pod> pods(KubernetesClient client, String role) {
        List<Pod> pods = client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("spark-role", role)
                .list()
                .getItems();
        assertThat(pods).as(role + "s").isNotEmpty();
        return pods;
    }

    private static void assertMemory(Container container, int mebibytes) {
        Quantity memory = Quantity.parse(mebibytes + "Mi");
        assertThat(container.getResources().getRequests()).containsEntry("memory", memory);
        assertThat(container.getResources().getLimits()).containsEntry("memory", memory);
    }

    private static Map<String, String> environment(Container container) {
        return container.getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, each -> Objects.requireNonNullElse(each.getValue(), "")));
    }

    private Session session() {
        Session session = new Session();
        session.master = master();
        session.conf.putAll(Map.of("spark.kubernetes.container.image", IMAGE, "spark.kubernetes.namespace", NAMESPACE));
        return session;
    }

    private String master() {
        return "k8s://http://localhost:" + server.getPort();
    }

    /** A cluster gives each pod a status, which Spark looks at; this server keeps what it was sent. */
    private Path pending() throws Exception {
        return Files.writeString(
                folder.resolve("pod.yaml"), "apiVersion: v1\nkind: Pod\nspec: {}\nstatus: {phase: Pending}\n");
    }

    /** Makes or replaces what is applied, as a server does; the mock knows patches of what is there alone. */
    private static final class ApplyingDispatcher extends KubernetesCrudDispatcher {
        @Override
        public MockResponse handlePatch(RecordedRequest request) {
            String path = request.getPath().replaceFirst("[?].*", "");
            return handleGet(path).code() == 404
                    ? handleCreate(as(HttpMethod.POST, path.replaceFirst("/[^/]+$", ""), request))
                    : handleUpdate(as(HttpMethod.PUT, path, request));
        }

        private static RecordedRequest as(HttpMethod method, String path, RecordedRequest request) {
            return new RecordedRequest("HTTP/1.1", method, path, request.getHeaders(), request.getBody());
        }
    }
}
