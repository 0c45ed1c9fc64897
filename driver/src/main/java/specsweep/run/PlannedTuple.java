package specsweep.run;

import java.io.Serializable;

/**
 * What is still to be trained and measured of the tuple at one index of a sweep.
 *
 * @param index where the tuple is in the sweep's enumeration
 * @param conditions which of the sweep's conditions are to be trained, as bits in their order
 * @param measured the starts of which of them are to be measured, as bits in their order
 */
record PlannedTuple(long index, int conditions, int measured) implements Serializable {}
