package specsweep.store;

/** An output holds results that this program can neither read nor add to. */
public final class OtherVersionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherVersionException(String message) {
        super(message);
    }
}
