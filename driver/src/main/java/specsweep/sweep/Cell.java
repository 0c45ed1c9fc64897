package specsweep.sweep;

/** A value and the line on which it was found. */
record Cell(Value value, int line) {}
