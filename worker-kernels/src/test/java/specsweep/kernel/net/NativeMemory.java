package specsweep.kernel.net;

/** What the engine holds outside the heap, for tests in other packages. */
public final class NativeMemory {
    private NativeMemory() {}

    /** Floats that were allocated and not closed. */
    public static long heldFloats() {
        return Floats.held();
    }
}
