package specsweep.query;

/** There is nothing to query: the output folder is missing, or no fit has been stored in it yet. */
public final class EmptyOutputException extends RuntimeException {
    EmptyOutputException(String out) {
        super("no results in " + out + ": run a sweep into it first (specsweep run SWEEP --out " + out
                + "), or name the folder of another with --out");
    }
}
