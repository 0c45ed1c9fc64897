package specsweep.query;

import org.apache.spark.sql.catalyst.trees.Origin;
import org.jspecify.annotations.Nullable;

/** A query that would do something else than read the views: it was not run. */
public final class RefusedQueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Origin origin;

    RefusedQueryException(String refused, @Nullable Origin origin) {
        super(refused + ". " + QueryRules.ALLOWED);
        this.origin = origin;
    }

    /** The line of what was refused, from 1; 0 where Spark does not tell. */
    public int line() {
        return origin == null || origin.line().isEmpty()
                ? 0
                : (Integer) origin.line().get();
    }

    /** The place in its line, from 0. */
    public int column() {
        return origin == null || origin.startPosition().isEmpty()
                ? 0
                : (Integer) origin.startPosition().get();
    }
}
