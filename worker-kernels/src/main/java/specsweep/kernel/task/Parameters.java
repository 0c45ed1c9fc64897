package specsweep.kernel.task;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Named parameters of one member of a task family, in the family's own order: {@code t=0.1}, {@code a=-0.1,b=2}.
 *
 * @param names the parameters' names, as the family declares them
 * @param values their values, finite, as many as names
 */
public record Parameters(List<String> names, List<Double> values) implements Serializable {
    public Parameters {
        names = List.copyOf(names);
        values = List.copyOf(values);
        if (names.size() != values.size()) {
            throw new IllegalArgumentException("as many values as names are needed, were " + values + " for " + names);
        }
        for (int i = 0; i < names.size(); i++) {
            if (!Double.isFinite(values.get(i))) {
                throw new IllegalArgumentException(names.get(i) + " must be finite, was " + values.get(i));
            }
        }
    }

    /** Names one value. */
    public static Parameters of(String name, double value) {
        return new Parameters(List.of(name), List.of(value));
    }

    /** Names two values. */
    public static Parameters of(String first, double firstValue, String second, double secondValue) {
        return new Parameters(List.of(first, second), List.of(firstValue, secondValue));
    }

    /** Gives the value of that name; an unknown name is an error. */
    public double get(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no parameter " + name + " among " + names);
        }
        return values.get(index);
    }

    /** Euclidean distance to other values of the same parameters, sqrt(sum of squared differences). */
    public double distance(Parameters other) {
        if (!names.equals(other.names)) {
            throw new IllegalArgumentException("parameters " + other.names + " cannot be compared with " + names);
        }
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            double difference = values.get(i) - other.values.get(i);
            sum += difference * difference;
        }
        return StrictMath.sqrt(sum);
    }

    /** These values mirrored at another member: {@code 2 centre - this}, as far from it on the other side. */
    public Parameters mirroredAt(Parameters centre) {
        distance(centre);
        List<Double> mirrored = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            BigDecimal twice = new BigDecimal(decimal(centre.values.get(i))).multiply(BigDecimal.valueOf(2));
            mirrored.add(twice.subtract(new BigDecimal(decimal(values.get(i)))).doubleValue());
        }
        return new Parameters(names, mirrored);
    }

    /** Writes {@code a=-0.1,b=2}, with every value in its shortest decimal form. */
    @Override
    public String toString() {
        StringJoiner joined = new StringJoiner(",");
        for (int i = 0; i < names.size(); i++) {
            joined.add(names.get(i) + "=" + decimal(values.get(i)));
        }
        return joined.toString();
    }

    /**
     * Writes a double as the shortest decimal that reads back as the same double. Not {@link Double#toString(double)}:
     * before JDK 19 it sometimes writes a digit too many, and this text is hashed into tuple ids.
     */
    public static String decimal(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, was " + value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits <= 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                BigDecimal plain = rounded.stripTrailingZeros();
                int exponent = plain.precision() - plain.scale() - 1;
                return exponent < -4 || exponent > 15
                        ? plain.toString().toLowerCase(Locale.ROOT)
                        : plain.toPlainString();
            }
        }
        throw new AssertionError("17 digits identify every double, yet not " + value);
    }
}
