package specsweep.kernel.task.pde;

/**
 * The published spectral solution of the lid-driven cavity, to seven digits: at Re = 1000, and extrema at Re = 100.
 *
 * <p>O. Botella and R. Peyret, "Benchmark spectral results on the lid-driven cavity flow", Computers and Fluids 27 (1998),
 * 421-433. Their lid moves to the left; here everything is mirrored, so that it moves to the right. Their pressure is 0 at
 * the centre.
 */
final class BotellaPeyret1998 {
    static final String CITATION = "Botella and Peyret (1998), Computers and Fluids 27";

    static final double STREAM_FUNCTION = -0.1189366;
    static final double VORTEX_X = 0.5308;
    static final double VORTEX_Y = 0.5652;
    static final double VORTEX_VORTICITY = -2.067753;

    /** The vortices in the lower corners: x, y and stream function. */
    static final double[] LOWER_LEFT = {0.0833, 0.0781, 2.334528e-4};

    static final double[] LOWER_RIGHT = {0.8640, 0.1118, 1.729717e-3};

    /** At Re = 100: the least u on x = 0.5, the greatest and the least v on y = 0.5. */
    static final double[] EXTREMA_100 = {-0.2140417, 0.1795728, -0.2538030};

    /** On x = 0.5: y, u and pressure; table 9. */
    static final double[][] VERTICAL = {
        {0.0000, 0.0000000, 0.110591},
        {0.0547, -0.1812881, 0.109689},
        {0.0625, -0.2023300, 0.109200},
        {0.0703, -0.2228955, 0.108566},
        {0.1016, -0.3004561, 0.104187},
        {0.1719, -0.3885691, 0.081925},
        {0.2813, -0.2803696, 0.040377},
        {0.4531, -0.1081999, 0.004434},
        {0.5000, -0.0620561, 0.000000},
        {0.6172, 0.0570178, -0.000827},
        {0.7344, 0.1886747, 0.012122},
        {0.8516, 0.3372212, 0.034910},
        {0.9531, 0.4723329, 0.050329},
        {0.9609, 0.5169277, 0.050949},
        {0.9688, 0.5808359, 0.051514},
        {0.9766, 0.6644227, 0.052009},
        {1.0000, 1.0000000, 0.052987},
    };

    /** On y = 0.5: x, v and pressure; table 10. */
    static final double[][] HORIZONTAL = {
        {0.0000, 0.0000000, 0.090477},
        {0.0625, 0.2807056, 0.088445},
        {0.0703, 0.2962703, 0.087653},
        {0.0781, 0.3099097, 0.086716},
        {0.0938, 0.3330442, 0.084386},
        {0.1563, 0.3769189, 0.069511},
        {0.2266, 0.3339924, 0.047260},
        {0.2344, 0.3253592, 0.044848},
        {0.5000, 0.0257995, 0.000000},
        {0.8047, -0.3202137, 0.034552},
        {0.8594, -0.4264545, 0.049029},
        {0.9063, -0.5264392, 0.065816},
        {0.9453, -0.4103754, 0.077154},
        {0.9531, -0.3553213, 0.078148},
        {0.9609, -0.2936869, 0.078685},
        {0.9688, -0.2279225, 0.078837},
        {1.0000, 0.0000000, 0.077455},
    };

    private BotellaPeyret1998() {}
}
