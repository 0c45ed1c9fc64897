package specsweep.kernel.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import specsweep.kernel.net.Job;
import specsweep.kernel.net.Outcome;
import specsweep.kernel.net.Trainer;

/** Trains jobs of one shape together, and each alone where a stack fails, so that only those at fault are told so. */
final class Stacks {
    /** A job that is still to run, and who wants to know. */
    record Pending(Prepared prepared, Job job, Consumer<Result> done) {}

    private final Trainer trainer;
    private final int stackSize;
    private final BooleanSupplier interrupted;

    Stacks(Trainer trainer, int stackSize, BooleanSupplier interrupted) {
        this.trainer = trainer;
        this.stackSize = stackSize;
        this.interrupted = interrupted;
    }

    void run(List<Pending> pending) {
        Map<Object, List<Pending>> byShape = new LinkedHashMap<>();
        for (Pending p : pending) {
            Object shape = List.of(
                    p.prepared().shape,
                    p.job().train().count(),
                    p.prepared().tuple().architecture().activation());
            byShape.computeIfAbsent(shape, s -> new ArrayList<>()).add(p);
        }
        for (List<Pending> same : byShape.values()) {
            for (int from = 0; from < same.size(); from += stackSize) {
                runStack(same.subList(from, Math.min(from + stackSize, same.size())));
            }
        }
    }

    private void runStack(List<Pending> stack) {
        try {
            var activation = stack.get(0).prepared().tuple().architecture().activation();
            List<Outcome> outcomes =
                    trainer.train(stack.stream().map(this::withBudget).toList(), activation, interrupted);
            for (int i = 0; i < stack.size(); i++) {
                stack.get(i).prepared().spend(outcomes.get(i).wallNanos());
                stack.get(i).done().accept(Result.of(outcomes.get(i)));
            }
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            if (stack.size() == 1) {
                stack.get(0).done().accept(Result.failed(e));
            } else {
                // Whose fault it was shows when each trains alone.
                stack.forEach(alone -> runStack(List.of(alone)));
            }
        }
    }

    private Job withBudget(Pending pending) {
        Job job = pending.job();
        return new Job(
                job.start(),
                job.train(),
                job.heldOut(),
                job.checkpoints(),
                job.adam(),
                job.steps(),
                job.stopAtMse(),
                pending.prepared().budgetNanos(),
                job.batches());
    }
}
