package specsweep.sweep;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import specsweep.kernel.arch.Architecture;

/** Reads {@code settings}: one value for each key, or for some keys a map by architecture. */
final class SettingsReader {
    private static final List<String> ARCHITECTURES =
            Architecture.kinds().stream().map(Architecture.Kind::name).toList();

    private final Problems problems;
    private final ValueReader values;

    SettingsReader(Problems problems) {
        this.problems = problems;
        this.values = new ValueReader(problems);
    }

    /** Reads settings on top of others. */
    Settings read(YamlNode node, Settings beneath) {
        if (!(node instanceof YamlNode.Fields fields)) {
            problems.add(
                    node.line(), "settings", node.text(), "must be a map", "write for example steps: 1500 below it");
            return beneath;
        }
        Map<Key, Settings.Setting> own = new EnumMap<>(Key.class);
        for (YamlNode.Field field : fields.fields()) {
            Key key = Key.labelled(field.key()).orElse(null);
            if (key == null) {
                String suggestion = SweepReader.KEYS.contains(field.key())
                        ? "write it at the top of the file, not under settings:"
                        : Suggestion.of(field.key(), Key.labels(), "settings");
                problems.add(field.line(), field.key(), "", "unknown key", suggestion);
            } else if (field.value() instanceof YamlNode.Fields map && key.dependsOnArchitecture()) {
                own.put(key, byArchitecture(key, field, map));
            } else if (!ValueReader.isSingle(field.value())) {
                String axis = "to vary it, write it in a grid under tuples";
                problems.add(field.line(), field.key(), field.value().text(), "is a setting and has one value", axis);
            } else {
                Value value = values.value(key, key.label(), field.value());
                if (value != null) {
                    own.put(key, new Settings.Setting(new Cell(value, field.line()), Map.of(), field.line()));
                }
            }
        }
        if (own.containsKey(Key.TARGET) && own.containsKey(Key.DELTA)) {
            int line = own.get(Key.DELTA).line();
            problems.add(line, "delta", "", "cannot go with target, which is set too", "give one of the two");
        }
        return new Settings(own, beneath);
    }

    private Settings.Setting byArchitecture(Key key, YamlNode.Field field, YamlNode.Fields map) {
        Map<String, Cell> cells = new HashMap<>();
        if (map.fields().isEmpty()) {
            problems.add(field.line(), field.key(), map.text(), "must have at least one architecture", null);
        }
        for (YamlNode.Field entry : map.fields()) {
            String label = field.key() + "." + entry.key();
            if (!ARCHITECTURES.contains(entry.key())) {
                String suggestion = Suggestion.of(entry.key(), ARCHITECTURES, "architectures");
                problems.add(entry.line(), label, "", "is not a known architecture", suggestion);
                continue;
            }
            Value value = values.value(key, label, entry.value());
            if (value != null) {
                cells.put(entry.key(), new Cell(value, entry.line()));
            }
        }
        return new Settings.Setting(null, Map.copyOf(cells), field.line());
    }
}
