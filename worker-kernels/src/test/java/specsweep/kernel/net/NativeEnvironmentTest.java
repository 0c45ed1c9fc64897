package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import specsweep.kernel.net.NativeEnvironment.Processor;

class NativeEnvironmentTest {

    /** Flags as /proc/cpuinfo has them, shortened. */
    @ParameterizedTest
    @CsvSource({
        "AMD Zen 5, fpu sse2 avx avx2 fma avx512f avx512dq rdseed avx512cd avx512bw avx512vl avx512_vnni, SkylakeX",
        "Intel Skylake-SP, fpu sse2 avx avx2 fma avx512f avx512dq avx512cd avx512bw avx512vl, SkylakeX",
        "Intel Knights Landing, fpu sse2 avx avx2 fma avx512f avx512pf avx512er avx512cd,",
        "AMD Zen 3, fpu sse2 avx avx2 fma,",
        "a name that only looks like it, avx512f_bw_cd_dq_vl,"
    })
    void theCoreTypeFollowsFromTheProcessorsFlags(String model, String flags, String coreType) {
        Processor processor = Processor.parse(
                List.of("processor\t: 0", "model name\t: " + model, "flags\t\t: " + flags, "bogomips\t: 4000"),
                "amd64");
        assertThat(processor.model()).isEqualTo(model);
        assertThat(processor.coreType().orElse(null)).isEqualTo(coreType);
    }

    @Test
    void onlyTheFirstProcessorIsRead() {
        Processor processor = Processor.parse(
                List.of("model name : first", "flags : avx2", "", "model name : second", "flags : avx512f"), "amd64");
        assertThat(processor).isEqualTo(new Processor("first", java.util.Set.of("avx2")));
    }

    @Test
    void aSystemThatSaysNothingLeavesTheChoiceToOpenBlas() {
        Processor arm = Processor.parse(List.of("processor : 0", "Features : fp asimd"), "aarch64");
        assertThat(arm.model()).isEqualTo("aarch64");
        assertThat(arm.coreType()).isEmpty();
        assertThat(Processor.parse(List.of(), "x86_64").model()).isEqualTo("x86_64");
    }

    @Test
    void thisProcessRunsTheChosenCoreOnOneThread() {
        assumeTrue(System.getenv("OPENBLAS_CORETYPE") == null && System.getenv("OMP_NUM_THREADS") == null);
        NativeEnvironment environment = NativeEnvironment.prepare();
        Processor processor = Processor.read();
        assertThat(environment.cpu()).isEqualTo(processor.model());
        assertThat(environment.threads()).isEqualTo(1);
        assertThat(environment.blasCore()).isNotBlank();
        processor
                .coreType()
                .ifPresent(core -> assertThat(environment.blasCore()).isEqualTo(core));
        assertThat(NativeEnvironment.prepare()).isSameAs(environment);
    }

    @Test
    void whatTheUserHasSetIsKept() throws IOException, InterruptedException {
        assumeTrue(List.of("amd64", "x86_64").contains(System.getProperty("os.arch")));
        ProcessBuilder other = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Printed.class.getName());
        other.environment().put("OPENBLAS_CORETYPE", "Sandybridge");
        other.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = other.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(printed.strip()).endsWith("blasCore=Sandybridge, threads=1]");
    }

    /** Another process's environment. */
    static final class Printed {
        private Printed() {}

        public static void main(String[] arguments) {
            System.out.println(NativeEnvironment.prepare());
        }
    }
}
