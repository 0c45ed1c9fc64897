package specsweep.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import specsweep.kernel.task.Parameters;

/** One value of an axis or a setting, in a normal form: {@code 30} and {@code 30.0} are equal. */
sealed interface Value {

    /** The name of an architecture or a family. */
    record Name(String name) implements Value {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A whole number. */
    record Whole(long number) implements Value {
        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    /** A number that is not added to another. */
    record Real(double number) implements Value {
        @Override
        public String toString() {
            return Parameters.decimal(number);
        }
    }

    /** The word {@code none}: an optional number is not set. */
    record None() implements Value {
        @Override
        public String toString() {
            return "none";
        }
    }

    /**
     * Parameters of a family's member, or what is added to them.
     *
     * <p>One number without a name equals the same number with any name: both mean the only parameter of a one-parameter
     * family, and that the name is right is checked apart from this.
     *
     * @param names sorted; empty where a single number stands for the only parameter
     * @param numbers without trailing zeros, in the order of the names
     */
    record Point(List<String> names, List<BigDecimal> numbers) implements Value {
        public Point {
            names = List.copyOf(names);
            numbers = numbers.stream().map(BigDecimal::stripTrailingZeros).toList();
        }

        static Point single(BigDecimal number) {
            return new Point(List.of(), List.of(number));
        }

        static Point named(SortedMap<String, BigDecimal> numbers) {
            return new Point(List.copyOf(numbers.keySet()), List.copyOf(numbers.values()));
        }

        /** Adds number by number, in decimal arithmetic: 0.1 and 0.05 make 0.15. */
        Point plus(Point other) {
            return combine(other, BigDecimal.ONE);
        }

        /** What has to be added to the other to get this. */
        Point minus(Point other) {
            return combine(other, BigDecimal.ONE.negate());
        }

        boolean fits(Point other) {
            return numbers.size() == other.numbers.size() && (numbers.size() == 1 || names.equals(other.names));
        }

        private Point combine(Point other, BigDecimal sign) {
            if (!fits(other)) {
                throw new IllegalArgumentException("parameters must be the same, were " + this + " and " + other);
            }
            List<BigDecimal> sums = new ArrayList<>();
            for (int i = 0; i < numbers.size(); i++) {
                sums.add(numbers.get(i).add(other.numbers.get(i).multiply(sign)));
            }
            return new Point(names, sums);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Point p && fits(p) && numbers.equals(p.numbers);
        }

        @Override
        public int hashCode() {
            return numbers.hashCode();
        }

        @Override
        public String toString() {
            if (names.isEmpty()) {
                return decimal(numbers.get(0));
            }
            StringJoiner text = new StringJoiner(", ", "{", "}");
            for (int i = 0; i < names.size(); i++) {
                text.add(names.get(i) + ": " + decimal(numbers.get(i)));
            }
            return text.toString();
        }
    }

    private static String decimal(BigDecimal number) {
        return Parameters.decimal(number.doubleValue());
    }
}
