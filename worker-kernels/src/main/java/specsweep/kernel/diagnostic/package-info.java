/**
 * What can be read off the weights of a warm start before it is fine-tuned, one file each: distances, the cosine between
 * gradients, two numbers of the empirical neural tangent kernel, and the alignment of features with the target. The study
 * asks how much of the gain they predict.
 *
 * <p>Everything is computed in double precision, in loops of a fixed order and with {@link java.lang.StrictMath}, so that
 * the same weights give the same bits on every machine, whatever BLAS trained them.
 */
@NullMarked
package specsweep.kernel.diagnostic;

import org.jspecify.annotations.NullMarked;
