/**
 * The functions that networks are trained on: one sealed interface, {@link specsweep.kernel.task.TaskFamily}, with one
 * file a family. A family is indexed by named parameters; where they differ between source and target is what a transfer
 * has to bridge.
 */
@NullMarked
package specsweep.kernel.task;

import org.jspecify.annotations.NullMarked;
