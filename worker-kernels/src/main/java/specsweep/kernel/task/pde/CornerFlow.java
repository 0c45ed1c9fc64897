package specsweep.kernel.task.pde;

/**
 * The singular part of the flow in a lid-driven cavity: the Stokes flows at its two upper corners, where the lid's speed
 * meets the wall's rest.
 *
 * <p>At a right angle between a wall that slides and one that rests, in coordinates X along the sliding wall and Y away
 * from it, the stream function is {@code B Y + (C X + D Y) theta} with theta the angle from the sliding wall,
 * {@code C = 1 / (1 - pi^2/4)}, {@code D = C pi/2} and {@code B = 1 - C} (Taylor, 1962, "On scraping viscous fluid from a
 * plane surface"). Its velocity jumps at the corner, its vorticity and pressure grow as 1/r. It satisfies the Stokes
 * equations on the whole quadrant exactly, and is what Botella and Peyret (1998) subtract from the cavity's flow first:
 * what remains has a continuous velocity and a bounded vorticity.
 *
 * <p>The values are those of the sum of both corners' flows: at the left one the lid moves away, at the right one towards.
 *
 * @param psi the stream function
 * @param x its derivative by x, which is -v
 * @param y its derivative by y, which is u
 * @param xx second derivative by x
 * @param xy mixed second derivative
 * @param yy second derivative by y
 * @param pressure the pressure times the Reynolds number
 */
record CornerFlow(double psi, double x, double y, double xx, double xy, double yy, double pressure) {
    private static final double C = 1.0 / (1.0 - StrictMath.PI * StrictMath.PI / 4.0);
    private static final double D = C * StrictMath.PI / 2.0;
    private static final double B = 1.0 - C;

    /** The sum of both corners' flows at a point of the unit square that is neither corner. */
    static CornerFlow at(double x, double y) {
        return left(x, y).plus(right(x, y));
    }

    /** The flow of the corner (0, 1). */
    static CornerFlow left(double x, double y) {
        double down = 1.0 - y;
        double angle = StrictMath.atan2(down, x);
        double r2 = x * x + down * down;
        double byX = -down / r2;
        double byY = x / r2;
        double byXx = 2.0 * x * down / (r2 * r2);
        double byXy = (down - x) * (down + x) / (r2 * r2);
        double s = C * x + D * down;
        // In coordinates x and 1 - y, whose stream function has the opposite sign.
        return new CornerFlow(
                -(B * down + s * angle),
                -(C * angle + s * byX),
                B + D * angle + s * byY,
                -(2.0 * C * byX + s * byXx),
                C * byY + D * byX + s * byXy,
                -(2.0 * D * byY - s * byXx),
                2.0 * s / r2);
    }

    /** The flow of the corner (1, 1): the left one mirrored and reversed. */
    static CornerFlow right(double x, double y) {
        CornerFlow mirrored = left(1.0 - x, y);
        return new CornerFlow(
                mirrored.psi, -mirrored.x, mirrored.y, mirrored.xx, -mirrored.xy, mirrored.yy, -mirrored.pressure);
    }

    private CornerFlow plus(CornerFlow other) {
        return new CornerFlow(
                psi + other.psi,
                x + other.x,
                y + other.y,
                xx + other.xx,
                xy + other.xy,
                yy + other.yy,
                pressure + other.pressure);
    }
}
