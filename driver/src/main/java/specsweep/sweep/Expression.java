package specsweep.sweep;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What enumerates tuples, without ever writing them out.
 *
 * <p>Indices are raw: some of them generate nothing, because they are excluded or because an earlier index generates the
 * same. Whether that is so is found without a memory of what came before: {@link #first} asks for the least index that
 * generates a given combination, and an index counts only if it is that one.
 */
sealed interface Expression
        permits Expression.Axis, Expression.Grid, Expression.Union, Expression.Except, Expression.Unset, Zip {

    /** How many raw indices there are; {@link Long#MAX_VALUE} where a long does not hold the number. */
    long size();

    /** Assigns what the expression generates at an index. */
    void assign(long index, Combination combination);

    /** The least index at which the expression generates what a combination has; -1 where it never does. */
    long first(Combination combination);

    /** Everything that is assigned at some index. */
    Set<Key> keys();

    /**
     * The same with fewer indices: other keys are not varied, and a key that is in the pattern keeps only those values.
     */
    Expression narrowed(Set<Key> kept, Map<Key, Values> pattern);

    /** Generates the empty assignment, once. */
    Expression ONCE = new Grid(List.of());

    /** One key and its values. */
    record Axis(Key key, Values values) implements Expression {
        @Override
        public long size() {
            return values.size();
        }

        @Override
        public void assign(long index, Combination combination) {
            combination.assign(key, values.get(index));
        }

        @Override
        public long first(Combination combination) {
            if (Key.WITHOUT_IDENTITY.contains(key)) {
                return 0;
            }
            Value value = combination.value(key);
            return value == null ? -1 : values.indexOf(value);
        }

        @Override
        public Set<Key> keys() {
            return EnumSet.of(key);
        }

        @Override
        public Expression narrowed(Set<Key> kept, Map<Key, Values> pattern) {
            Values only = pattern.get(key);
            if (!kept.contains(key)) {
                return ONCE;
            }
            return only == null ? this : new Axis(key, values.intersect(only));
        }
    }

    /** Every combination of what its factors generate; the last factor varies fastest. */
    record Grid(List<Expression> factors) implements Expression {
        @Override
        public long size() {
            long size = 1;
            for (Expression factor : factors) {
                if (factor.size() == 0) {
                    return 0;
                }
                size = size > Long.MAX_VALUE / factor.size() ? Long.MAX_VALUE : size * factor.size();
            }
            return size;
        }

        @Override
        public void assign(long index, Combination combination) {
            long rest = index;
            for (int f = factors.size() - 1; f >= 0; f--) {
                long size = factors.get(f).size();
                factors.get(f).assign(rest % size, combination);
                rest /= size;
            }
        }

        @Override
        public long first(Combination combination) {
            long index = 0;
            for (Expression factor : factors) {
                long first = factor.first(combination);
                if (first < 0) {
                    return -1;
                }
                index = index * factor.size() + first;
            }
            return index;
        }

        @Override
        public Set<Key> keys() {
            return union(factors);
        }

        @Override
        public Expression narrowed(Set<Key> kept, Map<Key, Values> pattern) {
            return new Grid(factors.stream().map(f -> f.narrowed(kept, pattern)).toList());
        }
    }

    /** What its branches generate, one branch after the other. */
    record Union(List<Expression> branches) implements Expression {
        @Override
        public long size() {
            long size = 0;
            for (Expression branch : branches) {
                size = size > Long.MAX_VALUE - branch.size() ? Long.MAX_VALUE : size + branch.size();
            }
            return size;
        }

        @Override
        public void assign(long index, Combination combination) {
            long rest = index;
            for (Expression branch : branches) {
                if (rest < branch.size()) {
                    branch.assign(rest, combination);
                    return;
                }
                rest -= branch.size();
            }
            throw new IndexOutOfBoundsException("index must be below " + size() + ", was " + index);
        }

        @Override
        public long first(Combination combination) {
            long offset = 0;
            for (Expression branch : branches) {
                long first = branch.first(combination);
                if (first >= 0) {
                    return offset + first;
                }
                offset += branch.size();
            }
            return -1;
        }

        @Override
        public Set<Key> keys() {
            return union(branches);
        }

        @Override
        public Expression narrowed(Set<Key> kept, Map<Key, Values> pattern) {
            Set<Expression> distinct = branches.stream()
                    .map(b -> b.narrowed(kept, pattern))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return new Union(List.copyOf(distinct));
        }
    }

    /** What another expression generates, less what is excluded. */
    record Except(Expression from, List<Exclusion> exclusions) implements Expression {
        @Override
        public long size() {
            return from.size();
        }

        @Override
        public void assign(long index, Combination combination) {
            from.assign(index, combination);
        }

        @Override
        public long first(Combination combination) {
            return exclusions.stream().anyMatch(e -> e.matches(combination)) ? -1 : from.first(combination);
        }

        @Override
        public Set<Key> keys() {
            return from.keys();
        }

        /** An exclusion that asks for keys which are no longer varied would not leave out all, so it is dropped. */
        @Override
        public Expression narrowed(Set<Key> kept, Map<Key, Values> pattern) {
            List<Exclusion> left = exclusions.stream()
                    .filter(e -> kept.containsAll(e.entries().keySet()))
                    .toList();
            Expression narrow = from.narrowed(kept, pattern);
            return left.isEmpty() ? narrow : new Except(narrow, left);
        }
    }

    /** Assigns nothing, where another branch of a union does: these keys have the values of the settings. */
    record Unset(Set<Key> unset, Settings settings) implements Expression {
        @Override
        public long size() {
            return 1;
        }

        @Override
        public void assign(long index, Combination combination) {
            // the combination takes from the settings what nobody assigns
        }

        @Override
        public long first(Combination combination) {
            for (Key key : unset) {
                Cell cell = settings.cell(key, combination.architecture());
                Value value = cell == null ? null : cell.value();
                if (!Key.WITHOUT_IDENTITY.contains(key) && !Objects.equals(value, combination.value(key))) {
                    return -1;
                }
            }
            return 0;
        }

        @Override
        public Set<Key> keys() {
            return EnumSet.noneOf(Key.class);
        }

        @Override
        public Expression narrowed(Set<Key> kept, Map<Key, Values> pattern) {
            return ONCE;
        }
    }

    private static Set<Key> union(List<Expression> parts) {
        Set<Key> keys = EnumSet.noneOf(Key.class);
        parts.forEach(part -> keys.addAll(part.keys()));
        return keys;
    }
}
