package specsweep.kernel.task.pde;

import java.util.Comparator;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Samples a function of (x, t) whose cost lies in fixing t: each distinct time is fixed once, one at a time. */
final class TimeSlices {
    private TimeSlices() {}

    /** Writes the values of a slice at x into {@code values} from index {@code at}. */
    @FunctionalInterface
    interface Writer<S> {
        void write(S slice, double x, double[] values, int at);
    }

    /**
     * Samples at points.
     *
     * @param points [n, 2], row-major, each row (x, t)
     * @return the values, [n, outputs], row-major
     */
    static <S> double[] sample(double[] points, int outputs, DoubleFunction<S> fix, Writer<S> writer) {
        if (points.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "points must be rows of (x, t), an even number of values, was " + points.length);
        }
        int n = points.length / 2;
        double[] values = new double[n * outputs];
        int[] byTime = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> points[2 * i + 1]))
                .mapToInt(Integer::intValue)
                .toArray();
        int next = 0;
        while (next < n) {
            double time = points[2 * byTime[next] + 1];
            S slice = fix.apply(time);
            // The first row is written before the test, so that a NaN time cannot stall the loop.
            do {
                int row = byTime[next++];
                writer.write(slice, points[2 * row], values, row * outputs);
            } while (next < n && points[2 * byTime[next] + 1] == time);
        }
        return values;
    }
}
