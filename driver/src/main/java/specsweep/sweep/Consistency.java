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
import specsweep.kernel.task.TaskFamily;

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
    private final Problems problems;
    // one problem for an axis, however many values it has
    private final Set<String> unwanted = new HashSet<>();

    Consistency(Expression expression, Settings settings, Problems problems) {
        this.expression = expression;
        this.settings = settings;
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
        if (problems.isEmpty()) {
            each(EnumSet.of(Key.FAMILY, Key.SOURCE, Key.TARGET, Key.DELTA), this::checkSum);
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
        try {
            Parameters parameters = combination.parameters(family, key);
            if (key != Key.DELTA) {
                family.member(parameters);
            }
        } catch (IllegalArgumentException e) {
            problems.add(cell.line(), key.label(), cell.value().toString(), message(e), example(family));
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
