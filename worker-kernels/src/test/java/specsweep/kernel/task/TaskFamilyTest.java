package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaskFamilyTest {
    private static final int PER_COORDINATE = 12;

    static List<TaskFamily> families() {
        return TaskFamily.all();
    }

    @Test
    void everyFamilyButTheUsersOwnTableIsListed() {
        assertThat(families().stream().map(Object::getClass))
                .containsExactlyElementsOf(Stream.of(TaskFamily.class.getPermittedSubclasses())
                        .filter(family -> family != Table.class)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("families")
    void theNameIsTheClassNameInKebabCase(TaskFamily family) {
        String kebab = family.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1");
        assertThat(family.name()).isEqualTo(kebab.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("families")
    void aFamilyIsDescribedOnOneLine(TaskFamily family) {
        assertThat(family.formula()).isNotBlank().doesNotContain("\n");
        assertThat(family.parameters()).isNotEmpty().doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+"));
        assertThat(family.parameters())
                .as("a parameter in the formula")
                .anyMatch(name -> family.formula().matches(".*\\b" + name + "\\b.*"));
        assertThat(family.domain().coordinates()).doesNotHaveDuplicates();
        assertThat(family.outputs()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("families")
    void membersAreFiniteVaryingAndDifferent(TaskFamily family) {
        double[] source = family.member(Members.source(family)).sample(grid(family));
        double[] target = family.member(Members.target(family)).sample(grid(family));
        assertThat(source).hasSize(count(family) * family.outputs());
        assertThat(target).hasSameSizeAs(source);
        for (double[] values : List.of(source, target)) {
            for (int output = 0; output < family.outputs(); output++) {
                int o = output;
                var column = IntStream.range(0, count(family))
                        .mapToDouble(i -> values[i * family.outputs() + o])
                        .summaryStatistics();
                assertThat(column.getMax() - column.getMin())
                        .as("range of output %d", output)
                        .isFinite()
                        .isGreaterThan(0.1);
            }
        }
        assertThat(IntStream.range(0, source.length).mapToDouble(i -> Math.abs(source[i] - target[i])))
                .anyMatch(difference -> difference > 0.01);
    }

    @ParameterizedTest
    @MethodSource("families")
    void aMemberHasTheSameBitsWhereverItIsSampled(TaskFamily family) {
        double[] points = grid(family);
        double[] values = family.member(Members.source(family)).sample(points);
        double[] again = family.member(Members.source(family)).sample(points);
        assertThat(again).containsExactly(values);
        Arrays.fill(again, 0);
        assertThat(family.member(Members.source(family)).sample(points))
                .as("after a caller wrote into its samples")
                .containsExactly(values);
        int dimensions = family.domain().dimensions();
        int outputs = family.outputs();
        for (int i : new int[] {0, 5, count(family) - 1}) {
            double[] point = Arrays.copyOfRange(points, i * dimensions, (i + 1) * dimensions);
            assertThat(family.member(Members.source(family)).sample(point))
                    .containsExactly(Arrays.copyOfRange(values, i * outputs, (i + 1) * outputs));
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void parametersOfAnotherNameAreRefused(TaskFamily family) {
        assertThatThrownBy(() -> family.member(Parameters.of("other", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter " + family.parameters().get(0) + " among [other]");
    }

    @ParameterizedTest
    @CsvSource({"heat, nu, s", "burgers, nu, s", "nls, a,"})
    void aCoefficientMustBePositive(String name, String coefficient, String other) {
        TaskFamily family = named(name);
        for (double value : new double[] {0, -0.5}) {
            Parameters parameters =
                    other == null ? Parameters.of(coefficient, value) : Parameters.of(coefficient, value, other, 0);
            assertThatThrownBy(() -> family.member(parameters))
                    .hasMessage(coefficient + " must be positive, was " + Parameters.decimal(value));
        }
    }

    /** Values of the formulas on paper, at points where the sines and exponentials are known ones. */
    @ParameterizedTest
    @CsvSource({
        "bump, 0.1, 0.1, 1",
        "bump, 0.1, 0.3, 0.6065306597126334", // e^-1/2
        "bump, 0.1, -0.3, 0.1353352832366127", // e^-2
        "bump, -0.2, 0.8, 3.726653172078671e-06", // e^-25/2
        "warp, 0, 0.25, 0.7602872306978985", // 1 - sin(1/2) / 2
        "warp, 0.1, 0.5, -0.09639462577302549", // u = 3/5
        "warp, 0.1, -0.5, 0.24454526473908678", // u = -3/5
        "warp, 0.1, 1, 0.2397127693021015", // u = 1 whatever t
        "warp, 0.3, 0, 0.2397127693021015",
        "chirp, 0.1, 0, 0.30901699437494745", // sin(pi / 10)
        "chirp, 0.1, 0.5, -0.8090169943749475", // sin(17 pi / 10)
        "chirp, 0, -0.5, 1", // sin(-3 pi / 2)
    })
    void membersOfOneParameterMatchTheirFormula(String family, double t, double x, double expected) {
        assertThat(named(family).member(Parameters.of("t", t)).sample(new double[] {x})[0])
                .isCloseTo(expected, within(2e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 2, -0.1, -0.9510565162951535", // at the centre: sin(-2 pi / 5)
        "0, 2.25, 0.3, -0.5404227749242312", // one deviation off: e^-1/2 sin(27 pi / 20)
        "0, 2.25, 0.1111111111111111, 0.9337121249837848", // crest of the sine: e^-(1/81 / 0.18)
        "0.5, 2, 0.25, 0" // zero of the sine
    })
    void gaborsMatchTheirFormula(double a, double b, double x, double expected) {
        assertThat(new Gabor().member(Parameters.of("a", a, "b", b)).sample(new double[] {x})[0])
                .isCloseTo(expected, within(2e-15));
    }

    /** The solvers have tests of their own; this is the families' wiring: scale, sign, shift, period. */
    @ParameterizedTest
    @CsvSource({"0, 0.3", "0.25, -0.4"})
    void equationsStartFromTheirInitialCondition(double s, double x) {
        double[] start = {x, 0};
        double phase = Math.PI * (x - s);
        assertThat(new Heat().member(Parameters.of("nu", 0.05, "s", s)).sample(start)[0])
                .isCloseTo(Math.sin(phase) + Math.sin(3 * phase) / 2, within(1e-12));
        assertThat(new Burgers().member(Parameters.of("nu", 0.2, "s", s)).sample(start)[0])
                .isCloseTo(-Math.sin(phase), within(1e-9));
        double[] nls = new Nls().member(Parameters.of("a", 1.25)).sample(start);
        assertThat(nls[0]).isCloseTo(1.25 / Math.cosh(x), within(1e-3));
        assertThat(nls[1]).isCloseTo(0, within(1e-9));
    }

    @Test
    void heatDecaysWaveByWave() {
        double nu = 0.05;
        double t = 0.7;
        double x = 0.3;
        double expected = Math.exp(-nu * Math.PI * Math.PI * t) * Math.sin(Math.PI * x)
                + Math.exp(-9 * nu * Math.PI * Math.PI * t) * Math.sin(3 * Math.PI * x) / 2;
        assertThat(new Heat().member(Parameters.of("nu", nu, "s", 0)).sample(new double[] {x, t})[0])
                .isCloseTo(expected, within(1e-10));
    }

    private static TaskFamily named(String name) {
        return families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int count(TaskFamily family) {
        return (int) Math.pow(PER_COORDINATE, family.domain().dimensions());
    }

    private static double[] grid(TaskFamily family) {
        return family.domain().trainingPoints(count(family));
    }
}
