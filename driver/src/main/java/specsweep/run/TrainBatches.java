package specsweep.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import specsweep.kernel.transfer.Condition;
import specsweep.kernel.transfer.Fit;
import specsweep.kernel.transfer.Measured;
import specsweep.kernel.transfer.Results;
import specsweep.kernel.transfer.Source;
import specsweep.kernel.transfer.Status;
import specsweep.kernel.transfer.Transfer;
import specsweep.kernel.transfer.Work;
import specsweep.store.DiagnosticRows;
import specsweep.store.FitRows;
import specsweep.store.Provenance;
import specsweep.store.StopMark;
import specsweep.sweep.Sweep;

/** What a Spark task does: trains and measures its batches and gives their rows, in their order. */
final class TrainBatches implements FlatMapFunction<Iterator<Batch>, TaskRows> {
    private static final long serialVersionUID = 1;

    private final Broadcast<SweepText> text;
    private final int stackSize;
    private final Meters meters;
    private final Instant notBefore;
    private final StopMark stop;

    /**
     * Training of what is in batches.
     *
     * @param notBefore the earliest time that rows may say they finished at: later than every row that they replace, whatever
     *     the clock of this machine says
     * @param stop where it is set, a task gives what it has when the tuples at work are trained, and leaves the others
     */
    TrainBatches(Broadcast<SweepText> text, int stackSize, Meters meters, Instant notBefore, StopMark stop) {
        this.text = text;
        this.stackSize = stackSize;
        this.meters = meters;
        this.notBefore = notBefore;
        this.stop = stop;
    }

    @Override
    public Iterator<TaskRows> call(Iterator<Batch> batches) {
        Sweep sweep = text.value().sweep();
        Provenance here = Provenance.here();
        FitRows fitRows = new FitRows(sweep.name(), here, notBefore);
        DiagnosticRows diagnosticRows = new DiagnosticRows(sweep.name(), here, notBefore);
        TaskContext task = TaskContext.get();
        long start = System.nanoTime();
        List<InternalRow> fits = new ArrayList<>();
        List<InternalRow> diagnostics = new ArrayList<>();
        try (Transfer transfer = new Transfer(stackSize, task::isInterrupted)) {
            boolean cutShort = false;
            while (!cutShort && batches.hasNext()) {
                Batch batch = batches.next();
                for (List<Work> group : groups(sweep, batch)) {
                    cutShort |= stop.isSet();
                    if (cutShort) {
                        continue;
                    }
                    Results results = transfer.results(group);
                    count(results);
                    results.fits().forEach(fit -> fits.add(fitRows.row(fit)));
                    results.measured().forEach(each -> diagnostics.addAll(diagnosticRows.rows(each)));
                }
                meters.cost().add(cutShort ? 0 : batch.cost());
            }
            meters.cutShort().add(cutShort ? 1 : 0);
        } catch (CancellationException e) {
            task.killTaskIfInterrupted();
            throw e;
        }
        meters.busyNanos().add(System.nanoTime() - start);
        return List.of(new TaskRows(fits, diagnostics)).iterator();
    }

    private void count(Results results) {
        Map<Optional<Source>, Integer> sourceSteps = new HashMap<>();
        for (Measured start : results.measured()) {
            if (start.sourceSteps() != null) {
                sourceSteps.put(start.condition().source(start.tuple()), start.sourceSteps());
            }
        }
        for (Fit fit : results.fits()) {
            meters.fits().add(1);
            meters.notDone().add(fit.status() == Status.DONE ? 0 : 1);
            meters.failed().add(fit.status() == Status.FAILED || fit.status() == Status.TIMED_OUT ? 1 : 0);
            meters.steps().add(Math.max(0, fit.trainMse().length - 1));
            if (fit.sourceSteps() != null) {
                sourceSteps.put(fit.condition().source(fit.tuple()), fit.sourceSteps());
            }
        }
        // One group, so that fits with equal sources share one training of it.
        sourceSteps.values().forEach(meters.steps()::add);
    }

    /** The work of a batch, cut where the sources change: a source lives only as long as its group is at work. */
    private static List<List<Work>> groups(Sweep sweep, Batch batch) {
        List<List<Work>> groups = new ArrayList<>();
        String last = "";
        for (PlannedTuple planned : batch.tuples()) {
            var tuple = sweep.tuple(planned.index())
                    .orElseThrow(() -> new IllegalStateException("the sweep has no tuple " + planned.index()));
            String key = tuple.sourceKey();
            if (!key.equals(last)) {
                groups.add(new ArrayList<>());
                last = key;
            }
            groups.get(groups.size() - 1)
                    .add(new Work(tuple, chosen(sweep, planned.conditions()), chosen(sweep, planned.measured())));
        }
        return groups;
    }

    private static List<Condition> chosen(Sweep sweep, int bits) {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < sweep.conditions().size(); i++) {
            if ((bits & (1 << i)) != 0) {
                conditions.add(sweep.conditions().get(i));
            }
        }
        return conditions;
    }
}
