package specsweep.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One value of an answer, as text. Absent is empty, or {@code null} in JSON; so is a number that is not one. */
public final class Cell {
    private Cell() {}

    /** For reading: numbers to at most four significant digits, on one line. */
    public static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Double || value instanceof Float) {
            return briefly(((Number) value).doubleValue());
        } else if (value instanceof CharSequence text) {
            return oneLine(text.toString());
        }
        return plain(value);
    }

    /** What has no more than four digits as it is, so that a rate of 0.0001 is not 0.0001000; all else rounded to four. */
    private static String briefly(double value) {
        return Double.isFinite(value)
                        && new BigDecimal(Double.toString(value))
                                        .stripTrailingZeros()
                                        .precision()
                                <= 4
                ? shortest(value)
                : number(value, 4);
    }

    /** For a spreadsheet: numbers in full, quoted where RFC 4180 asks for it. An empty text is quoted, an absent one not. */
    static String csv(@Nullable Object value) {
        if (value == null || isNotANumber(value)) {
            return "";
        }
        String text = plain(value);
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** For a program. */
    static String json(@Nullable Object value) {
        if (value == null || isNotANumber(value)) {
            return "null";
        } else if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof scala.collection.Iterable<?> list && !(value instanceof scala.collection.Map)) {
            StringJoiner joined = new StringJoiner(", ", "[", "]");
            list.foreach(each -> joined.add(json(each)));
            return joined.toString();
        } else if (value instanceof scala.collection.Map<?, ?> map) {
            return object(scala.jdk.javaapi.CollectionConverters.asJava(map));
        } else if (value instanceof Row row) {
            StringJoiner joined = new StringJoiner(", ", "{", "}");
            for (int i = 0; i < row.size(); i++) {
                joined.add(quoted(row.schema().fieldNames()[i]) + ": " + json(row.get(i)));
            }
            return joined.toString();
        }
        return quoted(plain(value));
    }

    /** A number to so many significant digits; with an exponent where it is very large or small. */
    public static String number(double value, int digits) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? "0" : "";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < -4 || exponent > digits + 1
                ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", rounded)
                : rounded.setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /** A setting as a person would write it: 0.0001, 30, 1e-8. */
    public static String shortest(double value) {
        BigDecimal plain = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        return exponent < -4 || exponent > 15 ? plain.toString().toLowerCase(Locale.ROOT) : plain.toPlainString();
    }

    private static boolean isNotANumber(Object value) {
        return (value instanceof Double number && !Double.isFinite(number))
                || (value instanceof Float single && !Float.isFinite(single));
    }

    private static String plain(Object value) {
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp.toInstant().toString();
        } else if (value instanceof byte[] bytes) {
            return java.util.HexFormat.of().formatHex(bytes);
        } else if (value instanceof scala.collection.Iterable<?> || value instanceof Row) {
            return json(value);
        }
        return String.valueOf(value);
    }

    private static String object(Map<?, ?> map) {
        StringJoiner joined = new StringJoiner(", ", "{", "}");
        map.forEach((key, each) -> joined.add(quoted(String.valueOf(key)) + ": " + json(each)));
        return joined.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Line breaks and control characters would break the table, or steer the terminal. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString();
    }
}
