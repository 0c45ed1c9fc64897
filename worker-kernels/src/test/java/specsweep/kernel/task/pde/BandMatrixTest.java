package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import specsweep.kernel.random.Stream;

class BandMatrixTest {
    @Test
    void solutionsAreThoseOfADenseFactorisation() {
        int size = 40;
        int band = 5;
        Stream stream = Stream.seed(7).child("band");
        BandMatrix matrix = new BandMatrix(size, band);
        double[][] dense = new double[size][size];
        double[] right = new double[size];
        for (int i = 0; i < size; i++) {
            right[i] = stream.nextGaussian();
            for (int j = Math.max(0, i - band); j <= Math.min(size - 1, i + band); j++) {
                dense[i][j] = stream.nextGaussian();
                matrix.add(i, j, dense[i][j] - 1.0);
                matrix.add(i, j, 1.0);
            }
        }
        matrix.factor();
        double[] expected = new LUDecomposition(new Array2DRowRealMatrix(dense))
                .getSolver()
                .solve(new ArrayRealVector(right))
                .toArray();
        assertThat(matrix.solve(right)).containsExactly(expected, within(1e-9));
    }

    @Test
    void aZeroOnTheDiagonalIsNoTrouble() {
        BandMatrix matrix = new BandMatrix(2, 1);
        matrix.add(0, 1, 2.0);
        matrix.add(1, 0, 4.0);
        matrix.factor();
        assertThat(matrix.solve(new double[] {2.0, 8.0})).containsExactly(2.0, 1.0);
    }

    @Test
    void aSingularMatrixIsRefused() {
        BandMatrix matrix = new BandMatrix(3, 1);
        matrix.add(0, 0, 1.0);
        matrix.add(1, 1, 1.0);
        assertThatThrownBy(matrix::factor)
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("singular");
        assertThatThrownBy(() -> new BandMatrix(3, 1).solve(new double[3])).isInstanceOf(IllegalStateException.class);
    }
}
