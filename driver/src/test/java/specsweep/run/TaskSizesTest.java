package specsweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which tasks a wave is cut into, and how long slots wait at the end of them. */
class TaskSizesTest {
    private static final TaskSizes TWO_SLOTS = new TaskSizes(2, 0.5, 6);

    @Test
    void everyTupleIsInOneTask() {
        List<Batch> wave = batches(0.3, 2, 0.1, 7, 0.3, 0.3, 1.5, 0.1);
        for (boolean last : new boolean[] {true, false}) {
            List<Long> indices = TWO_SLOTS.of(wave, last).stream()
                    .flatMap(task -> task.tuples().stream())
                    .map(PlannedTuple::index)
                    .sorted()
                    .toList();
            assertThat(indices).isEqualTo(LongStream.range(0, 8).boxed().toList());
        }
    }

    @Test
    void theLastTasksOfARunGetSmallerAndStayWorthTheirCost() {
        List<Double> costs = costs(TWO_SLOTS.of(batches(new double[240]), true));
        assertThat(costs).isSortedAccordingTo(Comparator.reverseOrder());
        // A quarter of the 24 that there are for each of two slots; then of what is left.
        assertThat(costs.subList(0, 6)).containsExactly(6.0, 6.0, 3.0, 3.0, 1.5, 1.5);
        assertThat(costs.subList(costs.size() - 3, costs.size() - 1)).containsExactly(0.5, 0.5);
        assertThat(costs).hasSizeLessThan(20);
    }

    @Test
    void beforeAnotherWaveTasksAreAsLargeAsTheyMayBe() {
        assertThat(costs(TWO_SLOTS.of(batches(new double[240]), false))).containsExactly(6.0, 6.0, 6.0, 6.0);
    }

    @Test
    void beforeAnotherWaveASmallRestIsNoTaskOfItsOwn() {
        assertThat(costs(TWO_SLOTS.of(batches(new double[244]), false))).containsExactly(6.0, 6.0, 6.0, 6.4);
        assertThat(costs(TWO_SLOTS.of(batches(new double[250]), false))).containsExactly(6.0, 6.0, 6.0, 6.0, 1.0);
    }

    @Test
    void aBriefWaveHasWorkForEverySlot() {
        assertThat(costs(TWO_SLOTS.of(batches(new double[40]), false))).containsExactly(1.0, 1.0, 1.0, 1.0);
    }

    @Test
    void whatIsExpensiveComesFirstAndIsNotCut() {
        assertThat(costs(TWO_SLOTS.of(batches(1, 20, 1), true))).containsExactly(20.0, 2.0);
    }

    @Test
    void slotsWaitForAShortTaskAtTheEnd() {
        // Whichever slots are slow, and whatever a batch takes more or less than it should.
        TaskSizes sizes = new TaskSizes(32, 0.5, 10);
        List<Batch> tasks = sizes.of(batches(new double[20_000]), true);
        PriorityQueue<double[]> slots = new PriorityQueue<>(Comparator.comparingDouble(slot -> slot[0]));
        IntStream.range(0, 32).forEach(slot -> slots.add(new double[] {0, slot % 3 == 0 ? 1.5 : 1}));
        for (int task = 0; task < tasks.size(); task++) {
            double[] slot = slots.remove();
            double luck = 0.8 + 0.4 * (task * 7919 % 100) / 100;
            slots.add(new double[] {slot[0] + tasks.get(task).cost() * slot[1] * luck, slot[1]});
        }
        double first = slots.peek()[0];
        double last = slots.stream().mapToDouble(slot -> slot[0]).max().orElseThrow();
        assertThat(first).isCloseTo(70, within(15.0));
        assertThat(last - first).isLessThan(1.5);
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new TaskSizes(0, 1, 2)).hasMessageContaining("need a slot");
        assertThatThrownBy(() -> new TaskSizes(1, 3, 2)).hasMessageContaining("3.0, 2.0");
        assertThat(TWO_SLOTS.of(List.of(), true)).isEmpty();
    }

    /** One batch of one tuple for each cost; a cost of 0 stands for one of 0.1. */
    private static List<Batch> batches(double... costs) {
        List<Batch> batches = new ArrayList<>();
        for (double cost : costs) {
            PlannedTuple tuple = new PlannedTuple(batches.size(), 1, 0);
            batches.add(new Batch(List.of(tuple), cost == 0 ? 0.1 : cost));
        }
        return batches;
    }

    /** In tenths, without what adding up leaves. */
    private static List<Double> costs(List<Batch> tasks) {
        return tasks.stream().map(task -> Math.round(task.cost() * 10) / 10.0).toList();
    }
}
