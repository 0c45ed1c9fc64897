package specsweep.picture;

/**
 * The colours of a heat map, from dark blue over green to yellow.
 *
 * <p>Lightness rises evenly, so that the order of values survives colour blindness and grey print: eleven anchors of the
 * public-domain map viridis (van der Walt and Smith, 2015), with straight lines between them.
 */
final class ColourMap {
    private static final int[] ANCHORS = {
        0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725
    };

    private ColourMap() {}

    /** The colour at a fraction from 0 to 1, as 0xRRGGBB; what lies outside takes the nearest end's. */
    static int colour(double fraction) {
        double at = Math.min(1, Math.max(0, fraction)) * (ANCHORS.length - 1);
        int below = Math.min(ANCHORS.length - 2, (int) at);
        double part = at - below;
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = ANCHORS[below] >> shift & 0xff;
            int to = ANCHORS[below + 1] >> shift & 0xff;
            colour |= (int) Math.round(from + part * (to - from)) << shift;
        }
        return colour;
    }
}
