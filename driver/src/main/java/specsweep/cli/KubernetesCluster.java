package specsweep.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Kubernetes as a master: what an application is told that this program, and no spark-submit, starts on it. */
final class KubernetesCluster {
    /** Where the image has the program. */
    static final String JAR = "local:///opt/specsweep/specsweep.jar";

    /** The image has ND4J's libraries unpacked there; any other image has none, and unpacks them elsewhere. */
    private static final String UNPACKED = "-Dorg.bytedeco.javacpp.cachedir=/opt/specsweep/native";

    private static final String PREFIX = "k8s://";

    private static final int PATIENCE_MILLIS = 10_000;

    private static final String IMAGE = "spark.kubernetes.container.image";

    private KubernetesCluster() {}

    static boolean isMeant(String master) {
        return master.startsWith(PREFIX);
    }

    /**
     * Looks whether an API server listens, which else is told after its clients' many tries, each with its stack.
     *
     * @param environment where a proxy may be named, behind which nothing can be told from here
     */
    static void check(String master, Map<String, String> environment) {
        String url = master.substring(PREFIX.length());
        URI api;
        try {
            api = new URI(url.contains("://") ? url : "https://" + url).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw UserError.badInput("--master " + master + " is no URL of Kubernetes' API server, such as"
                    + " k8s://https://HOST:6443");
        }
        if (Stream.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy").anyMatch(environment::containsKey)) {
            return;
        }
        int port = api.getPort() >= 0 ? api.getPort() : "http".equals(api.getScheme()) ? 80 : 443;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(api.getHost(), port), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw UserError.fatal(
                    "no API server of Kubernetes listens at " + api.getHost() + ":" + port
                            + ": check --master against what" + " kubectl cluster-info says",
                    e);
        }
    }

    /**
     * Spark's settings.
     *
     * @param conf what the user has set, which is kept
     */
    static Map<String, String> settings(Map<String, String> conf) {
        if (!conf.containsKey(IMAGE) && !conf.containsKey("spark.kubernetes.executor.container.image")) {
            throw UserError.badInput("--master k8s://... needs an image for its pods, such as that of"
                    + " docker/kubernetes.Dockerfile: --conf " + IMAGE + "=REGISTRY/specsweep-spark:TAG");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.authenticate", "true");
        settings.put("spark.jars", JAR);
        settings.put("spark.driver.extraJavaOptions", UNPACKED);
        settings.put("spark.executor.extraJavaOptions", UNPACKED);
        // ND4J's arrays are outside of the heap.
        settings.put("spark.executor.memoryOverhead", "1g");
        settings.put("spark.driver.memoryOverhead", "1g");
        return settings;
    }
}
