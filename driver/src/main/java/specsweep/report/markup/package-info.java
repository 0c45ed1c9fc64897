/** HTML and SVG as a tree that cannot be written wrongly: every text and attribute is escaped when it is rendered. */
@NullMarked
package specsweep.report.markup;

import org.jspecify.annotations.NullMarked;
