package specsweep.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import specsweep.data.Columns;
import specsweep.data.DataFile;
import specsweep.data.Mistakes;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.Table;
import specsweep.kernel.task.TableSnapshot;

/** Makes snapshots of columns, and says what is wrong with a data file, all at once. */
final class TableReader {
    /** Of one kind of mistake; the rest is counted. */
    private static final int MOST_OF_A_KIND = 10;

    private final TableBlock block;
    private final DataFile data;
    private final Problems problems;

    private TableReader(TableBlock block, DataFile data, Problems problems) {
        this.block = block;
        this.data = data;
        this.problems = problems;
    }

    /**
     * Reads the table; null where the data has problems.
     *
     * @param problems those of the data file
     */
    static @Nullable Table read(TableBlock block, DataFile data, Problems problems) {
        return new TableReader(block, data, problems).read();
    }

    private @Nullable Table read() {
        Columns columns = data.read(block.columns(), new Mistakes() {
            @Override
            public void add(int line, String column, String value, String message, @Nullable String suggestion) {
                problems.add(line, column, value, message, suggestion);
            }

            @Override
            public void missing(int line, String column, List<String> there) {
                String suggestion = Suggestion.of(column, there, "columns");
                problems.add(line, column, "", "there is no such column", suggestion);
            }
        });
        if (columns == null) {
            return null;
        }
        Map<Parameters, List<Integer>> snapshots = snapshots(columns);
        checkConstants(columns, snapshots.size());
        checkSizes(columns, snapshots);
        checkDuplicates(columns, snapshots);
        if (!problems.isEmpty()) {
            return null;
        }
        List<TableSnapshot> made = new ArrayList<>();
        snapshots.forEach((parameters, rows) -> made.add(new TableSnapshot(
                parameters,
                block.coordinates().size(),
                cells(columns, rows, 0, block.coordinates().size()),
                block.values().size(),
                cells(columns, rows, block.coordinates().size(), block.values().size()))));
        return new Table(data.name(), columns.sha256(), block.coordinates(), block.values(), block.parameters(), made);
    }

    private Map<Parameters, List<Integer>> snapshots(Columns columns) {
        int first = block.coordinates().size() + block.values().size();
        Map<Parameters, List<Integer>> snapshots = new LinkedHashMap<>();
        for (int row = 0; row < columns.rows(); row++) {
            List<Double> at = new ArrayList<>();
            for (int p = 0; p < block.parameters().size(); p++) {
                at.add(columns.numbers()[first + p][row]);
            }
            snapshots
                    .computeIfAbsent(new Parameters(block.parameters(), at), s -> new ArrayList<>())
                    .add(row);
        }
        return snapshots;
    }

    private void checkConstants(Columns columns, int snapshots) {
        for (String column : block.coordinates()) {
            note(columns, column, "a coordinate must take two values at least", "leave it out of table.coordinates");
        }
        for (String column : block.values()) {
            note(columns, column, "is constant, so there is nothing to learn", "leave it out of table.values");
        }
        if (snapshots == 1) {
            for (String column : block.parameters()) {
                String message = "there is one snapshot only, and a warm start goes from one to another";
                note(columns, column, message, "add rows with another " + column);
            }
        }
    }

    private void note(Columns columns, String column, String message, String suggestion) {
        double[] numbers = columns.numbers()[columns.names().indexOf(column)];
        if (Arrays.stream(numbers).allMatch(number -> number == numbers[0])) {
            problems.add(columns.line(0), column, Parameters.decimal(numbers[0]), message, suggestion);
        }
    }

    private void checkSizes(Columns columns, Map<Parameters, List<Integer>> snapshots) {
        List<Map.Entry<Parameters, List<Integer>>> small = snapshots.entrySet().stream()
                .filter(snapshot -> snapshot.getValue().size() < TableSnapshot.LEAST_POINTS)
                .toList();
        boolean all = small.size() == snapshots.size() && small.size() > 1;
        String names = String.join(", ", block.parameters());
        small.stream().limit(MOST_OF_A_KIND).forEach(snapshot -> {
            String message = "the snapshot " + snapshot.getKey() + " must have at least " + TableSnapshot.LEAST_POINTS
                    + " points";
            int points = snapshot.getValue().size();
            problems.add(
                    columns.line(snapshot.getValue().get(0)),
                    "",
                    points == 1 ? "1 point" : points + " points",
                    message,
                    all ? "is it " + names + " that tells snapshots apart?" : "leave the snapshot out of the file");
        });
        andMore(small.size(), "snapshots with too few points");
    }

    private void checkDuplicates(Columns columns, Map<Parameters, List<Integer>> snapshots) {
        int dimensions = block.coordinates().size();
        Comparator<Integer> byPlace = (a, b) -> 0;
        for (int c = 0; c < dimensions; c++) {
            double[] coordinate = columns.numbers()[c];
            byPlace = byPlace.thenComparingDouble(row -> coordinate[row]);
        }
        int found = 0;
        for (Map.Entry<Parameters, List<Integer>> snapshot : snapshots.entrySet()) {
            List<Integer> rows = new ArrayList<>(snapshot.getValue());
            rows.sort(byPlace);
            for (int i = 1; i < rows.size(); i++) {
                int earlier = rows.get(i - 1);
                int row = rows.get(i);
                if (byPlace.compare(earlier, row) == 0 && ++found <= MOST_OF_A_KIND) {
                    StringJoiner point = new StringJoiner(", ");
                    for (int c = 0; c < dimensions; c++) {
                        point.add(block.coordinates().get(c) + "=" + Parameters.decimal(columns.numbers()[c][row]));
                    }
                    String message = "the point " + point + " of the snapshot " + snapshot.getKey() + " must be there"
                            + " once, and is in " + columns.place(earlier) + " and " + columns.place(row);
                    problems.add(columns.line(row), "", "", message, "leave one of them out");
                }
            }
        }
        andMore(found, "points that are there twice");
    }

    private void andMore(int found, String what) {
        if (found > MOST_OF_A_KIND) {
            problems.add(0, "", "", "there are " + (found - MOST_OF_A_KIND) + " more " + what, null);
        }
    }

    /** Columns {@code first} to {@code first + count - 1} of some rows, [rows, count], row-major. */
    private static double[] cells(Columns columns, List<Integer> rows, int first, int count) {
        double[] cells = new double[rows.size() * count];
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < count; c++) {
                cells[i * count + c] = columns.numbers()[first + c][rows.get(i)];
            }
        }
        return cells;
    }
}
