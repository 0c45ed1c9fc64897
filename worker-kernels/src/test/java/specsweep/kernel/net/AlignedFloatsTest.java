package specsweep.kernel.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignedFloatsTest {
    private static final int HEAD = 16;

    @Test
    void arraysBeginOnACacheLine() {
        int[] lengths = {16, 17, 64, 4161, 8449, 16_512, 66_048};
        int rounds = 20;
        long begun = Arrays.stream(lengths)
                .flatMap(length -> IntStream.range(0, rounds)
                        .filter(round -> (AlignedFloats.address(AlignedFloats.ofLength(length)) + HEAD) % 64 == 0))
                .count();

        // Another thread may have taken memory in between; of arrays that Java places as it likes, an eighth begins
        // there.
        assertTrue(begun >= 0.9 * lengths.length * rounds, begun + " of " + lengths.length * rounds);
    }

    @Test
    void itIsSeenWhetherArraysBeginThere() {
        float[][] arrays = new float[64][];
        for (int i = 0; i < arrays.length; i++) {
            // Two numbers more each time: what follows begins 8 bytes further on.
            arrays[i] = new float[64 + 2 * i];
        }
        for (float[] array : arrays) {
            assertEquals((AlignedFloats.address(array) + HEAD) % 64 == 0, AlignedFloats.aligned(array));
        }
        float[][] begin = Arrays.stream(arrays).filter(AlignedFloats::aligned).toArray(float[][]::new);
        float[][] others = Arrays.stream(arrays)
                .filter(array -> !AlignedFloats.aligned(array))
                .toArray(float[][]::new);

        assertTrue(begin.length > 0 && others.length > 0, begin.length + " of " + arrays.length);
        assertTrue(AlignedFloats.aligned(begin));
        assertFalse(AlignedFloats.aligned(begin[0], others[0]));
    }

    @Test
    void addressesAreAsFarApartAsArraysAreLong() {
        int bytes = HEAD + 1000 * Float.BYTES;
        float[][] arrays = new float[100][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new float[1000];
        }
        long together = IntStream.range(1, arrays.length)
                .filter(i -> AlignedFloats.address(arrays[i]) - AlignedFloats.address(arrays[i - 1]) == bytes)
                .count();

        assertTrue(together >= 80, together + " of 99");
    }

    @Test
    void anArrayIsAsLongAsAskedForAndEmpty() {
        for (int length : new int[] {0, 1, 15, 16, 100, 4161}) {
            float[] array = AlignedFloats.ofLength(length);

            assertEquals(length, array.length);
            assertArrayEquals(new float[length], array);
        }
    }

    @Test
    void aCopyHoldsTheSame() {
        float[] from = {1, 2, 3, -0f, Float.NaN};

        assertArrayEquals(from, AlignedFloats.copyOf(from));
    }

    /** Later Javas will deny it to all; from 24 on one can be told to, and before that the option says nothing. */
    @Test
    void whereAddressesCannotBeReadThereAreArraysAllTheSame() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneArray.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor());
        assertEquals("100 " + (Runtime.version().feature() < 24), printed.strip());
    }

    /** Prints how long an array is, and whether its address could be read. */
    static final class OneArray {
        private OneArray() {}

        public static void main(String[] arguments) {
            float[] array = AlignedFloats.ofLength(100);
            System.out.println(array.length + " " + (AlignedFloats.address(array) >= 0));
        }
    }
}
