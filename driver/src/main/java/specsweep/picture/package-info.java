/**
 * Pictures of functions of two coordinates: heat maps with axes and a colour bar, as SVG or PNG. A {@link
 * specsweep.picture.HeatMap} is drawn on a {@link specsweep.picture.Canvas}, of which there is one for each format.
 */
@NullMarked
package specsweep.picture;

import org.jspecify.annotations.NullMarked;
