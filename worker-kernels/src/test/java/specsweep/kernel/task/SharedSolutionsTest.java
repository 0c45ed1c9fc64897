package specsweep.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedSolutionsTest {
    private static final int SLOTS = 8;

    private final AtomicInteger solved = new AtomicInteger();
    private final AtomicInteger sampled = new AtomicInteger();

    @Test
    void aSolutionIsSolvedAndSampledOnceHoweverManySlotsAskAtTheSameTime(TestInfo test) throws Exception {
        CountDownLatch everyoneAsks = new CountDownLatch(SLOTS);
        List<double[]> answers = together(() -> {
            everyoneAsks.countDown();
            everyoneAsks.await();
            return SharedSolutions.of(test.getDisplayName(), this::doubling).sample(new double[] {1, 2});
        });
        assertThat(answers)
                .hasSize(SLOTS)
                .allSatisfy(values -> assertThat(values).containsExactly(2, 4));
        assertThat(solved).hasValue(1);
        assertThat(sampled).hasValue(1);
    }

    @Test
    void anotherGridIsSampledFromTheSameSolution(TestInfo test) {
        TargetFunction function = SharedSolutions.of(test.getDisplayName(), this::doubling);
        double[] points = {1};
        assertThat(function.sample(points)).containsExactly(2);
        points[0] = 3;
        assertThat(function.sample(points)).as("points that the caller changed").containsExactly(6);
        assertThat(function.sample(new double[] {1})).containsExactly(2);
        assertThat(solved).hasValue(1);
        assertThat(sampled).as("the first grid was remembered").hasValue(2);
    }

    @Test
    void oneKeyDoesNotWaitForAnother(TestInfo test) throws Exception {
        CountDownLatch secondIsSolved = new CountDownLatch(1);
        TargetFunction first = SharedSolutions.of(test.getDisplayName() + 1, () -> {
            await(secondIsSolved);
            return doubling();
        });
        ExecutorService slot = Executors.newSingleThreadExecutor();
        try {
            Future<double[]> waiting = slot.submit(() -> first.sample(new double[] {1}));
            SharedSolutions.of(test.getDisplayName() + 2, this::doubling).sample(new double[] {1});
            secondIsSolved.countDown();
            assertThat(waiting.get()).containsExactly(2);
        } finally {
            slot.shutdownNow();
        }
    }

    @Test
    void aSolverThatFailsTellsEveryoneWhoWaitedAndIsTriedAgain(TestInfo test) throws Exception {
        CountDownLatch everyoneAsks = new CountDownLatch(SLOTS);
        Supplier<TargetFunction> failing = () -> {
            await(everyoneAsks);
            throw new IllegalStateException("did not converge");
        };
        List<String> messages = together(() -> {
            everyoneAsks.countDown();
            try {
                SharedSolutions.of(test.getDisplayName(), failing).sample(new double[] {1});
                return "solved";
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage());
            }
        });
        assertThat(messages).hasSize(SLOTS).containsOnly("did not converge");
        assertThat(SharedSolutions.of(test.getDisplayName(), this::doubling).sample(new double[] {1}))
                .containsExactly(2);
    }

    @Test
    void theLeastRecentlyUsedGoesFirst(TestInfo test) {
        TargetFunction kept = SharedSolutions.of(test.getDisplayName() + "kept", this::doubling);
        TargetFunction dropped = SharedSolutions.of(test.getDisplayName() + "dropped", this::doubling);
        kept.sample(new double[] {1});
        dropped.sample(new double[] {1});
        for (int i = 0; i < 63; i++) {
            kept.sample(new double[] {1});
            SharedSolutions.of(test.getDisplayName() + i, this::doubling).sample(new double[] {1});
        }
        int before = solved.get();
        kept.sample(new double[] {1});
        assertThat(solved).hasValue(before);
        dropped.sample(new double[] {1});
        assertThat(solved).hasValue(before + 1);
    }

    private TargetFunction doubling() {
        solved.incrementAndGet();
        return points -> {
            sampled.incrementAndGet();
            return java.util.Arrays.stream(points).map(x -> 2 * x).toArray();
        };
    }

    private static <T> List<T> together(Callable<T> task) throws InterruptedException, ExecutionException {
        ExecutorService slots = Executors.newFixedThreadPool(SLOTS);
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : slots.invokeAll(java.util.Collections.nCopies(SLOTS, task))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            slots.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
