package specsweep.sweep;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.task.Parameters;

/**
 * Reads numbers, and nothing that only looks like one: no {@code .nan}, no {@code 010}, {@code 1_000} or {@code 1:30}, of
 * which YAML 1.1 and 1.2 make different numbers.
 */
final class NumberReader {
    private static final double LARGEST = 1e30;
    private static final int LONGEST = 40;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0\\d.*");

    private final Problems problems;

    NumberReader(Problems problems) {
        this.problems = problems;
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /**
     * Reads a number as the shortest decimal of its double, so that what is compared, added and hashed is what the file
     * says, with no more digits than a double has.
     *
     * @param label what a problem calls the key
     * @param wanted what a problem says there must be
     * @return null where there is a problem
     */
    @Nullable BigDecimal number(YamlNode node, String label, String wanted) {
        String text = node.text();
        if (!(node instanceof YamlNode.Scalar scalar)) {
            problems.add(node.line(), label, text, wanted, null);
            return null;
        }
        if (scalar.isNull()) {
            problems.add(node.line(), label, "", "has no value", null);
            return null;
        }
        if (scalar.quoted() && isNumber(text)) {
            problems.add(node.line(), label, '"' + text + '"', wanted, "leave out the quotes");
            return null;
        }
        if (!isNumber(text) || LEADING_ZERO.matcher(text).matches()) {
            problems.add(node.line(), label, text, wanted, hint(text));
            return null;
        }
        double number = text.length() > LONGEST ? Double.NaN : Double.parseDouble(text);
        if (!(Math.abs(number) <= LARGEST)) {
            String suggestion = "a number is at most 1e30 and has at most 40 characters";
            problems.add(node.line(), label, text, wanted, suggestion);
            return null;
        }
        return new BigDecimal(Parameters.decimal(number));
    }

    private static @Nullable String hint(String text) {
        String plain = text.replace("_", "").replaceFirst("^([-+]?)0+(?=\\d)", "$1");
        if (!plain.equals(text) && isNumber(plain)) {
            return "write " + plain;
        }
        String point = text.replace(',', '.');
        return !point.equals(text) && isNumber(point) ? "write " + point : null;
    }
}
