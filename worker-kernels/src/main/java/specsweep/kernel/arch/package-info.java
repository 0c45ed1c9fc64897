/**
 * What a coordinate network is, as data: an encoding of the coordinates, an activation, an initialisation. The engine in
 * {@code specsweep.kernel.net} trains every one of them with the same code.
 */
@NullMarked
package specsweep.kernel.arch;

import org.jspecify.annotations.NullMarked;
