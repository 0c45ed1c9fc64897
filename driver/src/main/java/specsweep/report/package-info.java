/**
 * The report: one self-contained HTML page that answers whether a warm start means anything, with the SQL behind every
 * number. Each figure is one query over the views, one chart and one table of what the query gave.
 */
@NullMarked
package specsweep.report;

import org.jspecify.annotations.NullMarked;
