/**
 * The Spark job: what is planned, less what is done, in waves. Run and resume are this one path.
 */
@NullMarked
package specsweep.run;

import org.jspecify.annotations.NullMarked;
