/**
 * Faults on a real cluster: a Spark master, workers, executors and drivers, each a process of this machine, that are killed,
 * interrupted and given damaged files. After each fault the run is resumed, and the facts must be those of a run that nothing
 * disturbed, bit for bit.
 */
@NullMarked
package specsweep.chaos;

import org.jspecify.annotations.NullMarked;
