package specsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramJarsTest {
    @Test
    void whatIsShippedIsWhatNoSparkDistributionHas() {
        Set<String> names = ProgramJars.names();
        for (String needed : new String[] {
            "worker-kernels-",
            "nd4j-native-",
            "openblas-",
            "javacpp-",
            "jna-",
            "hipparchus-core-",
            "picocli-",
            "hadoop-aws-",
            "s3-"
        }) {
            assertThat(names).anyMatch(name -> name.matches("\\Q" + needed + "\\E\\d.*\\.jar"));
        }
        assertThat(names).anyMatch(name -> name.matches("nd4j-native-.*-(linux|macosx|windows)-.*\\.jar"));
        assertThat(names).noneMatch(name -> name.matches("(spark|scala|hadoop-client|netty-[a-mo-z]|kubernetes)-.*"));
    }
}
