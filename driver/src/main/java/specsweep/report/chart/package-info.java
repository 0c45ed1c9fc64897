/**
 * Charts as SVG. A chart knows numbers, names and CSS classes; it knows nothing of sweeps, queries or colours. Every chart
 * is drawn about 360 units wide, so that its text is as large as the page's on a phone and in the columns of a wide page.
 */
@NullMarked
package specsweep.report.chart;

import org.jspecify.annotations.NullMarked;
