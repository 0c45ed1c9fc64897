package specsweep.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import specsweep.kernel.net.NativeEnvironment;

/** The kernels that OpenBLAS runs against what the processor can do, and its threads. */
final class BlasKernels implements Check {
    private static final String SUBJECT = "BLAS kernels";
    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
    private static final Set<String> NEED_AVX512 = Set.of("skylakex", "cooperlake");
    private static final Set<String> NEED_AVX2 = Set.of("haswell", "zen");
    private static final Set<String> AVX512 = Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    @Override
    public List<Finding> look(Surroundings surroundings) {
        if (wouldCrash(surroundings)) {
            String set = surroundings.environment().get(CORE_TYPE);
            return List.of(Finding.fail(
                    SUBJECT,
                    CORE_TYPE + "=" + set + " needs instructions that this processor does not have",
                    "unset " + CORE_TYPE + ": the kernels that fit are then chosen"));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            NativeEnvironment environment = NativeEnvironment.prepare();
            findings.add(kernels(environment.blasCore(), surroundings.processorFlags()));
            findings.add(vectors(environment.kernels()));
            findings.add(threads(environment.threads()));
            findings.add(slots(surroundings.slots(), Runtime.getRuntime().availableProcessors()));
        } catch (RuntimeException | LinkageError e) {
            // Told by the look at the libraries.
            return List.of();
        }
        return findings;
    }

    static boolean wouldCrash(Surroundings surroundings) {
        String set = surroundings.environment().getOrDefault(CORE_TYPE, "").toLowerCase(Locale.ROOT);
        Set<String> flags = surroundings.processorFlags();
        return !flags.isEmpty()
                && ((NEED_AVX512.contains(set) && !flags.containsAll(AVX512))
                        || (NEED_AVX2.contains(set) && !flags.contains("avx2")));
    }

    static Finding kernels(String core, Set<String> flags) {
        String lower = core.toLowerCase(Locale.ROOT);
        boolean wide = NEED_AVX512.contains(lower);
        if (flags.containsAll(AVX512) && !wide) {
            return Finding.warn(
                    SUBJECT,
                    core
                            + ", though the processor has AVX-512: about half the speed, and other last bits than SkylakeX",
                    "unset " + CORE_TYPE + ", or set it to SkylakeX on every machine");
        }
        if (flags.contains("avx2") && !wide && !NEED_AVX2.contains(lower)) {
            return Finding.warn(
                    SUBJECT,
                    core + ", though the processor has AVX2: a fraction of the speed",
                    "set " + CORE_TYPE + "=Haswell on every machine");
        }
        return Finding.ok(SUBJECT, core + ", which fit the processor");
    }

    /** Networks are trained in vectors only beside BLAS kernels that are as wide. */
    static Finding vectors(String kernels) {
        if (kernels.endsWith("+Vector512")) {
            return Finding.ok("vectors", "of 16 floats, for networks whose width is a multiple of 64");
        }
        return NEED_AVX512.contains(kernels.toLowerCase(Locale.ROOT))
                ? Finding.warn(
                        "vectors",
                        "not used, though the processor has AVX-512: steps take a fifth more time",
                        "run a HotSpot JVM with --add-modules=jdk.incubator.vector, as ./specsweep and Spark's launchers do")
                : Finding.ok("vectors", "not used: BLAS is faster on this processor");
    }

    static Finding threads(int threads) {
        return threads == 1
                ? Finding.ok("native threads", "1 for each task slot")
                : Finding.warn(
                        "native threads",
                        threads + " for each task slot: slower, and other last bits",
                        "set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1, or unset them");
    }

    static Finding slots(int slots, int processors) {
        return slots <= processors
                ? Finding.ok("task slots", slots + " on " + processors + " processors")
                : Finding.warn(
                        "task slots",
                        slots + " on " + processors + " processors: tasks wait for each other",
                        "give at most one slot a processor: --master local[" + processors
                                + "] or spark.executor.cores");
    }
}
