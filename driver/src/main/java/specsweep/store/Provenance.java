package specsweep.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;
import specsweep.kernel.net.NativeEnvironment;

/**
 * What a fact was made with: enough to say why two machines differ in a last bit.
 *
 * @param codeVersion specsweep's version and commit
 * @param jdk the Java runtime's version
 * @param cpu the processor's model
 * @param blasCore the core type whose kernels OpenBLAS ran, and whether networks that fit were trained in vectors
 * @param nativeThreads OpenBLAS's threads for each task slot
 * @param host the machine's name
 */
public record Provenance(String codeVersion, String jdk, String cpu, String blasCore, int nativeThreads, String host)
        implements java.io.Serializable {

    /** Reads the provenance of this process. */
    public static Provenance here() {
        NativeEnvironment environment = NativeEnvironment.prepare();
        return new Provenance(
                version(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                environment.cpu(),
                environment.kernels(),
                environment.threads(),
                hostName());
    }

    /** specsweep's version and, where it was built from a checkout, the commit: {@code 0.1.0 (4eca5d1)}. */
    public static String version() {
        Properties properties = build();
        String version = properties.getProperty("version", "unknown");
        String commit = properties.getProperty("commit", "");
        return commit.isBlank() ? version : version + " (" + commit + ")";
    }

    /** The version of ND4J that this was built with. */
    static String nd4jVersion() {
        return build().getProperty("nd4j", "unknown");
    }

    /** The version of Spark that this was built with. */
    public static String sparkVersion() {
        return build().getProperty("spark", "unknown");
    }

    private static Properties build() {
        Properties properties = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream("/specsweep/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return new Properties();
        }
        return properties;
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
