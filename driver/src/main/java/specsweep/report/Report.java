package specsweep.report;

import static specsweep.report.Answer.required;
import static specsweep.report.Answer.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import specsweep.report.markup.Element;

/** Writes what an output folder says: as a page, or its headline chart alone as a picture. */
public final class Report {
    /** Experiments beyond these are named only: a page is for reading. */
    private static final int MOST_EXPERIMENTS = 24;

    /** How many charts of one kind all experiments together have. */
    private static final int MOST_PANELS = 48;

    private Report() {}

    /**
     * The page, in UTF-8 HTML that needs nothing else.
     *
     * @param out where the results are
     * @param sweep the sweep that is reported; null for all
     * @throws specsweep.query.EmptyOutputException if there are no results
     * @throws UnknownSweepException if there are none of that sweep
     */
    public static String html(SparkSession spark, String out, @Nullable String sweep) {
        Results results = open(spark, out, sweep);
        results.evaluate("comparisons", "scaling_audit", "bandwidth_retuning");
        List<Experiment> all = experiments(results);
        List<Experiment> experiments = all.subList(0, Math.min(all.size(), MOST_EXPERIMENTS));
        results.evaluateCurves(experiments, LossCurvesFigure.THINNED);
        Page page = new Page(title(experiments), all.size() - experiments.size());
        List<Answers> answers = new ArrayList<>();
        experiments.forEach(experiment -> answers.add(judge(results, experiment)));
        page.masthead(counts(results), answers, experiments);
        int room = Math.max(4, MOST_PANELS / Math.max(1, experiments.size()));
        for (int i = 0; i < experiments.size(); i++) {
            Experiment experiment = experiments.get(i);
            List<Element> figures = new ArrayList<>();
            for (ExperimentFigure figure : ExperimentFigure.all()) {
                figure.draw(results, experiment, room).map(Figure::html).ifPresent(figures::add);
            }
            page.experiment(experiment, answers.get(i), figures);
        }
        for (Chapter chapter : Chapter.all()) {
            chapter.write(results, experiments).ifPresent(written -> page.chapter(chapter, written));
        }
        return page.render();
    }

    /**
     * The headline chart of the first experiment as an SVG file with a light background.
     *
     * @throws specsweep.query.EmptyOutputException if there are no results
     * @throws UnknownSweepException if there are none of that sweep
     */
    public static String picture(SparkSession spark, String out, @Nullable String sweep) {
        Results results = open(spark, out, sweep);
        Experiment experiment = experiments(results).get(0);
        judge(results, experiment);
        return Picture.of(experiment, GainsFigure.answer(results, experiment, "train"));
    }

    private static Results open(SparkSession spark, String out, @Nullable String sweep) {
        Results results = new Results(spark, out, sweep);
        List<String> there = results.sweeps();
        if (sweep != null && !there.contains(sweep)) {
            throw new UnknownSweepException(sweep, there);
        }
        return results;
    }

    private static List<Experiment> experiments(Results results) {
        return Experiment.of(results.ask("SELECT * FROM settings WHERE " + results.scope()));
    }

    /** Decides at which budget and against which control an experiment is judged, and reads its verdicts. */
    private static Answers judge(Results results, Experiment experiment) {
        List<Row> verdicts = results.ask("SELECT * FROM verdicts WHERE " + experiment.shown()
                        + "\nORDER BY parameter_distance, source, target, architecture, bandwidth, control, measure")
                .rows();
        Optional<String> control =
                verdicts.stream().map(row -> text(row, "control")).min(Comparator.comparing(Names::conditionOrder));
        experiment.judgeAt(
                Budgets.strictest(verdicts.stream()
                        .filter(row -> text(row, "measure").equals("train"))
                        .toList()),
                control.orElse("random"));
        return new Answers(experiment, verdicts);
    }

    private static Page.Counts counts(Results results) {
        Row row = results.ask(
                        "SELECT count(*) AS fits, count(DISTINCT tuple_id) AS tuples, count(DISTINCT seed) AS seeds,"
                                + " date_format(max(finished_at), 'yyyy-MM-dd') AS day FROM fits WHERE "
                                + results.scope())
                .rows()
                .get(0);
        return new Page.Counts(
                (long) required(row, "fits"),
                (long) required(row, "tuples"),
                (long) required(row, "seeds"),
                text(row, "day"));
    }

    private static String title(List<Experiment> experiments) {
        return Names.list(
                experiments.stream().map(Experiment::sweep).distinct().limit(3).toList());
    }
}
