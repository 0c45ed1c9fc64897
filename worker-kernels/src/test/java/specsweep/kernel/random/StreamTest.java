package specsweep.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    private static final int DRAWS = 100_000;

    /** The seed whose stream has the key 1234567, whose draws are in the generator's published test vectors. */
    private static final long SEED_OF_KEY_1234567 = 0xa53c84059609e98eL;

    @Test
    void drawsAreThePublishedOnesOfSplitMix64() {
        Stream stream = Stream.seed(SEED_OF_KEY_1234567);
        assertThat(IntStream.range(0, 5).mapToObj(i -> Long.toUnsignedString(stream.nextLong())))
                .containsExactly(
                        "6457827717110365317",
                        "3203168211198807973",
                        "9817491932198370423",
                        "4593380528125082431",
                        "16408922859458223821");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 500, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void aSeedsStreamIsTheJdksSplitMix64FromItsHashedSeed(long seed) {
        SplittableRandom other = new SplittableRandom(new SplittableRandom(seed).nextLong());
        Stream stream = Stream.seed(seed);
        for (int i = 0; i < 1000; i++) {
            assertThat(stream.nextLong()).isEqualTo(other.nextLong());
        }
    }

    /** Every number of every sweep hangs on these. */
    @Test
    void aChildsDrawsStayWhatTheyWere() {
        Stream child = Stream.seed(3).child("init").child("layer-2");
        assertThat(IntStream.range(0, 3).mapToObj(i -> Long.toHexString(child.nextLong())))
                .containsExactly("99a02a91f32436fb", "e8d7f941a7fcdd02", "f6102fa0fe6878af");
        assertThat(Stream.seed(3).child("gaussian").nextGaussian()).isEqualTo(1.4643458406453391);
    }

    @Test
    void aChildDoesNotDependOnHowFarItsParentOrItsSiblingsWereRead() {
        Stream parent = Stream.seed(7);
        long first = parent.child("a").nextLong();
        for (int i = 0; i < 100; i++) {
            parent.nextGaussian();
            parent.child("b").nextLong();
        }
        assertThat(parent.child("a").nextLong()).isEqualTo(first);
        assertThat(Stream.seed(7).child("a").nextLong()).isEqualTo(first);
    }

    @Test
    void everyPathOfNamesAndEverySeedGivesAnotherStream() {
        Set<Long> firstDraws = new HashSet<>();
        String[] names = {"", "a", "b", "ab", "ba", "aa", "\u00e9", "weights", "weights-0", "weights-1", "weights-10"};
        for (long seed = 0; seed < 200; seed++) {
            Stream root = Stream.seed(seed);
            assertThat(firstDraws.add(root.nextLong())).isTrue();
            for (String name : names) {
                Stream child = root.child(name);
                assertThat(firstDraws.add(child.nextLong()))
                        .as("%d %s", seed, name)
                        .isTrue();
                for (String second : names) {
                    assertThat(firstDraws.add(child.child(second).nextLong()))
                            .as("%d %s %s", seed, name, second)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void relatedStreamsAreUncorrelated() {
        double[] parent = uniforms(Stream.seed(5));
        double[] child = uniforms(Stream.seed(5).child("weights-0"));
        assertThat(correlation(parent, child)).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
        assertThat(correlation(child, uniforms(Stream.seed(5).child("weights-1"))))
                .isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
        assertThat(correlation(parent, uniforms(Stream.seed(6)))).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
        double[] firstOfSeeds = IntStream.range(0, DRAWS)
                .mapToDouble(seed -> Stream.seed(seed).child("a").nextUniform())
                .toArray();
        assertThat(Distribution.uniform(0, 1).discrepancy(DoubleStream.of(firstOfSeeds)))
                .isLessThan(Distribution.CRITICAL);
        assertThat(correlation(
                        firstOfSeeds,
                        DoubleStream.iterate(0, s -> s + 1).limit(DRAWS).toArray()))
                .isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
    }

    @Test
    void uniformsAreUniformOnTheGridOfMultiplesOfTwoToTheMinus53() {
        double[] draws = uniforms(Stream.seed(1));
        assertThat(Distribution.uniform(0, 1).discrepancy(DoubleStream.of(draws)))
                .isLessThan(Distribution.CRITICAL);
        assertThat(DoubleStream.of(draws).filter(u -> u >= 0 && u < 1 && u * 0x1p53 == Math.rint(u * 0x1p53)))
                .hasSize(DRAWS);
        assertThat(DoubleStream.of(draws).map(u -> u * 0x1p53 % 2).sum())
                .as("the last bit is set in half of them")
                .isCloseTo(DRAWS / 2.0, within(2 * Math.sqrt(DRAWS)));
    }

    @Test
    void uniformsBetweenBoundsAreTheUnitOnesMoved() {
        Stream unit = Stream.seed(2);
        Stream moved = Stream.seed(2);
        for (int i = 0; i < 1000; i++) {
            assertThat(moved.nextUniform(-3, 5)).isEqualTo(-3 + 8 * unit.nextUniform());
        }
    }

    @Test
    void gaussiansHaveTheNormalDistributionAndItsMoments() {
        Stream stream = Stream.seed(3);
        double[] draws =
                DoubleStream.generate(stream::nextGaussian).limit(DRAWS).toArray();
        assertThat(Distribution.normal(1).discrepancy(DoubleStream.of(draws))).isLessThan(Distribution.CRITICAL);
        // Four standard errors of each moment; the variances of x, x^2, x^3, x^4 are 1, 2, 15, 96.
        assertMoment(draws, 0, 1, x -> x);
        assertMoment(draws, 1, 2, x -> x * x);
        assertMoment(draws, 0, 15, x -> x * x * x);
        assertMoment(draws, 3, 96, x -> x * x * x * x);
        double[] next = DoubleStream.generate(stream::nextGaussian).limit(DRAWS).toArray();
        assertThat(correlation(draws, next)).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
    }

    private static void assertMoment(double[] draws, double expected, double variance, ToDoubleFunction<Double> of) {
        assertThat(DoubleStream.of(draws).map(of::applyAsDouble).sum() / DRAWS)
                .isCloseTo(expected, within(4 * Math.sqrt(variance / DRAWS)));
    }

    /** The large bounds are those at which a remainder would be biased most: the lower half would come twice as often. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 100, 3 << 29, Integer.MAX_VALUE})
    void integersAreUniformBelowTheirBound(int bound) {
        Stream stream = Stream.seed(4);
        int cells = Math.min(bound, 100);
        int[] counts = new int[cells];
        for (int i = 0; i < DRAWS; i++) {
            int drawn = stream.nextInt(bound);
            // A draw out of range is an index out of bounds.
            counts[(int) Math.floorDiv((long) drawn * cells, bound)]++;
        }
        double chiSquare = 0;
        double expected = (double) DRAWS / cells;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        // Mean cells - 1, variance twice that.
        assertThat(chiSquare).isLessThan(cells - 1 + 4 * Math.sqrt(2.0 * (cells - 1)));
    }

    @Test
    void theOnlyIntegerBelowOneIsZero() {
        assertThat(Stream.seed(4).nextInt(1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aBoundThatIsNotPositiveIsRefused(int bound) {
        assertThatThrownBy(() -> Stream.seed(1).nextInt(bound)).hasMessage("bound must be positive, was " + bound);
    }

    private static double[] uniforms(Stream stream) {
        return DoubleStream.generate(stream::nextUniform).limit(DRAWS).toArray();
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = DoubleStream.of(a).sum() / a.length;
        double meanB = DoubleStream.of(b).sum() / b.length;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
