package specsweep.kernel.net;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native side of this process: which BLAS kernels it runs, on how many threads, on which processor.
 *
 * <p>{@link #prepare()} must come before anything touches ND4J. It sets, in the process's own environment, one native
 * thread for each task slot (more of them made a step 2 to 30 times slower and changed its bits) and the OpenBLAS core type
 * that fits the processor: OpenBLAS 0.3.19 does not know processors newer than itself and falls back to AVX2 kernels on
 * them. It also has JavaCPP refuse native memory, with an error that is told, before the machine or the container would end
 * the process without a word: JavaCPP's own limit, four heaps, may be more than there is. What the user has set is kept.
 *
 * @param cpu the processor's model name
 * @param blasCore the core type whose kernels OpenBLAS runs, which decides a result's last bits
 * @param threads OpenBLAS's threads for each caller
 */
public record NativeEnvironment(String cpu, String blasCore, int threads) {
    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
    private static final List<String> THREADS = List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");
    /** What OpenBLAS's SkylakeX kernels are compiled for. */
    private static final Set<String> SKYLAKEX_FLAGS = Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    private static final String MOST_MEMORY = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final double PART_OF_MEMORY = 0.95;

    private static @Nullable NativeEnvironment prepared;

    /** Sets up the native side once for this process and says what it is; later calls only say it. */
    public static synchronized NativeEnvironment prepare() {
        if (prepared == null) {
            for (String variable : THREADS) {
                setIfAbsent(variable, "1");
            }
            Processor processor = Processor.read();
            processor.coreType().ifPresent(core -> setIfAbsent(CORE_TYPE, core));
            limitMemory();
            String library = Loader.load(openblas_nolapack.class);
            Nd4j.createUninitialized(DataType.FLOAT, 1).close();
            prepared = new NativeEnvironment(processor.model(), coreName(library), threads(library));
        }
        return prepared;
    }

    /** The processor's instruction sets as Linux names them, such as {@code avx2}; empty where it does not tell. */
    public static Set<String> processorFlags() {
        return Set.copyOf(Processor.read().flags());
    }

    /** The memory of this machine, or of the container that this process is in; 0 where that cannot be told. */
    public static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getTotalMemorySize())
                : 0;
    }

    /** How much memory this process may take, heap and all, before native memory is refused to it. */
    public static long mostMemoryBytes() {
        return Pointer.maxPhysicalBytes();
    }

    private static void limitMemory() {
        long memory = memoryBytes();
        if (memory > 0 && System.getProperty(MOST_MEMORY) == null) {
            System.setProperty(MOST_MEMORY, Long.toString((long) (PART_OF_MEMORY * memory)));
        }
    }

    /**
     * Whether OpenBLAS multiplies small matrices without packing them first. Its SkylakeX kernels do, up to
     * {@link Blas#UNPACKED_LIMIT} multiplications a call.
     */
    boolean multipliesSmallUnpacked() {
        return blasCore.equalsIgnoreCase("SkylakeX") || blasCore.equalsIgnoreCase("Cooperlake");
    }

    /**
     * Whether networks that fit are trained in vectors of 16 floats, by way of the JVM's incubating Vector API, and not by
     * BLAS: where OpenBLAS runs AVX-512 kernels, too. On processors with shorter vectors BLAS is faster; and who has set a
     * core type to have the bits of an older machine everywhere gets them.
     */
    public boolean trainsInVectors() {
        return multipliesSmallUnpacked() && Vectors.SIXTEEN;
    }

    /** The kernels that a result's last bits depend on: OpenBLAS's core type and, where they are used, vectors. */
    public String kernels() {
        return trainsInVectors() ? blasCore + "+Vector512" : blasCore;
    }

    /** Looked at once, and only where the module is there. */
    private static final class Vectors {
        static final boolean SIXTEEN =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                        && isCompiledByC2()
                        && FloatVector.SPECIES_PREFERRED.length() == 16;

        /** Any other compiler, and C1 alone, run the Vector API hundreds of times slower than loops. */
        private static boolean isCompiledByC2() {
            boolean hotSpot = System.getProperty("java.vm.name", "").matches(".*(HotSpot|OpenJDK).*Server VM.*")
                    && System.getProperty("java.vm.info", "").startsWith("mixed mode")
                    && !System.getProperty("java.vm.version", "").contains("jvmci");
            return hotSpot
                    && ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption("TieredStopAtLevel")
                            .getValue()
                            .equals("4");
        }
    }

    private static void setIfAbsent(String variable, String value) {
        String present = System.getenv(variable);
        if (present != null && !present.isBlank()) {
            return;
        }
        if (Platform.isWindows()) {
            NativeLibrary.getInstance("msvcrt").getFunction("_putenv_s").invokeInt(new Object[] {variable, value});
        } else {
            NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {variable, value, 1});
        }
    }

    private static String coreName(String library) {
        return function(library, "openblas_get_corename").invokeString(new Object[0], false);
    }

    private static int threads(String library) {
        return function(library, "openblas_get_num_threads").invokeInt(new Object[0]);
    }

    private static Function function(String library, String name) {
        // The binding's library is a thin wrapper; the functions are in the OpenBLAS that lies beside it.
        Path folder = Path.of(library).toAbsolutePath().getParent();
        try (var files = Files.list(folder)) {
            String openblas = files.map(Path::toString)
                    .filter(file -> Path.of(file).getFileName().toString().matches("(lib)?openblas(_nolapack)?\\..*"))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no OpenBLAS library in " + folder));
            return NativeLibrary.getInstance(openblas).getFunction(name);
        } catch (IOException e) {
            throw new IllegalStateException("cannot list the native libraries in " + folder, e);
        }
    }

    /**
     * What the operating system says of the first processor.
     *
     * @param model its name
     * @param flags its instruction sets, as Linux names them
     */
    record Processor(String model, Set<String> flags) {
        private static final Path CPUINFO = Path.of("/proc/cpuinfo");

        static Processor read() {
            List<String> lines = List.of();
            try {
                lines = Files.isReadable(CPUINFO) ? Files.readAllLines(CPUINFO, StandardCharsets.UTF_8) : lines;
            } catch (IOException e) {
                // Nothing is known then, and OpenBLAS chooses for itself.
            }
            return parse(lines, System.getProperty("os.arch"));
        }

        static Processor parse(List<String> cpuinfo, String otherwise) {
            String model = otherwise;
            Set<String> flags = new HashSet<>();
            for (String line : cpuinfo) {
                int colon = line.indexOf(':');
                String key = colon < 0 ? "" : line.substring(0, colon).strip();
                if (key.equals("model name")) {
                    model = line.substring(colon + 1).strip();
                } else if (key.equals("flags")) {
                    flags.addAll(Arrays.asList(line.substring(colon + 1).strip().split(" ")));
                } else if (key.isEmpty() && !flags.isEmpty()) {
                    break;
                }
            }
            return new Processor(model, flags);
        }

        /** The OpenBLAS core type that this processor should run; empty where OpenBLAS's own choice is as good. */
        Optional<String> coreType() {
            return flags.containsAll(SKYLAKEX_FLAGS) ? Optional.of("SkylakeX") : Optional.empty();
        }
    }
}
