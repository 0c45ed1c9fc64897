package specsweep.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draws by the block against those of StrictMath, one by one. */
class GaussiansTest {
    /** What the two approximations may be off, relatively; a block's test for rounding allows for four times as much. */
    private static final double ERROR = 0x1p-48;

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.125, 0.17677669529663687, 1e-3, 1e30})
    void everyDrawIsThatOfStrictMathRoundedOnce(double scale) {
        int draws = 2_000_000;
        Stream one = Stream.seed(6);
        Stream block = Stream.seed(6);
        float[] values = new float[draws + 2];
        block.fillGaussian(scale, values, 1, draws + 1);
        for (int i = 0; i < draws; i++) {
            float expected = (float) (scale * one.nextGaussian());
            if (Float.floatToRawIntBits(values[1 + i]) != Float.floatToRawIntBits(expected)) {
                throw new AssertionError("draw " + i + " was " + values[1 + i] + " in place of " + expected);
            }
        }
        assertThat(block.nextLong()).as("two uniform draws each").isEqualTo(one.nextLong());
        assertThat(values[0]).isZero();
        assertThat(values[draws + 1]).isZero();
    }

    /** Each draw by a scale that puts it in the middle between two floats, where the last bits of the double decide. */
    @Test
    void betweenTwoFloatsStrictMathDecides() {
        for (int seed = 0; seed < 1000; seed++) {
            double draw = Stream.seed(seed).nextGaussian();
            double middle = ((double) (float) draw + Math.nextUp((float) draw)) / 2;
            double scale = middle / draw;
            float[] value = new float[1];
            Stream.seed(seed).fillGaussian(scale, value, 0, 1);
            assertThat(value[0]).isEqualTo((float) (scale * draw));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 1000})
    void anyNumberIsDrawn(int count) {
        Stream one = Stream.seed(7);
        float[] values = new float[count];
        Stream.seed(7).fillGaussian(1, values, 0, count);
        for (float value : values) {
            assertThat(value).isEqualTo((float) one.nextGaussian());
        }
    }

    @Test
    void logarithmsAreNearThoseOfStrictMath() {
        Stream stream = Stream.seed(8);
        double[] values = DoubleStream.concat(
                        DoubleStream.of(1, 1 - 0x1p-53, 0x1p-53, 0x1p-52, 0.5, Math.sqrt(0.5), Math.nextUp(0.5)),
                        DoubleStream.generate(() -> 1 - stream.nextUniform()).limit(2_000_000))
                .toArray();
        int count = values.length;
        double[] mantissas = new double[count];
        double[] exponents = new double[count];
        double[] logarithms = new double[count];
        Gaussians.split(values, mantissas, exponents, count);
        Gaussians.logarithms(mantissas, exponents, logarithms, count);
        assertThat(logarithms[0]).isZero();
        for (int i = 0; i < count; i++) {
            double exact = StrictMath.log(values[i]);
            if (!(Math.abs(logarithms[i] - exact) <= ERROR * Math.abs(exact))) {
                throw new AssertionError("log " + values[i] + " was " + logarithms[i] + " in place of " + exact);
            }
        }
    }

    @Test
    void cosinesAreNearThoseOfStrictMathDownToWhereDrawsStopUsingThem() {
        Stream stream = Stream.seed(9);
        double[] nearZeros = DoubleStream.iterate(0x1p-29, d -> d < 0.1, d -> 1.5 * d)
                .flatMap(d -> DoubleStream.of(Math.PI / 2 - d, Math.PI / 2 + d, 1.5 * Math.PI - d, 1.5 * Math.PI + d))
                .toArray();
        double[] angles = DoubleStream.concat(
                        DoubleStream.concat(
                                DoubleStream.of(0, 0x1p-52, Math.PI, 2 * Math.PI), DoubleStream.of(nearZeros)),
                        DoubleStream.generate(() -> 2 * Math.PI * stream.nextUniform())
                                .limit(2_000_000))
                .toArray();
        double[] cosines = new double[angles.length];
        Gaussians.cosines(angles, cosines, angles.length);
        for (int i = 0; i < angles.length; i++) {
            double exact = StrictMath.cos(angles[i]);
            if (!(Math.abs(cosines[i] - exact) <= ERROR * Math.abs(exact))) {
                throw new AssertionError("cos " + angles[i] + " was " + cosines[i] + " in place of " + exact);
            }
        }
    }
}
