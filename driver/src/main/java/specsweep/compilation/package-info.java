/** How much is compiled before it runs, by Spark and by the JVM: what a short command does not repay, and a long one does. */
@NullMarked
package specsweep.compilation;

import org.jspecify.annotations.NullMarked;
