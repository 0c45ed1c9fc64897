package specsweep.sweep;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.task.Table;

/**
 * Values that do not vary, except by architecture: a file's own, on top of the defaults.
 *
 * @param own what was set
 * @param beneath what holds where nothing was
 * @param table the user's own data; null where the file names none
 */
record Settings(
        Map<Key, Setting> own,
        @Nullable Settings beneath,
        @Nullable Table table) {
    static final Settings NONE = new Settings(Map.of(), null);

    Settings(Map<Key, Setting> own, @Nullable Settings beneath) {
        this(own, beneath, null);
    }

    Settings {
        own = Map.copyOf(own);
    }

    /**
     * One setting: a value for all architectures, or one for each of some.
     *
     * @param everywhere the value for all; null where it depends
     * @param byArchitecture the values by architecture
     * @param line where it was set
     */
    record Setting(@Nullable Cell everywhere, Map<String, Cell> byArchitecture, int line) {}

    /** The value for an architecture; null where it has none. */
    @Nullable Cell cell(Key key, @Nullable String architecture) {
        Setting setting = own.get(key);
        if (setting != null) {
            if (setting.everywhere() != null) {
                return setting.everywhere();
            }
            Cell cell = architecture == null ? null : setting.byArchitecture().get(architecture);
            if (cell != null) {
                return cell;
            }
        }
        return beneath == null ? null : beneath.cell(key, architecture);
    }

    Settings with(@Nullable Table data) {
        return new Settings(own, beneath, data);
    }

    /** What was set here, not beneath. */
    Set<Key> keys() {
        return own.keySet();
    }
}
