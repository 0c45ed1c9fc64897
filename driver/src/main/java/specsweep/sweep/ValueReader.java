package specsweep.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of a key: one value, a list, a range {@code 0..9}, or spaced values. Null stands for "has problems". */
final class ValueReader {
    /** The longest list that is held in memory; only a range alone can be longer. */
    static final int LONGEST_LIST = 100_000;

    private static final BigDecimal MOST_WHOLE = new BigDecimal("1e18");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

    private final Problems problems;
    private final NumberReader numbers;

    ValueReader(Problems problems) {
        this.problems = problems;
        this.numbers = new NumberReader(problems);
    }

    /** Whether a value is one alone, which {@code zip} repeats, and not a list of some length. */
    static boolean isSingle(YamlNode node) {
        return node instanceof YamlNode.Scalar ? !isRange(node) : node instanceof YamlNode.Fields && !isSpacing(node);
    }

    private static boolean isRange(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.text().contains("..");
    }

    private static boolean isSpacing(YamlNode node) {
        return node instanceof YamlNode.Fields fields && Spacing.isSpacing(fields);
    }

    /** Reads all values of an axis; each may be there once. */
    @Nullable Values values(Key key, YamlNode node) {
        return values(key, node, true);
    }

    /** Reads a list that is zipped with others, in which a value may be repeated. */
    @Nullable Values column(Key key, YamlNode node) {
        return values(key, node, false);
    }

    private @Nullable Values values(Key key, YamlNode node, boolean once) {
        if (node instanceof YamlNode.Scalar scalar && isRange(node)) {
            return range(key, scalar);
        }
        if (node instanceof YamlNode.Fields fields && isSpacing(node)) {
            return spaced(key, fields);
        }
        if (node instanceof YamlNode.Items items) {
            return list(key, items, once);
        }
        Value value = value(key, key.label(), node);
        return value == null ? null : new Values.Listed(List.of(new Cell(value, node.line())));
    }

    private @Nullable Values range(Key key, YamlNode.Scalar scalar) {
        Matcher range = RANGE.matcher(scalar.text());
        if (!(key.type() instanceof Key.Type.Whole whole)) {
            wrong(scalar, key.label(), "must be " + key.type(), "a range such as 0..9 is only for whole numbers");
        } else if (!range.matches()) {
            wrong(scalar, key.label(), "is not a range", "write two whole numbers, such as 0..9");
        } else {
            long from = Long.parseLong(range.group(1));
            long to = Long.parseLong(range.group(2));
            if (from > to) {
                wrong(scalar, key.label(), "must not run backwards", "write " + to + ".." + from);
            } else if (!whole.contains(from) || !whole.contains(to)) {
                wrong(scalar, key.label(), "must be " + key.type(), null);
            } else {
                return new Values.Range(from, to, scalar.line());
            }
        }
        return null;
    }

    private @Nullable Values spaced(Key key, YamlNode.Fields fields) {
        if (!(key.type() instanceof Key.Type.Real) && !(key.type() instanceof Key.Type.Point)) {
            wrong(fields, key.label(), "must be " + key.type(), "spaced values are only for decimal numbers");
            return null;
        }
        Spacing spacing = Spacing.read(key, fields, problems);
        if (spacing == null) {
            return null;
        }
        List<Cell> cells = new ArrayList<>();
        for (BigDecimal number : spacing.numbers()) {
            Value value = checked(key, key.label(), number, fields);
            if (value == null) {
                return null;
            }
            cells.add(new Cell(value, fields.line()));
        }
        if (cells.stream().map(Cell::value).distinct().count() < cells.size()) {
            wrong(fields, key.label(), "some values are equal after rounding", "give fewer values or more digits");
            return null;
        }
        return new Values.Listed(cells);
    }

    private @Nullable Values list(Key key, YamlNode.Items items, boolean once) {
        if (items.items().isEmpty()) {
            wrong(items, key.label(), "must have at least one value", null);
            return null;
        }
        List<Cell> cells = new ArrayList<>();
        boolean complete = true;
        for (YamlNode item : items.items()) {
            Values values = null;
            if (item instanceof YamlNode.Items || isSpacing(item)) {
                wrong(item, key.label(), "a list cannot hold another list", "write all values in one list");
            } else {
                values = values(key, item);
            }
            if (values == null) {
                complete = false;
            } else if (cells.size() + values.size() > LONGEST_LIST) {
                wrong(item, key.label(), "a list has at most 100000 values", "write one range alone");
                return null;
            } else {
                for (long i = 0; i < values.size(); i++) {
                    cells.add(values.get(i));
                }
            }
        }
        Values all = once ? distinct(key, cells) : new Values.Listed(cells);
        return complete ? all : null;
    }

    private @Nullable Values distinct(Key key, List<Cell> cells) {
        Map<Value, Cell> seen = new HashMap<>();
        boolean distinct = true;
        for (Cell cell : cells) {
            if (seen.putIfAbsent(cell.value(), cell) != null) {
                distinct = false;
                String value = cell.value().toString();
                problems.add(cell.line(), key.label(), value, "must not have the same value twice", "leave it out");
            }
        }
        return distinct ? new Values.Listed(cells) : null;
    }

    /** Reads one value; {@code label} is what a problem calls the key. */
    @Nullable Value value(Key key, String label, YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.isNull()) {
            problems.add(
                    node.line(),
                    label,
                    "",
                    "has no value",
                    key.isOptional() ? "write none for no limit" : "write " + key.type());
            return null;
        }
        if (key.type() instanceof Key.Type.Point) {
            return point(key, node);
        }
        if (key.type() instanceof Key.Type.OneOf oneOf) {
            return name(oneOf, label, node);
        }
        if (key.isOptional() && node.text().equals("none")) {
            return new Value.None();
        }
        BigDecimal number = numbers.number(node, label, "must be " + key.type());
        return number == null ? null : checked(key, label, number, node);
    }

    private @Nullable Value name(Key.Type.OneOf oneOf, String label, YamlNode node) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            wrong(node, label, "must be " + oneOf, null);
            return null;
        }
        if (!oneOf.names().contains(scalar.text())) {
            String suggestion = Suggestion.of(scalar.text(), oneOf.names(), "known ones");
            wrong(node, label, "is not a known " + oneOf.what(), suggestion);
            return null;
        }
        return new Value.Name(scalar.text());
    }

    private @Nullable Value checked(Key key, String label, BigDecimal number, YamlNode node) {
        if (key.type() instanceof Key.Type.Whole whole) {
            boolean isWhole =
                    number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(MOST_WHOLE) <= 0;
            if (isWhole && whole.contains(number.longValueExact())) {
                return new Value.Whole(number.longValueExact());
            }
        } else if (key.type() instanceof Key.Type.Real real) {
            if (real.contains(number.doubleValue())) {
                return new Value.Real(number.doubleValue());
            }
        } else {
            return Value.Point.single(number);
        }
        wrong(node, label, "must be " + key.type(), null);
        return null;
    }

    private @Nullable Value point(Key key, YamlNode node) {
        if (!(node instanceof YamlNode.Fields fields)) {
            BigDecimal number = numbers.number(node, key.label(), "must be " + key.type());
            return number == null ? null : Value.Point.single(number);
        }
        if (fields.fields().isEmpty()) {
            wrong(fields, key.label(), "must have at least one parameter", null);
            return null;
        }
        SortedMap<String, BigDecimal> parameters = new TreeMap<>();
        boolean complete = true;
        for (YamlNode.Field field : fields.fields()) {
            String label = key.label() + "." + field.key();
            BigDecimal number = numbers.number(field.value(), label, "must be a number");
            complete &= number != null;
            if (number != null) {
                parameters.put(field.key(), number);
            }
        }
        return complete ? Value.Point.named(parameters) : null;
    }

    private void wrong(YamlNode node, String label, String message, @Nullable String suggestion) {
        problems.add(node.line(), label, node.text(), message, suggestion);
    }
}
