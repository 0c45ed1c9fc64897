/**
 * The engine: one training step for every architecture, on ND4J's memory and OpenBLAS, with fused loops for all that is
 * not a matrix product, and the native environment that both need.
 */
@NullMarked
package specsweep.kernel.net;

import org.jspecify.annotations.NullMarked;
