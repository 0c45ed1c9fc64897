package specsweep.report;

import java.util.List;
import java.util.Optional;

/**
 * A figure that every experiment has, if its results allow. To add one, write a class that implements this interface and add
 * it to {@link #all()}.
 */
interface ExperimentFigure {
    /** Every such figure, in the order of the page. */
    static List<ExperimentFigure> all() {
        return List.of(
                new GainsFigure("train"),
                new GainsFigure("test"),
                new LossCurvesFigure(),
                new StepsFigure(),
                new BudgetsFigure(),
                new DistanceFigure(),
                new ScalingFigure(),
                new BandwidthFigure(),
                new RetuningFigure(),
                new MultiverseFigure(),
                new FunctionsFigure());
    }

    /**
     * Draws the figure.
     *
     * @param room how many charts there is room for
     */
    Optional<Figure> draw(Results results, Experiment experiment, int room);
}
