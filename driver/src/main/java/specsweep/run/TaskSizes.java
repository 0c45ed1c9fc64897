package specsweep.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the batches of a wave together into tasks.
 *
 * <p>A task costs some time beside its training, so there should be few; but at the end of a run slots wait for the last of them, so
 * that one should be short. Hence tasks are made in rounds of one for each slot, which take half of what is left, until they
 * would be too short: factoring (Hummel, Schonberg and Flynn, "Factoring: a method for scheduling parallel loops",
 * Communications of the ACM 35, 1992). Slots of one speed stay in step; what slower ones leave undone others take.
 */
record TaskSizes(int slots, double least, double most) {
    /** The part of what is left that a round takes. */
    private static final double ROUND = 0.5;

    /**
     * Sizes of tasks.
     *
     * @param slots how many tasks run at a time
     * @param least operations below which a task is not worth its cost
     * @param most operations of the largest task
     */
    TaskSizes {
        if (slots < 1 || !(least >= 0 && most >= least)) {
            throw new IllegalArgumentException(
                    "need a slot and 0 <= least <= most, were " + slots + ", " + least + ", " + most);
        }
    }

    /**
     * The tasks of a wave, the most expensive batches first; a batch is never cut.
     *
     * @param last whether no wave follows that would take slots as they become free: only then do tasks get smaller
     */
    List<Batch> of(List<Batch> wave, boolean last) {
        List<Batch> sorted = wave.stream()
                .sorted(Comparator.comparingDouble(Batch::cost).reversed())
                .toList();
        double left = sorted.stream().mapToDouble(Batch::cost).sum();
        double wanted = most;
        List<Batch> tasks = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            if (from == 0 || (last && tasks.size() % slots == 0)) {
                wanted = Math.max(least, Math.min(most, ROUND * left / slots));
            }
            double cost = sorted.get(from).cost();
            int to = from + 1;
            // Before another wave nobody waits for a task that takes the small rest too.
            while (to < sorted.size()
                    && (cost + sorted.get(to).cost() / 2 <= wanted || (!last && left - cost < least))) {
                cost += sorted.get(to).cost();
                to++;
            }
            tasks.add(Batch.of(sorted.subList(from, to)));
            left -= cost;
            from = to;
        }
        return tasks;
    }
}
