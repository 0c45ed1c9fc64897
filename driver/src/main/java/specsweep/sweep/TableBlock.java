package specsweep.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import specsweep.data.DataFile;

/**
 * What a sweep file says about the user's own data.
 *
 * @param file the data file, as it is written
 * @param coordinates the columns that say where a point lies
 * @param values the columns that are learnt
 * @param parameters the columns that tell snapshots apart
 */
record TableBlock(String file, List<String> coordinates, List<String> values, List<String> parameters) {
    static final List<String> KEYS = List.of("file", "coordinates", "values", "parameter");

    /** What separates things in a tuple's text cannot be in a name that goes into it. */
    private static final Pattern NAME = Pattern.compile("[^,;=|{}\\p{Cntrl}]{1,100}");

    /** All columns: coordinates, values, parameters. */
    List<String> columns() {
        return Stream.of(coordinates, values, parameters).flatMap(List::stream).toList();
    }

    /** Reads the block; null where it has problems, which are noted. */
    static @Nullable TableBlock read(YamlNode.Field table, Problems problems) {
        String example = "write file:, coordinates:, values: and parameter: below it";
        if (!(table.value() instanceof YamlNode.Fields fields)) {
            problems.add(table.line(), "table", table.value().text(), "must be a map", example);
            return null;
        }
        int before = problems.size();
        for (YamlNode.Field field : fields.fields()) {
            if (!KEYS.contains(field.key())) {
                String suggestion = Suggestion.of(field.key(), KEYS, "keys here");
                problems.add(field.line(), "table." + field.key(), "", "unknown key", suggestion);
            }
        }
        Map<String, List<String>> lists = new HashMap<>();
        Map<String, String> taken = new HashMap<>();
        for (String key : KEYS) {
            YamlNode.Field field = fields.field(key).orElse(null);
            if (field == null) {
                problems.add(table.line(), "table." + key, "", "is missing", example);
                continue;
            }
            List<String> names = names(field, key.equals("file"), problems);
            lists.put(key, names);
            for (String name : key.equals("file") ? List.<String>of() : names) {
                String earlier = taken.putIfAbsent(name, key);
                if (earlier != null) {
                    String message = "must not have a column twice";
                    problems.add(field.line(), "table." + key, name, message, "it is already in " + earlier);
                }
            }
        }
        if (problems.size() > before) {
            return null;
        }
        return new TableBlock(
                lists.getOrDefault("file", List.of("")).get(0),
                lists.getOrDefault("coordinates", List.of()),
                lists.getOrDefault("values", List.of()),
                lists.getOrDefault("parameter", List.of()));
    }

    private static List<String> names(YamlNode.Field field, boolean file, Problems problems) {
        List<YamlNode> items =
                !file && field.value() instanceof YamlNode.Items list ? list.items() : List.of(field.value());
        List<String> names = new ArrayList<>();
        for (YamlNode item : items) {
            boolean named = item instanceof YamlNode.Scalar scalar && !scalar.isNull();
            if (file && !(named && DataFile.isPath(item.text()))) {
                problems.add(field.line(), "table.file", item.text(), "must be a path or a URI", null);
            } else if (!file && !(named && NAME.matcher(item.text()).matches())) {
                String message = "must be the name of a column, or a list of names, without , ; = | { or }";
                problems.add(item.line(), "table." + field.key(), item.text(), message, null);
            } else {
                names.add(item.text());
            }
        }
        if (items.isEmpty()) {
            problems.add(field.line(), "table." + field.key(), "[]", "must name at least one column", null);
        }
        return names;
    }
}
