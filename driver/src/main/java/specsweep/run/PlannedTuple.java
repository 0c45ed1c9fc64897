package specsweep.run;

import java.io.Serializable;

/**
 * What is still to be trained of the tuple at one index of a sweep.
 *
 * @param index where the tuple is in the sweep's enumeration
 * @param conditions which of the sweep's conditions, as bits in their order
 */
record PlannedTuple(long index, int conditions) implements Serializable {}
