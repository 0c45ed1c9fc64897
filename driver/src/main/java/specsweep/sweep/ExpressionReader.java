package specsweep.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expression under {@code tuples}. Where something is wrong it is noted, and reading goes on with an expression
 * that generates too little: it is not used.
 */
final class ExpressionReader {
    private static final List<String> OPERATORS = List.of("grid", "zip", "union");
    private static final String SHAPE = "write grid:, zip: or union:, and exclude: beside it if need be";

    private final Problems problems;
    private final ValueReader values;
    private final Settings settings;

    ExpressionReader(Problems problems, Settings settings) {
        this.problems = problems;
        this.values = new ValueReader(problems);
        this.settings = settings;
    }

    /** Reads the whole expression. */
    Expression read(YamlNode node) {
        Map<Key, String> around = new EnumMap<>(Key.class);
        settings.own().forEach((key, setting) -> around.put(key, "in settings (line " + setting.line() + ")"));
        return expression(node, around);
    }

    /** One node; {@code around} says what is already set, and where. */
    private Expression expression(YamlNode node, Map<Key, String> around) {
        if (!(node instanceof YamlNode.Fields fields)) {
            problems.add(node.line(), "tuples", node.text(), "must be a map", SHAPE);
            return Expression.ONCE;
        }
        for (YamlNode.Field field : fields.fields()) {
            if (!OPERATORS.contains(field.key()) && !field.key().equals("exclude")) {
                String suggestion = Key.labelled(field.key()).isPresent()
                        ? "write it under grid:"
                        : Suggestion.of(field.key(), List.of("grid", "zip", "union", "exclude"), "keys here");
                problems.add(field.line(), field.key(), "", "unknown key", suggestion);
            }
        }
        List<YamlNode.Field> given = fields.fields().stream()
                .filter(f -> OPERATORS.contains(f.key()))
                .toList();
        boolean none = given.isEmpty()
                && fields.fields().stream().allMatch(f -> f.key().equals("exclude"));
        if (none) {
            problems.add(fields.line(), "tuples", fields.text(), "needs one of grid, zip, union", SHAPE);
        } else if (given.size() > 1) {
            String found =
                    String.join(", ", given.stream().map(YamlNode.Field::key).toList());
            problems.add(
                    given.get(1).line(),
                    "tuples",
                    found,
                    "needs exactly one of grid, zip, union",
                    "put them in a union: list");
        }
        Expression read = given.isEmpty() ? Expression.ONCE : operator(given.get(0), around);
        YamlNode.Field exclude = fields.field("exclude").orElse(null);
        return exclude == null || given.isEmpty() ? read : except(read, exclude);
    }

    private Expression operator(YamlNode.Field field, Map<Key, String> around) {
        return switch (field.key()) {
            case "grid" -> grid(field, around);
            case "zip" -> zip(field, around);
            default -> union(field, around);
        };
    }

    private Expression grid(YamlNode.Field grid, Map<Key, String> around) {
        YamlNode.Fields axes = axes(grid);
        if (axes == null) {
            return Expression.ONCE;
        }
        Map<Key, String> set = new EnumMap<>(Key.class);
        set.putAll(around);
        List<Expression> factors = new ArrayList<>();
        for (YamlNode.Field field : axes.fields()) {
            Key key = field.key().equals("zip") || field.key().equals("union") ? null : axis(field, set, "zip, union");
            Values read = key == null ? null : values.values(key, field.value());
            if (key != null && read != null) {
                checkOneValue(key, read.size(), field);
                factors.add(new Expression.Axis(key, read));
            }
        }
        for (String nested : List.of("zip", "union")) {
            YamlNode.Field field = axes.field(nested).orElse(null);
            if (field != null) {
                Expression factor = operator(field, set);
                factor.keys().forEach(key -> set.putIfAbsent(key, "in the " + nested + " on line " + field.line()));
                factors.add(factor);
            }
        }
        factors.sort(Comparator.comparingInt(ExpressionReader::speed)
                .thenComparing(f -> f.keys().stream().findFirst().orElse(Key.ARCHITECTURE)));
        return new Expression.Grid(List.copyOf(factors));
    }

    /** 0 for what sources depend on, 2 for what they do not, 1 for both at once: the higher, the faster it varies. */
    private static int speed(Expression factor) {
        Set<Key> keys = factor.keys();
        if (Key.AFTER_SOURCE.containsAll(keys)) {
            return 2;
        }
        return keys.contains(Key.TARGET) || keys.contains(Key.DELTA) ? 1 : 0;
    }

    private Expression zip(YamlNode.Field zip, Map<Key, String> around) {
        YamlNode.Fields axes = axes(zip);
        if (axes == null) {
            return Expression.ONCE;
        }
        Map<Key, String> set = new EnumMap<>(Key.class);
        set.putAll(around);
        Map<Key, Values> columns = new LinkedHashMap<>();
        Map<Key, YamlNode.Field> fields = new EnumMap<>(Key.class);
        for (YamlNode.Field field : axes.fields()) {
            Key key = axis(field, set, "");
            Values read = key == null ? null : values.column(key, field.value());
            if (key != null && read != null) {
                checkOneValue(key, read.size(), field);
                columns.put(key, read);
                fields.put(key, field);
            }
        }
        long length = columns.values().stream().mapToLong(Values::size).max().orElse(0);
        boolean equal = length <= ValueReader.LONGEST_LIST;
        if (!equal) {
            problems.add(zip.line(), "zip", length + " rows", "has at most 100000 rows", "use a grid");
        }
        for (Map.Entry<Key, Values> column : columns.entrySet()) {
            YamlNode.Field field = fields.get(column.getKey());
            long size = column.getValue().size();
            if (field != null && size != length && !ValueReader.isSingle(field.value())) {
                equal = false;
                String wanted = "must have as many values as the longest list beside it, " + length;
                problems.add(field.line(), field.key(), size + " values", wanted, "give one value alone to repeat it");
            }
        }
        return !equal || columns.size() < axes.fields().size() ? Expression.ONCE : rows(zip, columns, (int) length);
    }

    private Expression rows(YamlNode.Field zip, Map<Key, Values> columns, int length) {
        List<List<Cell>> rows = new ArrayList<>();
        Map<List<Value>, Integer> seen = new HashMap<>();
        for (int i = 0; i < length; i++) {
            List<Cell> row = new ArrayList<>();
            for (Values column : columns.values()) {
                row.add(column.get(column.size() == 1 ? 0 : i));
            }
            List<Value> content = row.stream().map(Cell::value).toList();
            Integer earlier = seen.putIfAbsent(content, i);
            if (earlier != null) {
                String message = "value " + (i + 1) + " of each list repeats value " + (earlier + 1);
                problems.add(zip.line(), "zip", "", message, "leave it out");
            }
            rows.add(List.copyOf(row));
        }
        return Zip.of(List.copyOf(columns.keySet()), List.copyOf(rows));
    }

    private Expression union(YamlNode.Field union, Map<Key, String> around) {
        if (!(union.value() instanceof YamlNode.Items items) || items.items().isEmpty()) {
            problems.add(
                    union.line(), "union", union.value().text(), "must be a list", "begin each branch with - grid:");
            return Expression.ONCE;
        }
        int before = problems.size();
        List<Expression> branches = new ArrayList<>();
        for (YamlNode item : items.items()) {
            branches.add(expression(item, around));
        }
        boolean sound = problems.size() == before;
        Set<Key> keys = new Expression.Union(branches).keys();
        List<Expression> alike = new ArrayList<>();
        for (int b = 0; b < branches.size(); b++) {
            Set<Key> unset = essences(keys);
            unset.removeAll(essences(branches.get(b).keys()));
            for (Key key : unset) {
                if (sound && Key.REQUIRED.contains(key)) {
                    String label = key == Key.TARGET ? "target or delta" : key.label();
                    String message = "is missing in this branch of the union, and set in another";
                    problems.add(items.items().get(b).line(), label, "", message, null);
                }
            }
            alike.add(
                    unset.isEmpty()
                            ? branches.get(b)
                            : new Expression.Grid(List.of(new Expression.Unset(unset, settings), branches.get(b))));
        }
        return new Expression.Union(List.copyOf(alike));
    }

    static Set<Key> essences(Set<Key> keys) {
        Set<Key> essences = EnumSet.noneOf(Key.class);
        keys.forEach(key -> essences.add(key.essence()));
        return essences;
    }

    private Expression except(Expression from, YamlNode.Field exclude) {
        if (!(exclude.value() instanceof YamlNode.Items items) || items.items().isEmpty()) {
            String example = "write - {architecture: siren, seed: 3}";
            problems.add(exclude.line(), "exclude", exclude.value().text(), "must be a list of maps", example);
            return from;
        }
        List<Exclusion> exclusions = new ArrayList<>();
        for (YamlNode item : items.items()) {
            if (!(item instanceof YamlNode.Fields fields) || fields.fields().isEmpty()) {
                problems.add(item.line(), "exclude", item.text(), "must be a map with at least one key", null);
                continue;
            }
            Map<Key, Values> entries = new EnumMap<>(Key.class);
            for (YamlNode.Field field : fields.fields()) {
                Key key = Key.labelled(field.key()).orElse(null);
                if (key == null) {
                    noteUnknown(field, "");
                } else if (!from.keys().contains(key) && !essences(from.keys()).contains(key.essence())) {
                    String message = "is not set in what this exclude stands beside, so it excludes all or nothing";
                    problems.add(field.line(), field.key(), field.value().text(), message, null);
                } else {
                    Values read = values.values(key, field.value());
                    if (read != null) {
                        entries.put(key, read);
                    }
                }
            }
            exclusions.add(new Exclusion(entries, item.line(), item.text()));
        }
        return new Expression.Except(from, List.copyOf(exclusions));
    }

    private YamlNode.@Nullable Fields axes(YamlNode.Field operator) {
        if (operator.value() instanceof YamlNode.Fields fields
                && !fields.fields().isEmpty()) {
            return fields;
        }
        String example = "write for example seed: 0..9 below it";
        problems.add(operator.line(), operator.key(), operator.value().text(), "must be a map of axes", example);
        return null;
    }

    /** The key of an axis, noted as set; null where there is no such key or it was already set. */
    private @Nullable Key axis(YamlNode.Field field, Map<Key, String> set, String more) {
        Key key = Key.labelled(field.key()).orElse(null);
        if (key == null) {
            noteUnknown(field, more);
            return null;
        }
        Key other = key == Key.TARGET ? Key.DELTA : key == Key.DELTA ? Key.TARGET : null;
        if (set.containsKey(key)) {
            problems.add(field.line(), field.key(), "", "is also set " + set.get(key), "set it in one place");
            return null;
        }
        if (other != null && set.containsKey(other)) {
            String message = "cannot go with " + other.label() + ", which is set " + set.get(other);
            problems.add(field.line(), field.key(), "", message, "give one of the two");
            return null;
        }
        set.put(key, "on line " + field.line());
        return key;
    }

    private void noteUnknown(YamlNode.Field field, String more) {
        if (List.of("exclude", "grid").contains(field.key())) {
            problems.add(field.line(), field.key(), "", "cannot stand here", "write it one level up, or under union:");
            return;
        }
        List<String> known = Stream.concat(Key.labels().stream(), Stream.of(more.split(", ")))
                .filter(label -> !label.isEmpty())
                .toList();
        problems.add(field.line(), field.key(), "", "unknown key", Suggestion.of(field.key(), known, "keys here"));
    }

    private void checkOneValue(Key key, long size, YamlNode.Field field) {
        if (size > 1 && Key.WITHOUT_IDENTITY.contains(key)) {
            String message = "can have one value only, because it does not change what is trained";
            problems.add(field.line(), field.key(), field.value().text(), message, null);
        }
    }
}
