package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a YARN that is not there; runs on one that is are in {@code specsweep.chaos.YarnTest}. */
class YarnClusterTest {
    @TempDir
    Path folder;

    @Test
    void withoutItsSettingsItIsSaidWhichVariableNamesThem() {
        UserError error = said(new Configuration(), Map.of());
        assertThat(error.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(error)
                .hasMessage("--master yarn needs the cluster's settings: set HADOOP_CONF_DIR to the folder with its"
                        + " core-site.xml and yarn-site.xml");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThat(said(new Configuration(), Map.of("YARN_CONF_DIR", "/no/such/folder")))
                .hasMessageEndingWith("; YARN_CONF_DIR is /no/such/folder, which is no folder");
    }

    @Test
    @Timeout(120)
    void aResourceManagerThatDoesNotAnswerIsNamedWithTheFolderThatNamesItAndNotTriedForMinutes() throws Exception {
        Configuration settings = new Configuration();
        String address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + free.getLocalPort();
        }
        settings.set("yarn.resourcemanager.address", address);
        long begin = System.nanoTime();
        UserError error = said(settings, Map.of("HADOOP_CONF_DIR", folder.toString()));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
        assertThat(error.exitCode()).isEqualTo(ExitCode.FATAL);
        assertThat(error)
                .hasMessageStartingWith(
                        "YARN's ResourceManager does not answer at " + address + " (from " + folder + ")");
    }

    private static UserError said(Configuration settings, Map<String, String> environment) {
        return catchThrowableOfType(UserError.class, () -> YarnCluster.check(settings, environment));
    }
}
