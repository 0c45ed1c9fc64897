package specsweep.sweep;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.net.Shape;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.Table;
import specsweep.kernel.task.TaskFamily;
import specsweep.kernel.transfer.Alternate;
import specsweep.kernel.transfer.Condition;

/**
 * Checks what only shows when values meet: a bandwidth with an architecture, parameters with a family.
 *
 * <p>Each check looks at the expression narrowed to the few keys it is about, so that a million seeds do not make it
 * slower, and stops after {@link #MOST_COMBINATIONS}.
 */
final class Consistency {
    static final int MOST_COMBINATIONS = 100_000;
    private static final Set<Key> PLACES = EnumSet.of(Key.SOURCE, Key.TARGET, Key.DELTA, Key.ALTERNATE);

    private final Expression expression;
    private final Settings settings;
    private final List<Condition> conditions;
    private final int tableLine;
    private final Problems problems;
    // one problem for an axis, however many values it has
    private final Set<String> unwanted = new HashSet<>();

    /** @param tableLine where the table stands; 0 where there is none */
    Consistency(
            Expression expression, Settings settings, List<Condition> conditions, int tableLine, Problems problems) {
        this.expression = expression;
        this.settings = settings;
        this.conditions = conditions;
        this.tableLine = tableLine;
        this.problems = problems;
    }

    /** Notes every problem. */
    void check() {
        each(EnumSet.of(Key.ARCHITECTURE, Key.BANDWIDTH, Key.FREQUENCIES), this::checkArchitecture);
        each(EnumSet.of(Key.FAMILY, Key.SOURCE), c -> checkPlace(c, Key.SOURCE));
        each(EnumSet.of(Key.FAMILY, Key.TARGET), c -> checkPlace(c, Key.TARGET));
        each(EnumSet.of(Key.FAMILY, Key.DELTA), c -> checkPlace(c, Key.DELTA));
        each(EnumSet.of(Key.FAMILY, Key.ALTERNATE), c -> checkPlace(c, Key.ALTERNATE));
        each(EnumSet.of(Key.ARCHITECTURE, Key.FAMILY, Key.POINTS), this::checkPoints);
        checkTable();
        if (problems.isEmpty()) {
            each(EnumSet.of(Key.FAMILY, Key.SOURCE, Key.TARGET, Key.DELTA), this::checkSum);
            if (conditions.contains(new Alternate())) {
                each(EnumSet.of(Key.FAMILY, Key.SOURCE, Key.TARGET, Key.DELTA, Key.ALTERNATE), this::checkAlternate);
            }
            Set<Key> points = EnumSet.of(Key.ARCHITECTURE, Key.FAMILY, Key.POINTS, Key.BATCH_SIZE);
            if (settings.table() != null) {
                points.addAll(List.of(Key.SOURCE, Key.TARGET, Key.DELTA));
            }
            each(points, this::checkBatchSize);
            each(
                    EnumSet.of(Key.ARCHITECTURE, Key.BANDWIDTH, Key.FREQUENCIES, Key.WIDTH, Key.DEPTH, Key.FAMILY),
                    this::checkShape);
            walk(expression);
        }
    }

    private void each(Set<Key> kept, Consumer<Combination> check) {
        Expression narrow = expression.narrowed(kept, Map.of());
        long size = Math.min(narrow.size(), MOST_COMBINATIONS);
        for (long i = 0; i < size; i++) {
            Combination combination = new Combination(settings);
            narrow.assign(i, combination);
            if (narrow.first(combination) == i) {
                check.accept(combination);
            }
        }
    }

    private void checkArchitecture(Combination combination) {
        String name = combination.architecture();
        Architecture.Kind kind = Architecture.kinds().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElse(null);
        if (kind != null) {
            checkOwn(combination, kind.name(), Key.BANDWIDTH, kind.hasBandwidth());
            checkOwn(combination, kind.name(), Key.FREQUENCIES, kind.frequencies());
        }
    }

    private void checkOwn(Combination combination, String name, Key key, boolean has) {
        Cell cell = combination.cell(key);
        if (has && cell == null) {
            problems.add(1, key.label(), "", name + " needs it, and there is no default", null);
        } else if (!has && cell != null && unwanted.add(name + " " + key + " " + cell.line())) {
            boolean inSettings = settings.own().containsKey(key);
            String suggestion = inSettings
                    ? "write a map by architecture, such as " + key.label() + ": {fourier-mlp: " + cell.value() + "}"
                    : "put " + name + " into another branch of a union:, without " + key.label();
            problems.add(
                    cell.line(), key.label(), cell.value().toString(), name + " has no " + key.label(), suggestion);
        }
    }

    private void checkPlace(Combination combination, Key key) {
        TaskFamily family = combination.family();
        Cell cell = combination.cell(key);
        if (family == null || cell == null) {
            return;
        }
        Parameters parameters;
        try {
            parameters = combination.parameters(family, key);
        } catch (IllegalArgumentException e) {
            problems.add(cell.line(), key.label(), cell.value().toString(), message(e), example(family));
            return;
        }
        try {
            if (key != Key.DELTA) {
                family.member(parameters);
            }
            if (key == Key.SOURCE && family instanceof Table table) {
                table.requireSource(parameters);
            }
        } catch (IllegalArgumentException e) {
            problems.add(cell.line(), key.label(), cell.value().toString(), message(e), null);
        }
    }

    private void checkTable() {
        boolean[] used = new boolean[1];
        each(EnumSet.of(Key.FAMILY), combination -> {
            Cell cell = combination.cell(Key.FAMILY);
            if (cell != null && cell.value().equals(new Value.Name(Table.NAME))) {
                used[0] = true;
                if (tableLine == 0) {
                    String message = "has no data: there is no table: at the top of the file";
                    problems.add(cell.line(), "family", "", message, "write table: with file: and its columns");
                }
            }
        });
        if (tableLine > 0 && !used[0]) {
            problems.add(tableLine, "table", "", "is not used", "write family: table in a grid, or leave it out");
        }
    }

    /** Without an own value, the control mirrors the source at the target, where there may be nothing. */
    private void checkAlternate(Combination combination) {
        TaskFamily family = combination.family();
        Cell source = combination.cell(Key.SOURCE);
        if (family == null || source == null || combination.value(Key.ALTERNATE) != null) {
            return;
        }
        Parameters from = combination.parameters(family, Key.SOURCE);
        Parameters to = combination.parameters(family, Key.TARGET);
        try {
            family.member(from.mirroredAt(to));
        } catch (IllegalArgumentException e) {
            String message = "the control mirrors the source " + from + " at the target " + to + ", but " + message(e);
            String other = family instanceof Table table
                    ? table.inPlaceOf(from, to)
                            .map(p -> "as far from the target, about, is " + p + ": give it as alternate")
                            .orElse("leave out the condition alternate: there is no third snapshot")
                    : "give another member as alternate";
            problems.add(source.line(), "alternate", "", message, other);
        }
    }

    private void checkBatchSize(Combination combination) {
        TaskFamily family = combination.family();
        Cell cell = combination.cell(Key.BATCH_SIZE);
        if (family == null || cell == null || !(cell.value() instanceof Value.Whole size)) {
            return;
        }
        int asked = combination.number(Key.POINTS);
        int points = family instanceof Table table
                ? Math.min(
                        table.points(combination.parameters(table, Key.SOURCE), asked),
                        table.points(combination.parameters(table, Key.TARGET), asked))
                : asked;
        if (size.number() >= points) {
            String message = "must be below the " + points + " training points";
            problems.add(cell.line(), "batch_size", size.toString(), message, "none takes them all in every step");
        }
    }

    private static @Nullable String example(TaskFamily family) {
        List<String> names = family.parameters();
        return names.size() == 1 ? "write one number" : "write {" + String.join(": ..., ", names) + ": ...}";
    }

    private void checkPoints(Combination combination) {
        TaskFamily family = combination.family();
        Cell cell = combination.cell(Key.POINTS);
        if (family == null || cell == null) {
            return;
        }
        if (family instanceof Table) {
            if (combination.isGiven(Key.POINTS)) {
                String message = "a table has points of its own";
                problems.add(cell.line(), "points", cell.value().toString(), message, "leave points out");
            }
            return;
        }
        try {
            family.domain().pointsPerCoordinate(combination.number(Key.POINTS));
        } catch (IllegalArgumentException e) {
            problems.add(cell.line(), "points", "", "family " + family.name() + ": " + message(e), null);
        }
    }

    /** A sum that a double cannot hold would make two tuples of one, or one of two. */
    private void checkSum(Combination combination) {
        TaskFamily family = combination.family();
        Cell delta = combination.cell(Key.DELTA);
        if (family == null || delta == null || !(combination.value(Key.TARGET) instanceof Value.Point target)) {
            return;
        }
        boolean exact = target.numbers().stream()
                .allMatch(n -> new BigDecimal(Parameters.decimal(n.doubleValue())).compareTo(n) == 0);
        if (!exact) {
            String message =
                    "cannot be added to the source " + combination.value(Key.SOURCE) + " in the digits of a double";
            problems.add(delta.line(), "delta", delta.value().toString(), message, "write fewer digits, or target");
            return;
        }
        try {
            family.member(combination.parameters(family, Key.TARGET));
        } catch (IllegalArgumentException e) {
            String message = "with the source " + combination.value(Key.SOURCE) + ": " + message(e);
            problems.add(delta.line(), "delta", delta.value().toString(), message, null);
        }
    }

    private void checkShape(Combination combination) {
        TaskFamily family = combination.family();
        Cell width = combination.cell(Key.WIDTH);
        if (family == null || width == null) {
            return;
        }
        int coordinates = family.domain().dimensions();
        try {
            int features = combination.network().features(coordinates);
            new Shape(
                    coordinates,
                    features,
                    combination.number(Key.WIDTH),
                    combination.number(Key.DEPTH),
                    family.outputs());
        } catch (IllegalArgumentException e) {
            problems.add(width.line(), "width", width.value().toString(), message(e), null);
        }
    }

    /** Looks for exclusions that exclude nothing. */
    private void walk(Expression part) {
        if (part instanceof Expression.Grid grid) {
            grid.factors().forEach(this::walk);
        } else if (part instanceof Expression.Union union) {
            union.branches().forEach(this::walk);
        } else if (part instanceof Expression.Except except) {
            walk(except.from());
            for (Exclusion exclusion : except.exclusions()) {
                if (!matchesSomething(except.from(), exclusion)) {
                    problems.add(exclusion.line(), "exclude", exclusion.text(), "matches no tuple", "leave it out");
                }
            }
        }
    }

    private boolean matchesSomething(Expression from, Exclusion exclusion) {
        Set<Key> kept = EnumSet.of(Key.ARCHITECTURE);
        kept.addAll(exclusion.entries().keySet());
        if (kept.stream().anyMatch(PLACES::contains)) {
            kept.addAll(PLACES);
        }
        Expression narrow = from.narrowed(kept, exclusion.entries());
        for (long i = 0; i < Math.min(narrow.size(), MOST_COMBINATIONS); i++) {
            Combination combination = new Combination(settings);
            narrow.assign(i, combination);
            if (exclusion.matches(combination)) {
                return true;
            }
        }
        return narrow.size() > MOST_COMBINATIONS;
    }

    private static String message(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }
}
