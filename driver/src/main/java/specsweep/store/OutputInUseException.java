package specsweep.store;

/** Another process writes to the output, or has taken it over from this one. */
public final class OutputInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutputInUseException(String message) {
        super(message);
    }
}
