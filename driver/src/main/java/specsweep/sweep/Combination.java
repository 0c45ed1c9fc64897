package specsweep.sweep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.Table;
import specsweep.kernel.task.TaskFamily;
import specsweep.kernel.transfer.Protocol;
import specsweep.kernel.transfer.Tuple;

/** What an expression assigned for one index, with the settings for all that it left open. */
final class Combination {
    private static final Map<String, TaskFamily> FAMILIES =
            TaskFamily.all().stream().collect(Collectors.toUnmodifiableMap(TaskFamily::name, f -> f));

    private final Map<Key, Cell> assigned = new EnumMap<>(Key.class);
    private final Settings settings;

    Combination(Settings settings) {
        this.settings = settings;
    }

    void assign(Key key, Cell cell) {
        assigned.put(key, cell);
    }

    /** Where the value of a key comes from; null where it has none. */
    @Nullable Cell cell(Key key) {
        Cell cell = assigned.get(key);
        return cell != null ? cell : settings.cell(key, architecture());
    }

    /** The value of a key; null where it has none. Target and delta each follow from the other and the source. */
    @Nullable Value value(Key key) {
        Cell cell = cell(key);
        if (cell != null) {
            return cell.value();
        }
        if (key != Key.TARGET && key != Key.DELTA) {
            return null;
        }
        Cell source = cell(Key.SOURCE);
        Cell other = cell(key == Key.TARGET ? Key.DELTA : Key.TARGET);
        if (source == null || other == null) {
            return null;
        }
        Value.Point from = (Value.Point) source.value();
        Value.Point to = (Value.Point) other.value();
        if (!from.fits(to)) {
            return null;
        }
        return key == Key.TARGET ? from.plus(to) : to.minus(from);
    }

    /** Whether the file itself gives a key a value. */
    boolean isGiven(Key key) {
        return assigned.containsKey(key) || settings.own().containsKey(key);
    }

    @Nullable String architecture() {
        Cell cell = assigned.get(Key.ARCHITECTURE);
        if (cell == null) {
            cell = settings.cell(Key.ARCHITECTURE, null);
        }
        return cell == null ? null : ((Value.Name) cell.value()).name();
    }

    /** The family; null where it has no value, or is a table whose data could not be read. */
    @Nullable TaskFamily family() {
        if (!(value(Key.FAMILY) instanceof Value.Name name)) {
            return null;
        }
        return name.name().equals(Table.NAME) ? settings.table() : FAMILIES.get(name.name());
    }

    /** The tuple, once every key has a value. */
    Tuple tuple() {
        TaskFamily family = present(Key.FAMILY, family());
        Protocol protocol = new Protocol(
                points(family),
                value(Key.BATCH_SIZE) instanceof Value.Whole size ? (Integer) Math.toIntExact(size.number()) : null,
                number(Key.SOURCE_STEPS),
                real(Key.SOURCE_MSE),
                number(Key.STEPS),
                present(Key.LEARNING_RATE, real(Key.LEARNING_RATE)),
                present(Key.BETA1, real(Key.BETA1)),
                present(Key.BETA2, real(Key.BETA2)),
                present(Key.EPSILON, real(Key.EPSILON)),
                whole(Key.CONTROL_SEED_OFFSET),
                present(Key.DEAD_SOURCE_MSE, real(Key.DEAD_SOURCE_MSE)),
                real(Key.DEADLINE_S));
        return new Tuple(
                network(),
                number(Key.WIDTH),
                number(Key.DEPTH),
                whole(Key.SEED),
                family,
                parameters(family, Key.SOURCE),
                parameters(family, Key.TARGET),
                value(Key.ALTERNATE) == null ? null : parameters(family, Key.ALTERNATE),
                protocol);
    }

    /** The target's training points: as many as the protocol asks for, unless the family has its own. */
    int points(TaskFamily family) {
        return family.points(parameters(family, Key.TARGET), number(Key.POINTS));
    }

    /** The architecture with its own numbers. */
    Architecture network() {
        return Architecture.of(
                present(Key.ARCHITECTURE, architecture()),
                real(Key.BANDWIDTH),
                value(Key.FREQUENCIES) == null ? null : number(Key.FREQUENCIES));
    }

    /**
     * Parameters in the family's own order.
     *
     * @throws IllegalArgumentException if they are not the family's
     */
    Parameters parameters(TaskFamily family, Key key) {
        Value.Point point = (Value.Point) present(key, value(key));
        List<String> names = family.parameters();
        List<String> given = point.names().isEmpty() && names.size() == 1 ? names : point.names();
        List<Double> values = new ArrayList<>();
        for (String name : names) {
            int at = given.indexOf(name);
            if (at < 0 || given.size() != names.size()) {
                throw new IllegalArgumentException(family.name() + " has the parameters " + String.join(", ", names));
            }
            values.add(point.numbers().get(at).doubleValue());
        }
        return new Parameters(names, values);
    }

    int number(Key key) {
        return Math.toIntExact(whole(key));
    }

    private long whole(Key key) {
        return ((Value.Whole) present(key, value(key))).number();
    }

    private @Nullable Double real(Key key) {
        return value(key) instanceof Value.Real real ? real.number() : null;
    }

    private static <T> T present(Key key, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(key.label() + " has no value");
        }
        return value;
    }
}
