package specsweep.run;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks count while they train, seen on the driver as they end. A task that Spark repeats counts twice: progress and
 * speed are shown by it, and no result depends on it.
 */
record Meters(
        LongAccumulator fits,
        LongAccumulator notDone,
        LongAccumulator failed,
        LongAccumulator steps,
        LongAccumulator cutShort,
        LongAccumulator busyNanos,
        DoubleAccumulator cost)
        implements Serializable {

    static Meters in(SparkContext context) {
        return new Meters(
                context.longAccumulator("fits"),
                context.longAccumulator("fits not done"),
                context.longAccumulator("fits failed or timed out"),
                context.longAccumulator("training steps"),
                context.longAccumulator("tasks cut short"),
                context.longAccumulator("busy ns"),
                context.doubleAccumulator("operations"));
    }
}
