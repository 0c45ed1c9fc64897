package specsweep.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers at equal distances, or at equal ratios: {@code {from: 0.01, to: 0.5, count: 8, spacing: log}}.
 *
 * <p>The ends are kept as they are written. What lies between is rounded to {@code digits} significant digits, half to
 * even, so that a value is short, the same on every machine, and can be written by hand to mean the same tuple.
 *
 * @param from the first number
 * @param to the last number, above the first
 * @param count how many, the ends included
 * @param log whether the ratio of neighbours is constant, rather than their difference
 * @param digits significant digits
 */
record Spacing(BigDecimal from, BigDecimal to, int count, boolean log, int digits) {
    private static final int USUAL_DIGITS = 4;
    private static final Set<String> REQUIRED = Set.of("from", "to", "count", "spacing");
    private static final List<String> KEYS = List.of("from", "to", "count", "spacing", "digits");

    /** Whether a map is meant as spaced values, and not as parameters of a family. */
    static boolean isSpacing(YamlNode.Fields fields) {
        return REQUIRED.stream().anyMatch(key -> fields.field(key).isPresent());
    }

    static @Nullable Spacing read(Key key, YamlNode.Fields fields, Problems problems) {
        NumberReader reader = new NumberReader(problems);
        int before = problems.size();
        for (YamlNode.Field field : fields.fields()) {
            if (!KEYS.contains(field.key())) {
                problems.add(
                        field.line(), field.key(), "", "unknown key", Suggestion.of(field.key(), KEYS, "keys here"));
            }
        }
        for (String required : KEYS.subList(0, 4)) {
            if (fields.field(required).isEmpty()) {
                String example = "write {from: 0.01, to: 0.5, count: 8, spacing: log}";
                problems.add(fields.line(), key.label(), fields.text(), "spaced values need " + required, example);
            }
        }
        BigDecimal from = number(fields, "from", "must be a number", reader);
        BigDecimal to = number(fields, "to", "must be a number", reader);
        int count = whole(fields, "count", 2, 10_000, 2, reader, problems);
        int digits = whole(fields, "digits", 1, 15, USUAL_DIGITS, reader, problems);
        String spacing = fields.field("spacing").map(f -> f.value().text()).orElse("log");
        if (!Set.of("log", "linear").contains(spacing)) {
            int line = fields.field("spacing").orElseThrow().line();
            problems.add(line, "spacing", spacing, "must be log or linear", null);
        }
        if (from != null && to != null && from.compareTo(to) >= 0) {
            problems.add(fields.line(), key.label(), fields.text(), "from must be below to", null);
        } else if (from != null && spacing.equals("log") && from.signum() <= 0) {
            problems.add(fields.line(), "from", from.toString(), "must be above 0 where spacing is log", null);
        }
        return problems.size() > before || from == null || to == null
                ? null
                : new Spacing(from, to, count, spacing.equals("log"), digits);
    }

    /** The numbers, in order. */
    List<BigDecimal> numbers() {
        MathContext rounding = new MathContext(digits, RoundingMode.HALF_EVEN);
        double low = from.doubleValue();
        double high = to.doubleValue();
        List<BigDecimal> numbers = new ArrayList<>();
        numbers.add(from);
        for (int i = 1; i < count - 1; i++) {
            double part = (double) i / (count - 1);
            double number = log
                    ? StrictMath.exp(StrictMath.log(low) + part * (StrictMath.log(high) - StrictMath.log(low)))
                    : low + part * (high - low);
            numbers.add(new BigDecimal(number).round(rounding).stripTrailingZeros());
        }
        numbers.add(to);
        return numbers;
    }

    private static @Nullable BigDecimal number(
            YamlNode.Fields fields, String name, String wanted, NumberReader reader) {
        return fields.field(name)
                .map(field -> reader.number(field.value(), name, wanted))
                .orElse(null);
    }

    private static int whole(
            YamlNode.Fields fields,
            String name,
            int least,
            int most,
            int absent,
            NumberReader reader,
            Problems problems) {
        if (fields.field(name).isEmpty()) {
            return absent;
        }
        String wanted = "must be " + new Key.Type.Whole(least, most);
        YamlNode node = fields.field(name).orElseThrow().value();
        BigDecimal number = reader.number(node, name, wanted);
        if (number == null) {
            return absent;
        }
        double value = number.doubleValue();
        if (value != Math.rint(value) || value < least || value > most) {
            problems.add(node.line(), name, node.text(), wanted, null);
            return absent;
        }
        return (int) value;
    }
}
