package specsweep.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import specsweep.kernel.net.NativeEnvironment;

/** The heap and the limit of native memory against the memory of the machine or container. */
final class Memory implements Check {
    private static final long MIB = 1 << 20;
    private static final long LEAST_HEAP = 900 * MIB;

    /** What a process needs beside its heap: code, threads, Spark's network buffers, ND4J's libraries and tiles. */
    private static final long BESIDE_HEAP = 512 * MIB;

    @Override
    public List<Finding> look(Surroundings surroundings) {
        long memory = NativeEnvironment.memoryBytes();
        List<Finding> findings = new ArrayList<>();
        findings.add(heap(Runtime.getRuntime().maxMemory(), memory));
        try {
            findings.add(limit(NativeEnvironment.mostMemoryBytes(), memory));
        } catch (LinkageError e) {
            // Told by the look at the libraries.
            return findings;
        }
        return findings;
    }

    static Finding heap(long heap, long memory) {
        String found = gib(heap) + " of " + (memory == 0 ? "memory of unknown size" : gib(memory));
        if (memory > 0 && heap + BESIDE_HEAP > memory) {
            return Finding.fail(
                    "heap",
                    found + ": leaves less than " + gib(BESIDE_HEAP)
                            + " for all else, and the process is killed when it is" + " used",
                    "lower SPECSWEEP_HEAP or spark.executor.memory, raise spark.executor.memoryOverhead, or give the"
                            + " container more");
        }
        return heap < LEAST_HEAP
                ? Finding.warn(
                        "heap", found + ": little for Spark", "raise SPECSWEEP_HEAP or spark.executor.memory to 1g")
                : Finding.ok("heap", found);
    }

    static Finding limit(long most, long memory) {
        if (most <= 0) {
            return Finding.warn(
                    "native memory",
                    "has no limit: a process that needs too much is killed without a word",
                    "unset org.bytedeco.javacpp.maxphysicalbytes, or set it below the memory of the container");
        }
        return memory > 0 && most > memory
                ? Finding.warn(
                        "native memory",
                        "is refused at " + gib(most) + ", and there are " + gib(memory)
                                + ": a process that needs too much" + " is killed without a word",
                        "unset org.bytedeco.javacpp.maxphysicalbytes, or set it below the memory of the container")
                : Finding.ok("native memory", "is refused at " + gib(most) + " for the whole process");
    }

    static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 1024.0 / MIB);
    }
}
