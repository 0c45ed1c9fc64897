/**
 * The protocol: from a {@link specsweep.kernel.transfer.Tuple} to its fits. Sources, controls, scratch and warm starts
 * are trained here, and nothing else decides what is compared with what.
 */
@NullMarked
package specsweep.kernel.transfer;

import org.jspecify.annotations.NullMarked;
