package specsweep.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param values where they are
 * @param labels how they are written, all with the same number of decimals
 */
record Ticks(List<Double> values, List<String> labels) {
    Ticks {
        values = List.copyOf(values);
        labels = List.copyOf(labels);
    }

    /** Ticks from low to high, about as many as wanted. */
    static Ticks between(double low, double high, int wanted) {
        double rough = (high - low) / Math.max(1, wanted - 1);
        int power = (int) Math.floor(Math.log10(rough));
        double unit = Math.pow(10, power);
        double times = rough / unit;
        BigDecimal step =
                new BigDecimal(times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10).scaleByPowerOfTen(power);
        int decimals = Math.max(0, step.stripTrailingZeros().scale());
        List<Double> values = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        // A tick that rounding puts a hair outside of the axis belongs to it.
        double slack = 1e-9 * (high - low);
        for (long k = (long) Math.ceil((low - slack) / step.doubleValue());
                k * step.doubleValue() <= high + slack;
                k++) {
            BigDecimal value = step.multiply(BigDecimal.valueOf(k));
            values.add(value.doubleValue());
            labels.add(value.setScale(decimals, RoundingMode.HALF_EVEN)
                    .toPlainString()
                    .replace('-', '\u2212'));
        }
        return new Ticks(values, labels);
    }
}
