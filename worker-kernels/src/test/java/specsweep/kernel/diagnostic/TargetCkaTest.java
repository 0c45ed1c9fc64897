package specsweep.kernel.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetCkaTest {
    private static final int POINTS = 12;

    static List<Example> examples() {
        return Example.all();
    }

    /** Kornblith et al. define it by Gram matrices over points, and compute it by products of features. */
    @ParameterizedTest
    @MethodSource("examples")
    void followsItsDefinitionByGramMatrices(Example example) {
        int points = example.snapshot().points();
        int outputs = example.shape().outputs();
        double[][] hidden = new double[points][];
        for (int i = 0; i < points; i++) {
            hidden[i] = example.lastHidden(i);
        }
        double[][] target = Products.rows(example.snapshot().targetValues(), outputs);
        double expected = hsic(hidden, target) / Math.sqrt(hsic(hidden, hidden) * hsic(target, target));
        assertThat(example.measure(new TargetCka())).isCloseTo(expected, within(1e-12));
    }

    @Test
    void isOneWhereTheTargetIsTheFeature() {
        double[][] target = matrix(3, 1);
        assertThat(TargetCka.cka(target, target)).isCloseTo(1, within(1e-14));
    }

    @Test
    void isZeroWhereFeaturesAndTargetHaveNothingInCommon() {
        double[][] x = {{1}, {-1}, {1}, {-1}};
        double[][] y = {{1}, {1}, {-1}, {-1}};
        assertThat(TargetCka.cka(x, y)).isEqualTo(0);
    }

    @Test
    void isTheSquaredCorrelationOfOneFeatureAndOneOutput() {
        double[][] x = {{1}, {2}, {3}, {4}};
        double[][] y = {{2}, {1}, {4}, {3}};
        assertThat(TargetCka.cka(x, y)).isCloseTo(0.36, within(1e-15));
    }

    @Test
    void turningFeaturesChangesNothing() {
        double[][] x = matrix(3, 1);
        double[][] y = matrix(2, 2);
        double c = StrictMath.cos(0.7);
        double s = StrictMath.sin(0.7);
        // Two turns about different axes.
        double[][] turned = times(times(x, new double[][] {{c, -s, 0}, {s, c, 0}, {0, 0, 1}}), new double[][] {
            {1, 0, 0}, {0, s, c}, {0, -c, s}
        });
        assertThat(TargetCka.cka(turned, y)).isCloseTo(TargetCka.cka(x, y), within(1e-14));
    }

    @Test
    void scalingOrShiftingFeaturesChangesNothing() {
        double[][] x = matrix(3, 1);
        double[][] y = matrix(2, 2);
        double[][] moved = new double[POINTS][3];
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < 3; j++) {
                moved[i][j] = -7 * x[i][j] + 3 * j;
            }
        }
        assertThat(TargetCka.cka(moved, y)).isCloseTo(TargetCka.cka(x, y), within(1e-14));
    }

    @Test
    void stretchingOneFeatureChangesIt() {
        double[][] x = matrix(3, 1);
        double[][] y = matrix(2, 2);
        double[][] stretched = times(x, new double[][] {{10, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        assertThat(TargetCka.cka(stretched, y)).isNotCloseTo(TargetCka.cka(x, y), within(1e-3));
    }

    @Test
    void isUndefinedWhereFeaturesOrTargetAreConstant() {
        double[][] constant = new double[POINTS][2];
        for (double[] row : constant) {
            row[0] = 0.1;
            row[1] = -0.7;
        }
        assertThat(TargetCka.cka(constant, matrix(2, 2))).isNaN();
        assertThat(TargetCka.cka(matrix(2, 2), constant)).isNaN();
    }

    /** tr(K H L H) with K = X X^T, L = Y Y^T and H = I - 1/n (their eq. 3, up to a factor). */
    private static double hsic(double[][] x, double[][] y) {
        int n = x.length;
        double[][] h = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                h[i][j] = (i == j ? 1 : 0) - 1.0 / n;
            }
        }
        double[][] product = times(times(times(gram(x), h), gram(y)), h);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += product[i][i];
        }
        return trace;
    }

    private static double[][] gram(double[][] x) {
        double[][] gram = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                for (int k = 0; k < x[i].length; k++) {
                    gram[i][j] += x[i][k] * x[j][k];
                }
            }
        }
        return gram;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] matrix(int columns, long seed) {
        return Products.rows(Example.gaussians(POINTS * columns, seed), columns);
    }
}
