package specsweep.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import specsweep.kernel.task.Domain;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.TaskFamily;
import specsweep.report.chart.LineChart;
import specsweep.report.chart.Raster;
import specsweep.report.chart.Scale;

/**
 * Source and target functions, as curves or as pictures. They are computed anew from the family and its parameters; fits are
 * not stored and cannot be shown.
 */
final class FunctionsFigure implements ExperimentFigure {
    private static final int POINTS = 201;
    private static final int GRID = 96;

    @Override
    public Optional<Figure> draw(Results results, Experiment experiment, int room) {
        Optional<TaskFamily> known = TaskFamily.all().stream()
                .filter(family -> family.name().equals(experiment.family()))
                .findFirst();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        TaskFamily family = known.get();
        List<Figure.Panel> panels = new ArrayList<>();
        try {
            for (Experiment.Transfer transfer : experiment.transfers()) {
                if (family.domain().dimensions() == 1) {
                    panels.add(curves(family, transfer));
                } else if (family.domain().dimensions() == 2 && panels.isEmpty()) {
                    panels.addAll(pictures(family, transfer));
                }
            }
        } catch (IllegalArgumentException e) {
            // The facts name parameters that this version of the family does not have.
            return Optional.empty();
        }
        return Figure.unlessEmpty(new Figure(
                experiment.id() + "-functions",
                "What was to be learnt",
                family.formula() + ".",
                List.of(),
                panels,
                "Computed from the family's parameters, before standardisation."
                        + (family.outputs() > 1 ? " The first of " + family.outputs() + " values at each point." : "")
                        + " What the networks fitted is not stored.",
                null));
    }

    private static Figure.Panel curves(TaskFamily family, Experiment.Transfer transfer) {
        double[] points = family.domain().trainingPoints(POINTS);
        double[] source = values(family, transfer.source(), points);
        double[] target = values(family, transfer.target(), points);
        List<Double> all = IntStream.range(0, 2 * points.length)
                .mapToObj(i -> i < points.length ? source[i] : target[i - points.length])
                .toList();
        String name = transfer.name();
        return new Figure.Panel(
                name,
                LineChart.draw(
                        "Source and target: " + family.name() + ", " + name,
                        "Two curves over " + family.domain().coordinates().get(0) + ": " + family.formula(),
                        new LineChart.Axis(
                                family.domain().coordinates().get(0),
                                Scale.Kind.LINEAR,
                                Arrays.stream(points).boxed().toList()),
                        new LineChart.Axis("value", Scale.Kind.LINEAR, all),
                        List.of(),
                        List.of(
                                new LineChart.Series("source", "c-structured", false, line(points, source)),
                                new LineChart.Series("target", "c-target", false, line(points, target)))));
    }

    private static List<Figure.Panel> pictures(TaskFamily family, Experiment.Transfer transfer) {
        double[] points = family.domain().trainingPoints(GRID * GRID);
        double[] source = values(family, transfer.source(), points);
        double[] target = values(family, transfer.target(), points);
        double[] difference = IntStream.range(0, source.length)
                .mapToDouble(i -> target[i] - source[i])
                .toArray();
        double low = Math.min(least(source), least(target));
        double high = Math.max(-least(negative(source)), -least(negative(target)));
        double widest = Math.max(Math.max(-least(difference), -least(negative(difference))), 1e-12);
        return List.of(
                picture(family, "Source, " + transfer.source(), source, Raster.Colours.SEQUENTIAL, low, high),
                picture(family, "Target, " + transfer.target(), target, Raster.Colours.SEQUENTIAL, low, high),
                picture(family, "Target less source", difference, Raster.Colours.DIVERGING, -widest, widest));
    }

    private static Figure.Panel picture(
            TaskFamily family, String name, double[] values, Raster.Colours colours, double low, double high) {
        Domain domain = family.domain();
        return new Figure.Panel(
                name,
                Raster.draw(
                        name + ": " + family.name(),
                        "Colours over " + domain.coordinates().get(0) + " (to the right) and "
                                + domain.coordinates().get(1) + " (up): " + family.formula(),
                        new Raster.Field(values, GRID, GRID),
                        new Raster.Coordinate(
                                domain.coordinates().get(0),
                                domain.low().get(0),
                                domain.high().get(0)),
                        new Raster.Coordinate(
                                domain.coordinates().get(1),
                                domain.low().get(1),
                                domain.high().get(1)),
                        colours,
                        low,
                        high > low ? high : low + 1));
    }

    /** The first value at each point. */
    private static double[] values(TaskFamily family, String parameters, double[] points) {
        double[] all = family.member(parse(parameters)).sample(points);
        int outputs = family.outputs();
        double[] first = new double[all.length / outputs];
        Arrays.setAll(first, i -> all[i * outputs]);
        if (!Arrays.stream(first).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("not finite everywhere: " + parameters);
        }
        return first;
    }

    /** Reads {@code a=-0.1,b=2}. */
    private static Parameters parse(String text) {
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not a parameter: " + part);
            }
            names.add(part.substring(0, equals));
            values.add(Double.valueOf(part.substring(equals + 1)));
        }
        return new Parameters(names, values);
    }

    private static List<LineChart.Point> line(double[] x, double[] y) {
        return IntStream.range(0, x.length)
                .mapToObj(i -> new LineChart.Point(x[i], y[i], null, null))
                .toList();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double[] negative(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }
}
