package specsweep.kernel.task.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CornerFlowTest {
    private static final double H = 1e-4;

    @Test
    void eachCornersWallsMoveAsTheyShould() {
        for (double s : new double[] {0.1, 0.5, 0.9}) {
            assertThat(CornerFlow.left(s, 1.0).y()).isCloseTo(1.0, within(1e-14));
            assertThat(CornerFlow.left(s, 1.0).x()).isCloseTo(0.0, within(1e-14));
            assertThat(CornerFlow.left(0.0, s).y()).isCloseTo(0.0, within(1e-14));
            assertThat(CornerFlow.left(0.0, s).x()).isCloseTo(0.0, within(1e-14));
            assertThat(CornerFlow.right(s, 1.0).y()).isCloseTo(1.0, within(1e-14));
            assertThat(CornerFlow.right(1.0, s).y()).isCloseTo(0.0, within(1e-14));
            assertThat(CornerFlow.right(1.0, s).x()).isCloseTo(0.0, within(1e-14));
        }
    }

    @Test
    void derivativesAgreeWithDifferences() {
        for (double[] at : new double[][] {{0.2, 0.7}, {0.6, 0.1}, {0.9, 0.95}}) {
            double x = at[0];
            double y = at[1];
            CornerFlow flow = CornerFlow.at(x, y);
            CornerFlow east = CornerFlow.at(x + H, y);
            CornerFlow west = CornerFlow.at(x - H, y);
            CornerFlow north = CornerFlow.at(x, y + H);
            CornerFlow south = CornerFlow.at(x, y - H);
            assertThat(flow.x()).isCloseTo((east.psi() - west.psi()) / (2 * H), within(1e-5));
            assertThat(flow.y()).isCloseTo((north.psi() - south.psi()) / (2 * H), within(1e-5));
            assertThat(flow.xx()).isCloseTo((east.x() - west.x()) / (2 * H), within(1e-3));
            assertThat(flow.xy()).isCloseTo((north.x() - south.x()) / (2 * H), within(1e-3));
            assertThat(flow.yy()).isCloseTo((north.y() - south.y()) / (2 * H), within(1e-3));
        }
    }

    @Test
    void thePressureBalancesTheViscousForce() {
        for (double[] at : new double[][] {{0.3, 0.6}, {0.5, 0.2}, {0.8, 0.7}}) {
            double x = at[0];
            double y = at[1];
            double px = (CornerFlow.at(x + H, y).pressure()
                            - CornerFlow.at(x - H, y).pressure())
                    / (2 * H);
            double py = (CornerFlow.at(x, y + H).pressure()
                            - CornerFlow.at(x, y - H).pressure())
                    / (2 * H);
            double laplaceU = (laplacian(x, y + H) - laplacian(x, y - H)) / (2 * H);
            double laplaceV = -(laplacian(x + H, y) - laplacian(x - H, y)) / (2 * H);
            assertThat(px).isCloseTo(laplaceU, within(1e-4));
            assertThat(py).isCloseTo(laplaceV, within(1e-4));
        }
    }

    private static double laplacian(double x, double y) {
        CornerFlow flow = CornerFlow.at(x, y);
        return flow.xx() + flow.yy();
    }
}
