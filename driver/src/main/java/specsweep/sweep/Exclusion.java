package specsweep.sweep;

import java.util.Map;

/**
 * One map of an exclude list: what matches all of its entries is left out.
 *
 * @param entries the values by key
 * @param line where it stands
 * @param text how it reads
 */
record Exclusion(Map<Key, Values> entries, int line, String text) {
    Exclusion {
        entries = Map.copyOf(entries);
    }

    boolean matches(Combination combination) {
        return entries.entrySet().stream().allMatch(entry -> {
            Value value = combination.value(entry.getKey());
            return value != null && entry.getValue().indexOf(value) >= 0;
        });
    }
}
