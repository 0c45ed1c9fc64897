/**
 * Sweep files: from YAML text to numbered tuples. {@link specsweep.sweep.Sweep} is the whole of it to the outside; a file
 * that is wrong gives a {@link specsweep.sweep.SweepFileException} with every {@link specsweep.sweep.Problem} in it at
 * once. The format is described in {@code sweeps/README.md}.
 *
 * <p>Inside, {@code YamlReader} makes a tree with line numbers of the text, {@code SweepReader} and its helpers read
 * {@code Settings} and an {@code Expression} from the tree, and {@code Consistency} checks what only shows when values
 * meet. An expression is never written out: it is asked for its i-th assignment, and for the first place at which it
 * generates a combination.
 */
@NullMarked
package specsweep.sweep;

import org.jspecify.annotations.NullMarked;
