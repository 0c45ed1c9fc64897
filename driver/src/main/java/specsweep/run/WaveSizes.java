package specsweep.run;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How much a wave is, and how much each of its tasks, at the speed that the tasks before have shown.
 *
 * @param slots how many tasks run at a time
 * @param waveSeconds how long a wave should take
 * @param meters what tasks have counted so far
 */
record WaveSizes(int slots, double waveSeconds, Meters meters) {
    /** Operations a second of one task slot, until the first tasks have shown it. */
    private static final double FIRST_GUESS = 5e10;

    /** Some ten times what starting a task and writing its file costs. */
    private static final double SHORTEST_TASK_SECONDS = 0.5;

    private static final double LONGEST_TASK_SECONDS = 10;

    /** Operations that a batch should have, of which tasks are put together: the shortest task's, by the first guess. */
    static final double BATCH_COST = SHORTEST_TASK_SECONDS * FIRST_GUESS;

    /** Takes batches for about {@link #waveSeconds}; does not leave a small rest. */
    List<Batch> takeWave(Deque<Batch> waiting) {
        double wanted = waveSeconds * rate() * slots;
        double rest = waiting.stream().mapToDouble(Batch::cost).sum();
        boolean all = rest <= 1.5 * wanted;
        List<Batch> wave = new ArrayList<>();
        double cost = 0;
        while (!waiting.isEmpty() && (all || cost < wanted)) {
            Batch batch = waiting.removeFirst();
            wave.add(batch);
            cost += batch.cost();
        }
        return wave;
    }

    /** The tasks of a wave; see {@link TaskSizes#of}. */
    List<Batch> tasks(List<Batch> wave, boolean last) {
        double rate = rate();
        return new TaskSizes(slots, SHORTEST_TASK_SECONDS * rate, LONGEST_TASK_SECONDS * rate).of(wave, last);
    }

    /** Operations a second of one task slot. */
    private double rate() {
        double busy = meters.busyNanos().value() / 1e9;
        return busy > 1 ? meters.cost().value() / busy : FIRST_GUESS;
    }
}
