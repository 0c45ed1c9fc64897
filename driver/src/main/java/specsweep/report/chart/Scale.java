package specsweep.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to coordinates, and chooses the marks along an axis.
 *
 * @param kind how values are spaced
 * @param low the least value shown
 * @param high the greatest value shown, above low
 * @param from the coordinate of low
 * @param to the coordinate of high; may be smaller than from, as an ordinate's is
 */
public record Scale(Kind kind, double low, double high, double from, double to) {
    /** How values are spaced. */
    public enum Kind {
        LINEAR,
        LOG,
        /** log10(1 + step): a logarithmic axis that has a place for step 0. */
        STEPS
    }

    /** A mark along an axis: its value, and its label, empty where only the mark is drawn. */
    public record Tick(double value, String label) {}

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final int MOST_LABELS = 6;

    public Scale {
        if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
            throw new IllegalArgumentException("low must be below high, were " + low + " and " + high);
        }
        if (kind == Kind.LOG && low <= 0 || kind == Kind.STEPS && low < 0) {
            throw new IllegalArgumentException("a logarithmic scale cannot begin at " + low);
        }
    }

    /** A logarithmic scale around values, with a little room at both ends. Values that are not positive do not count. */
    public static Scale log(List<Double> values, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (double value : values) {
            if (value > 0 && Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (high == 0) {
            return new Scale(Kind.LOG, 0.1, 10, from, to);
        }
        double room = Math.max(Math.pow(high / low, 0.04), 1.12);
        return new Scale(Kind.LOG, low / room, high * room, from, to);
    }

    /** A linear scale around values, with a little room at both ends. */
    public static Scale linear(List<Double> values, double from, double to) {
        double low = values.stream().mapToDouble(v -> v).min().orElse(0);
        double high = values.stream().mapToDouble(v -> v).max().orElse(1);
        double room = high > low ? 0.05 * (high - low) : Math.max(Math.abs(high) * 0.1, 1e-6);
        return new Scale(Kind.LINEAR, low - room, high + room, from, to);
    }

    /** A scale of training steps from 0 on. */
    public static Scale steps(double last, double from, double to) {
        return new Scale(Kind.STEPS, 0, Math.max(last, 1), from, to);
    }

    /** The coordinate of a value; one outside the scale is put at its end. */
    public double at(double value) {
        double inside = Math.max(low, Math.min(high, value));
        return from + (to - from) * (place(inside) - place(low)) / (place(high) - place(low));
    }

    private double place(double value) {
        return switch (kind) {
            case LINEAR -> value;
            case LOG -> Math.log10(value);
            case STEPS -> Math.log10(1 + value);
        };
    }

    /** The marks, ascending. */
    public List<Tick> ticks() {
        return switch (kind) {
            case LINEAR -> linearTicks();
            case LOG -> logTicks();
            case STEPS -> stepTicks();
        };
    }

    private List<Tick> linearTicks() {
        double rough = (high - low) / (MOST_LABELS - 1);
        double unit = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = unit * (rough / unit > 5 ? 10 : rough / unit > 2 ? 5 : rough / unit > 1 ? 2 : 1);
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high * (1 + 1e-12) + 1e-12 * step; k++) {
            ticks.add(new Tick(
                    k * step,
                    minus(java.math.BigDecimal.valueOf(k * step)
                            .setScale(digits, java.math.RoundingMode.HALF_EVEN)
                            .toPlainString())));
        }
        return ticks;
    }

    /** Decades with labels and 2 to 9 without; the fewer decades, the more of these have labels; every nth where many. */
    private List<Tick> logTicks() {
        double decades = Math.log10(high / low);
        int every = (int) Math.max(1, Math.ceil(decades / (MOST_LABELS + 1)));
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                double value = decimal(digit, exponent);
                if (value < low || value > high) {
                    continue;
                }
                boolean labelled =
                        digit == 1 ? Math.floorMod(exponent, every) == 0 : decades < fewestDecadesWithout(digit);
                if (labelled || every == 1 || digit == 1) {
                    ticks.add(new Tick(value, labelled ? label(digit, exponent) : ""));
                }
            }
        }
        return ticks;
    }

    private static double fewestDecadesWithout(int digit) {
        return switch (digit) {
            case 2, 5 -> 2.2;
            case 3, 7 -> 0.9;
            default -> 0.5;
        };
    }

    private List<Tick> stepTicks() {
        List<Tick> ticks = new ArrayList<>(List.of(new Tick(0, "0")));
        int every = Math.log10(1 + high) > MOST_LABELS ? 2 : 1;
        for (int exponent = 0; decimal(1, exponent) <= high; exponent++) {
            ticks.add(new Tick(decimal(1, exponent), exponent % every == 0 ? label(1, exponent) : ""));
        }
        return ticks;
    }

    private static double decimal(int digit, int exponent) {
        return Double.parseDouble(digit + "e" + exponent);
    }

    private static String label(int digit, int exponent) {
        if (exponent >= -3 && exponent <= 3) {
            return java.math.BigDecimal.valueOf(digit)
                    .scaleByPowerOfTen(exponent)
                    .toPlainString();
        }
        StringBuilder power = new StringBuilder(digit == 1 ? "10" : digit + "·10");
        power.append(exponent < 0 ? "⁻" : "");
        String.valueOf(Math.abs(exponent)).chars().forEach(c -> power.append(SUPERSCRIPTS.charAt(c - '0')));
        return power.toString();
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
