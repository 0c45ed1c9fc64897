package specsweep.sweep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The distinct values of an axis, in order. A range takes no memory, however long. */
sealed interface Values {

    long size();

    Cell get(long index);

    /** Where the value is; -1 if nowhere. */
    long indexOf(Value value);

    /** Those of these values that are also among the others, in this order. */
    Values intersect(Values others);

    /** Whole numbers from one to another, both included. */
    record Range(long from, long to, int line) implements Values {
        @Override
        public long size() {
            return Math.max(0, to - from + 1);
        }

        @Override
        public Cell get(long index) {
            return new Cell(new Value.Whole(from + index), line);
        }

        @Override
        public long indexOf(Value value) {
            return value instanceof Value.Whole w && w.number() >= from && w.number() <= to ? w.number() - from : -1;
        }

        @Override
        public Values intersect(Values others) {
            if (others instanceof Range range) {
                return new Range(Math.max(from, range.from), Math.min(to, range.to), line);
            }
            return new Listed(LongStream.range(0, others.size())
                    .mapToObj(others::get)
                    .filter(cell -> indexOf(cell.value()) >= 0)
                    .toList());
        }
    }

    /** Values one by one. */
    final class Listed implements Values {
        private final List<Cell> cells;
        private final Map<Value, Integer> indices = new HashMap<>();

        Listed(List<Cell> cells) {
            this.cells = List.copyOf(cells);
            for (int i = 0; i < cells.size(); i++) {
                indices.putIfAbsent(cells.get(i).value(), i);
            }
        }

        @Override
        public long size() {
            return cells.size();
        }

        @Override
        public Cell get(long index) {
            return cells.get(Math.toIntExact(index));
        }

        @Override
        public long indexOf(Value value) {
            return indices.getOrDefault(value, -1);
        }

        @Override
        public Values intersect(Values others) {
            return new Listed(cells.stream()
                    .filter(cell -> others.indexOf(cell.value()) >= 0)
                    .toList());
        }
    }
}
