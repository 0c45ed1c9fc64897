package specsweep.kernel.transfer;

/** How a fit ended. */
public enum Status {
    /** Every step was taken. */
    DONE("done"),
    /** The loss, or that of the source it started from, became infinite or not a number: a finding, and final. */
    DIVERGED("diverged"),
    /** Something threw; the cause is recorded, and the fit can be retried. */
    FAILED("failed"),
    /** The tuple's deadline passed. */
    TIMED_OUT("timed-out");

    private final String label;

    Status(String label) {
        this.label = label;
    }

    /** The status as it is written to Parquet. */
    public String label() {
        return label;
    }
}
