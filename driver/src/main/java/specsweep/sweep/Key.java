package specsweep.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.Table;
import specsweep.kernel.task.TaskFamily;

/**
 * What can be an axis or a setting, in the order in which a grid varies them: the first slowest. What shapes a network
 * comes first, so that consecutive tuples can share a stack, and what a source does not depend on comes last, so that
 * they share their sources.
 */
enum Key {
    ARCHITECTURE(new Type.OneOf(
            "architecture",
            Architecture.kinds().stream().map(Architecture.Kind::name).toList())),
    FREQUENCIES(new Type.Whole(1, 65536)),
    WIDTH(new Type.Whole(1, 16384)),
    DEPTH(new Type.Whole(1, 256)),
    FAMILY(new Type.OneOf(
            "family",
            Stream.concat(TaskFamily.all().stream().map(TaskFamily::name), Stream.of(Table.NAME))
                    .toList())),
    POINTS(new Type.Whole(2, 10_000_000)),
    BATCH_SIZE(new Type.Whole(1, 10_000_000, true)),
    SOURCE_STEPS(new Type.Whole(1, 10_000_000)),
    SOURCE_MSE(Type.Real.above(0, 1e30, true)),
    LEARNING_RATE(Type.Real.above(0, 1, false)),
    BETA1(Type.Real.fraction()),
    BETA2(Type.Real.fraction()),
    EPSILON(Type.Real.above(0, 1, false)),
    CONTROL_SEED_OFFSET(new Type.Whole(1, 9_007_199_254_740_991L)),
    BANDWIDTH(Type.Real.above(0, 1e6, false)),
    SEED(new Type.Whole(0, 9_007_199_254_740_991L)),
    SOURCE(new Type.Point()),
    DEAD_SOURCE_MSE(Type.Real.above(0, 1e30, false)),
    DEADLINE_S(Type.Real.above(0, 1e9, true)),
    STEPS(new Type.Whole(1, 10_000_000)),
    TARGET(new Type.Point()),
    DELTA(new Type.Point()),
    ALTERNATE(new Type.Point());

    /** What every tuple must be given by the file itself; of target and delta, one. */
    static final Set<Key> REQUIRED = Set.of(ARCHITECTURE, SEED, FAMILY, SOURCE, TARGET);

    /** What neither a source's training nor a tuple's shape depends on. */
    static final Set<Key> AFTER_SOURCE = Set.of(DEAD_SOURCE_MSE, DEADLINE_S, STEPS, TARGET, DELTA, ALTERNATE);

    /** What is not part of a tuple's identity, and so can have one value only. */
    static final Set<Key> WITHOUT_IDENTITY = Set.of(DEAD_SOURCE_MSE, DEADLINE_S);

    @SuppressWarnings("ImmutableEnumChecker") // every type is a record of values
    private final Type type;

    Key(Type type) {
        this.type = type;
    }

    /** The key's spelling in a sweep file. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Type type() {
        return type;
    }

    /** The key under which a target is known, however it is written. */
    Key essence() {
        return this == DELTA ? TARGET : this;
    }

    /** Whether a setting may have another value for each architecture. */
    boolean dependsOnArchitecture() {
        return this != SEED && (type instanceof Type.Whole || type instanceof Type.Real);
    }

    static Optional<Key> labelled(String label) {
        return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
    }

    /** Whether {@code none} is taken for a value. */
    boolean isOptional() {
        return type instanceof Type.Real real ? real.optional() : type instanceof Type.Whole whole && whole.optional();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Key::label).toList();
    }

    /** What values a key takes. */
    sealed interface Type {

        /** A name out of a list. */
        record OneOf(String what, List<String> names) implements Type {
            @Override
            public String toString() {
                return "one of " + String.join(", ", names);
            }
        }

        /**
         * A whole number.
         *
         * @param least the least
         * @param most the greatest
         * @param optional whether {@code none} is taken
         */
        record Whole(long least, long most, boolean optional) implements Type {
            Whole(long least, long most) {
                this(least, most, false);
            }

            boolean contains(long number) {
                return number >= least && number <= most;
            }

            @Override
            public String toString() {
                return "a whole number from " + least + " to " + most + (optional ? ", or none" : "");
            }
        }

        /**
         * A number. Nothing between 0 and 1e-30 is taken, for it would be 0 in single precision.
         *
         * @param least the lower end
         * @param withLeast whether the lower end itself is taken
         * @param most the upper end
         * @param withMost whether the upper end itself is taken
         * @param optional whether {@code none} is taken
         */
        record Real(double least, boolean withLeast, double most, boolean withMost, boolean optional) implements Type {
            static Real above(double least, double most, boolean optional) {
                return new Real(least, false, most, true, optional);
            }

            static Real fraction() {
                return new Real(0, true, 1, false, false);
            }

            boolean contains(double number) {
                return (withLeast ? number >= least : number > least)
                        && (withMost ? number <= most : number < most)
                        && (number == 0 || Math.abs(number) >= 1e-30);
            }

            @Override
            public String toString() {
                String lower = (withLeast ? "of at least " : "above ") + plain(least);
                String upper = (withMost ? "at most " : "below ") + plain(most);
                return "a number " + lower + " and " + upper + (optional ? ", or none" : "");
            }

            private static String plain(double number) {
                return Parameters.decimal(number);
            }
        }

        /** The parameters of a family's member: a number, or a map from parameters to numbers. */
        record Point() implements Type {
            @Override
            public String toString() {
                return "a number, or a map of numbers by parameter such as {a: -0.1, b: 2}";
            }
        }
    }
}
