package specsweep.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told what is wrong with a data file; reading goes on where it can, so that all mistakes come together. */
public interface Mistakes {
    /**
     * Notes a mistake.
     *
     * @param line the line, counted from 1; 0 where the file has no lines
     * @param column the column; empty where it is not about one
     * @param value what was found there; empty where it says nothing
     * @param message what is wrong, without the value
     * @param suggestion what would be right
     */
    void add(int line, String column, String value, String message, @Nullable String suggestion);

    /** Notes a column that is asked for and not there; {@code columns} are those that are. */
    void missing(int line, String column, List<String> columns);
}
