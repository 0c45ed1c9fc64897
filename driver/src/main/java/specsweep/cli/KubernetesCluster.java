package specsweep.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Kubernetes as a master: what an application is told that this program, and no spark-submit, starts on it. */
final class KubernetesCluster {
    /** Where the image has the program. */
    static final String JAR = "local:///opt/specsweep/specsweep.jar";

    /** The image has ND4J's libraries unpacked there; any other image has none, and unpacks them elsewhere. */
    private static final String UNPACKED = "-Dorg.bytedeco.javacpp.cachedir=/opt/specsweep/native";

    private static final String IMAGE = "spark.kubernetes.container.image";

    private KubernetesCluster() {}

    static boolean isMeant(String master) {
        return master.startsWith("k8s://");
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
