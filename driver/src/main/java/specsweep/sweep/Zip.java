package specsweep.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys whose values advance together: row by row.
 *
 * @param columns the keys
 * @param rows a cell for each of the keys
 * @param indices where the rows are
 */
record Zip(List<Key> columns, List<List<Cell>> rows, Map<List<Value>, Integer> indices) implements Expression {
    static Zip of(List<Key> columns, List<List<Cell>> rows) {
        Map<List<Value>, Integer> indices = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            indices.putIfAbsent(rows.get(i).stream().map(Cell::value).toList(), i);
        }
        return new Zip(columns, rows, indices);
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public void assign(long index, Combination combination) {
        List<Cell> row = rows.get(Math.toIntExact(index));
        for (int c = 0; c < columns.size(); c++) {
            combination.assign(columns.get(c), row.get(c));
        }
    }

    @Override
    public long first(Combination combination) {
        Value[] row = new Value[columns.size()];
        for (int c = 0; c < row.length; c++) {
            Key key = columns.get(c);
            Value value =
                    Key.WITHOUT_IDENTITY.contains(key) ? rows.get(0).get(c).value() : combination.value(key);
            if (value == null) {
                return -1;
            }
            row[c] = value;
        }
        return indices.getOrDefault(Arrays.asList(row), -1);
    }

    @Override
    public Set<Key> keys() {
        return EnumSet.copyOf(columns);
    }

    @Override
    public Expression narrowed(Set<Key> kept, Map<Key, Values> pattern) {
        List<Key> left = columns.stream().filter(kept::contains).toList();
        if (left.isEmpty()) {
            return ONCE;
        }
        Map<List<Value>, List<Cell>> distinct = new LinkedHashMap<>();
        for (List<Cell> row : rows) {
            List<Cell> cells = new ArrayList<>();
            boolean matches = true;
            for (Key key : left) {
                Cell cell = row.get(columns.indexOf(key));
                Values only = pattern.get(key);
                matches &= only == null || only.indexOf(cell.value()) >= 0;
                cells.add(cell);
            }
            if (matches) {
                distinct.putIfAbsent(cells.stream().map(Cell::value).toList(), cells);
            }
        }
        return of(left, List.copyOf(distinct.values()));
    }
}
