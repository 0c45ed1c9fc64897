package specsweep.store;

/** The right to write to an output, asked before anything becomes visible in it; see {@link Lease}. */
@FunctionalInterface
public interface Ownership {
    /**
     * Looks whether the right is still held; what is done next may write to the output.
     *
     * @throws OutputInUseException if it is not
     */
    void check();

    /** One more than that of whoever held it before; 0 where nobody else can want the output. */
    default long number() {
        return 0;
    }
}
