package specsweep.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says to surroundings that are well, and to each that is not. */
class DoctorTest {
    private static final long GIB = 1L << 30;
    private static final Set<String> AVX512 = Set.of("avx2", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    @TempDir
    Path folder;

    @Test
    void aMachineThatRunsTheseTestsIsWellAndNothingIsLeftBehind() throws IOException {
        List<Finding> findings = Doctor.examine(surroundings(folder.resolve("not/there/yet"), Map.of(), AVX512));
        assertThat(findings).noneMatch(finding -> finding.level() == Finding.Level.FAIL);
        assertThat(findings)
                .extracting(Finding::subject)
                .contains(
                        "JDK",
                        "module flags",
                        "native libraries",
                        "BLAS kernels",
                        "native threads",
                        "task slots",
                        "heap",
                        "native memory",
                        "output",
                        "output disk",
                        "Spark's local folder");
        assertThat(findings)
                .filteredOn(f -> f.subject().equals("native memory"))
                .allMatch(f -> f.found().matches("is refused at \\d+\\.\\d GiB for the whole process"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whateverIsNotWellComesWithARemedy() {
        assertFinding(JavaRuntime.version(11), Finding.Level.FAIL, "JDK 17 or later");
        assertFinding(JavaRuntime.version(99), Finding.Level.WARN, "use JDK 17 to 25");
        assertFinding(
                JavaRuntime.modules("--add-opens=java.base/sun.nio.fs=ALL-UNNAMED"),
                Finding.Level.FAIL,
                "start with the launcher");
        assertThat(JavaRuntime.modules("--add-opens=java.base/sun.nio.fs=ALL-UNNAMED")
                        .found())
                .contains("java.base/sun.nio.fs");
        assertFinding(NativeLibraries.glibc("2.17"), Finding.Level.FAIL, "glibc 2.27");
        assertFinding(BlasKernels.kernels("Haswell", AVX512), Finding.Level.WARN, "SkylakeX");
        assertFinding(BlasKernels.kernels("Prescott", Set.of("avx2")), Finding.Level.WARN, "OPENBLAS_CORETYPE=Haswell");
        assertFinding(BlasKernels.vectors("SkylakeX"), Finding.Level.WARN, "--add-modules=jdk.incubator.vector");
        assertFinding(BlasKernels.threads(4), Finding.Level.WARN, "OMP_NUM_THREADS=1");
        assertFinding(BlasKernels.slots(8, 2), Finding.Level.WARN, "local[2]");
        assertFinding(Memory.heap(2 * GIB, 2 * GIB), Finding.Level.FAIL, "SPECSWEEP_HEAP");
        assertFinding(Memory.heap(GIB / 2, 8 * GIB), Finding.Level.WARN, "1g");
        assertFinding(Memory.limit(8 * GIB, 2 * GIB), Finding.Level.WARN, "maxphysicalbytes");
        assertFinding(Memory.limit(0, 2 * GIB), Finding.Level.WARN, "maxphysicalbytes");
        assertFinding(OutputFolder.room("disk", 0, "/x"), Finding.Level.FAIL, "free some space");
        assertFinding(OutputFolder.room("disk", GIB / 2, "/x"), Finding.Level.WARN, "free some space");
    }

    @Test
    void whatIsWellIsSaidToBe() {
        assertThat(List.of(
                        JavaRuntime.version(17),
                        JavaRuntime.modules("--add-opens=java.base/java.nio=ALL-UNNAMED"),
                        // A later JDK's, which this one does not have.
                        JavaRuntime.modules("--add-opens=java.base/no.such.package=ALL-UNNAMED", "-Dany=thing"),
                        NativeLibraries.glibc("2.36"),
                        NativeLibraries.glibc("3.0"),
                        BlasKernels.kernels("SkylakeX", AVX512),
                        BlasKernels.kernels("Haswell", Set.of("avx2")),
                        BlasKernels.kernels("ARMV8", Set.of()),
                        BlasKernels.vectors("SkylakeX+Vector512"),
                        BlasKernels.vectors("Haswell"),
                        BlasKernels.threads(1),
                        BlasKernels.slots(2, 2),
                        Memory.heap(2 * GIB, 8 * GIB),
                        Memory.heap(2 * GIB, 0),
                        Memory.limit(7 * GIB, 8 * GIB),
                        OutputFolder.room("disk", 5 * GIB, "/x")))
                .allMatch(finding -> finding.level() == Finding.Level.OK);
    }

    @Test
    void kernelsThatTheProcessorCannotRunAreNotTried() {
        Surroundings wrong = surroundings(folder, Map.of("OPENBLAS_CORETYPE", "SkylakeX"), Set.of("avx2"));
        assertThat(new NativeLibraries().look(wrong)).noneMatch(f -> f.subject().equals("native libraries"));
        assertFinding(new BlasKernels().look(wrong).get(0), Finding.Level.FAIL, "unset OPENBLAS_CORETYPE");
        Surroundings older = surroundings(folder, Map.of("OPENBLAS_CORETYPE", "HASWELL"), Set.of("sse4_2"));
        assertFinding(new BlasKernels().look(older).get(0), Finding.Level.FAIL, "unset OPENBLAS_CORETYPE");
    }

    @Test
    void anOutputThatCannotBeMadeOrReachedIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        List<Finding> below = new OutputFolder().look(surroundings(file.resolve("out"), Map.of(), Set.of()));
        assertFinding(
                below.get(0),
                Finding.Level.FAIL,
                "let this user write to " + file.toUri().getPath());
        Surroundings nowhere =
                new Surroundings("nosuch://host/out", new Configuration(), List.of(), 1, Map.of(), Set.of());
        assertFinding(new OutputFolder().look(nowhere).get(0), Finding.Level.FAIL, "check --out");
        Surroundings local = new Surroundings(
                folder.toString(),
                new Configuration(),
                List.of(file.resolve("x").toString()),
                1,
                Map.of(),
                Set.of());
        assertFinding(new LocalFolders().look(local).get(0), Finding.Level.FAIL, "spark.local.dir");
    }

    private Surroundings surroundings(Path out, Map<String, String> environment, Set<String> flags) {
        return new Surroundings(out.toString(), new Configuration(), List.of(folder.toString()), 1, environment, flags);
    }

    private static void assertFinding(Finding finding, Finding.Level level, String remedy) {
        assertThat(finding.level()).as(finding.toString()).isEqualTo(level);
        assertThat(finding.remedy()).as(finding.toString()).contains(remedy);
    }
}
