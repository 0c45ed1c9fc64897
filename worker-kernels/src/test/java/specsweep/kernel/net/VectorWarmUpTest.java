package specsweep.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import specsweep.kernel.arch.Activation;

class VectorWarmUpTest {
    /** Each vector that is an object leaves 80 bytes: of a hundred steps, 2 GB cold and at most some MB warm. */
    @Test
    void theFirstStepsAfterItMakeNoObjectsOfVectors() throws IOException, InterruptedException {
        assumeTrue(NativeEnvironment.prepare().trainsInVectors(), "elsewhere vectors are not used");
        long cold = bytesOfFirstSteps("cold");
        assertThat(cold).isGreaterThan(500_000_000);
        assertThat(bytesOfFirstSteps("warm")).isLessThan(cold / 4);
    }

    /** In a JVM of its own: in this one other tests may have trained. */
    private static long bytesOfFirstSteps(String start) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstSteps.class.getName(),
                        start)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(printed.strip());
    }

    /** Takes a hundred steps on 256 points and prints how many bytes they allocated. */
    static final class FirstSteps {
        private FirstSteps() {}

        public static void main(String[] arguments) {
            if (arguments[0].equals("warm")) {
                VectorWarmUp.done();
            }
            Shape shape = new Shape(1, 1, 64, 3, 1);
            float[] values = new float[shape.parameters()];
            Arrays.fill(values, 0.01f);
            float[] gradient = new float[values.length];
            Adam adam = new Adam(1e-6, 0.9, 0.999, 1e-8);
            Adam.State state = new Adam.State(values.length);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            try (VectorKernel kernel = new VectorKernel(shape, new Activation.Relu(), 256);
                    Samples samples = new Samples(256, new float[256], new float[256])) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int step = 0; step < 100; step++) {
                    kernel.lossAndGradient(values, samples, gradient);
                    state.step(adam, values, gradient);
                }
                System.out.println(threads.getCurrentThreadAllocatedBytes() - before);
            }
        }
    }
}
