/**
 * Random numbers as values: a seed and a path of names give a stream, and a stream gives numbers by counter, so that a
 * draw depends on what it is for and never on what was drawn before it, on which machine, or in which order.
 */
@NullMarked
package specsweep.kernel.random;

import org.jspecify.annotations.NullMarked;
