package specsweep.kernel.task.pde;

/**
 * The published tables of the lid-driven cavity at Re = 100, 400 and 1000.
 *
 * <p>U. Ghia, K. N. Ghia and C. T. Shin, "High-Re solutions for incompressible flow using the Navier-Stokes equations and a
 * multigrid method", J. Comput. Phys. 48 (1982), 387-411. A second-order method on 129 x 129 points: at Re = 1000 its
 * values are up to 0.019 from those of Botella and Peyret (1998), and vortex centres are grid points, 1/128 apart.
 */
final class Ghia1982 {
    static final String CITATION = "Ghia, Ghia and Shin (1982), J. Comput. Phys. 48";

    static final int[] REYNOLDS = {100, 400, 1000};

    /** Where u is given on x = 0.5. */
    static final double[] Y = {
        0.0000, 0.0547, 0.0625, 0.0703, 0.1016, 0.1719, 0.2813, 0.4531, 0.5000, 0.6172, 0.7344, 0.8516, 0.9531, 0.9609,
        0.9688, 0.9766, 1.0000
    };

    /** u on x = 0.5, table I, for each Reynolds number. */
    static final double[][] U = {
        {
            0.00000, -0.03717, -0.04192, -0.04775, -0.06434, -0.10150, -0.15662, -0.21090, -0.20581, -0.13641, 0.00332,
            0.23151, 0.68717, 0.73722, 0.78871, 0.84123, 1.00000
        },
        {
            0.00000, -0.08186, -0.09266, -0.10338, -0.14612, -0.24299, -0.32726, -0.17119, -0.11477, 0.02135, 0.16256,
            0.29093, 0.55892, 0.61756, 0.68439, 0.75837, 1.00000
        },
        {
            0.00000, -0.18109, -0.20196, -0.22220, -0.29730, -0.38289, -0.27805, -0.10648, -0.06080, 0.05702, 0.18719,
            0.33304, 0.46604, 0.51117, 0.57492, 0.65928, 1.00000
        },
    };

    /** Where v is given on y = 0.5. */
    static final double[] X = {
        0.0000, 0.0625, 0.0703, 0.0781, 0.0938, 0.1563, 0.2266, 0.2344, 0.5000, 0.8047, 0.8594, 0.9063, 0.9453, 0.9531,
        0.9609, 0.9688, 1.0000
    };

    /** v on y = 0.5, table II, for each Reynolds number. */
    static final double[][] V = {
        {
            0.00000, 0.09233, 0.10091, 0.10890, 0.12317, 0.16077, 0.17507, 0.17527, 0.05454, -0.24533, -0.22445,
            -0.16914, -0.10313, -0.08864, -0.07391, -0.05906, 0.00000
        },
        {
            0.00000, 0.18360, 0.19713, 0.20920, 0.22965, 0.28124, 0.30203, 0.30174, 0.05186, -0.38598, -0.44993,
            -0.23827, -0.22847, -0.19254, -0.15663, -0.12146, 0.00000
        },
        {
            0.00000, 0.27485, 0.29012, 0.30353, 0.32627, 0.37095, 0.33075, 0.32235, 0.02526, -0.31966, -0.42665,
            -0.51550, -0.39188, -0.33714, -0.27669, -0.21388, 0.00000
        },
    };

    /** The primary vortex for each Reynolds number: x, y and stream function; table III. */
    static final double[][] PRIMARY = {
        {0.6172, 0.7344, -0.103423}, {0.5547, 0.6055, -0.113909}, {0.5313, 0.5625, -0.117929}
    };

    /** The vortex in the lower left corner: x, y and stream function; table V. */
    static final double[][] LOWER_LEFT = {
        {0.0313, 0.0391, 1.74877e-6}, {0.0508, 0.0469, 1.41951e-5}, {0.0859, 0.0781, 2.31129e-4}
    };

    /** The vortex in the lower right corner: x, y and stream function; table V. */
    static final double[][] LOWER_RIGHT = {
        {0.9453, 0.0625, 1.25374e-5}, {0.8906, 0.1250, 6.42352e-4}, {0.8594, 0.1094, 1.75102e-3}
    };

    private Ghia1982() {}

    /**
     * Whether v at that index of {@link #X} cannot be what was computed: at Re = 400 and x = 0.9063 the table says -0.23827,
     * between neighbours of -0.44993 and -0.22847 that leave no room for it. (The solver here gives -0.38969.)
     */
    static boolean isMisprinted(int reynolds, int index) {
        return reynolds == 400 && X[index] == 0.9063;
    }
}
