package specsweep.kernel.task;

import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The user's own data: snapshots of a function of some coordinates, known at points only, one for each value of the
 * parameters that index them.
 *
 * <p>The domain is the box of all points of all snapshots. Each snapshot has points of its own; a fifth of them is held out
 * ({@link TableSnapshot}). A network is trained on its target's points, and its source on the source's.
 */
public final class Table implements TaskFamily, Serializable {
    private static final long serialVersionUID = 1;

    /** The family's name in YAML and Parquet, whatever data it holds. */
    public static final String NAME = "table";

    private static final int NEAREST = 3;

    private final String file;
    private final String sha256;
    private final List<String> values;
    private final List<String> parameters;
    private final Domain domain;
    private final Map<Parameters, TableSnapshot> snapshots = new LinkedHashMap<>();
    private final Map<Parameters, String> hashes = new LinkedHashMap<>();
    private final String whole;

    /**
     * Takes data that was read.
     *
     * @param file the name of the file it came from, for the record
     * @param sha256 the SHA-256 of that file, in hex
     * @param coordinates the names of the coordinates
     * @param values the names of the outputs
     * @param parameters the names of the parameters
     * @param snapshots at least two, of different parameters
     * @throws IllegalArgumentException if the snapshots do not make a family
     */
    public Table(
            String file,
            String sha256,
            List<String> coordinates,
            List<String> values,
            List<String> parameters,
            List<TableSnapshot> snapshots) {
        this.file = file;
        this.sha256 = sha256;
        this.values = List.copyOf(values);
        this.parameters = List.copyOf(parameters);
        if (snapshots.size() < 2) {
            throw new IllegalArgumentException("a table must have at least 2 snapshots, had " + snapshots.size());
        }
        snapshots.stream()
                .sorted(Comparator.comparing(s -> s.parameters().toString()))
                .forEach(this::add);
        if (this.snapshots.size() < snapshots.size()) {
            throw new IllegalArgumentException("a table must have each snapshot once, had " + this.snapshots.keySet());
        }
        this.domain = box(coordinates, snapshots);
        this.snapshots.forEach((at, snapshot) -> {
            Fingerprint hash = new Fingerprint();
            snapshot.feed(hash);
            hashes.put(at, hash.hex());
        });
        this.whole = fingerprint(hashes.keySet().toArray(new Parameters[0]));
    }

    private void add(TableSnapshot snapshot) {
        if (snapshot.outputs() != values.size()
                || !snapshot.parameters().names().equals(parameters)) {
            throw new IllegalArgumentException("the snapshot " + snapshot.parameters() + " must have the parameters "
                    + parameters + " and the values " + values + ", had " + snapshot.outputs() + " values");
        }
        snapshots.put(snapshot.parameters(), snapshot);
    }

    private static Domain box(List<String> coordinates, List<TableSnapshot> snapshots) {
        double[] low = new double[coordinates.size()];
        double[] high = new double[coordinates.size()];
        java.util.Arrays.fill(low, Double.POSITIVE_INFINITY);
        java.util.Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (TableSnapshot snapshot : snapshots) {
            if (snapshot.dimensions() != coordinates.size()) {
                throw new IllegalArgumentException("the snapshot " + snapshot.parameters()
                        + " must have the coordinates " + coordinates + ", had " + snapshot.dimensions());
            }
            for (int c = 0; c < low.length; c++) {
                low[c] = Math.min(low[c], snapshot.range(c)[0]);
                high[c] = Math.max(high[c], snapshot.range(c)[1]);
            }
        }
        return new Domain(
                coordinates,
                java.util.Arrays.stream(low).boxed().toList(),
                java.util.Arrays.stream(high).boxed().toList());
    }

    /** The name of the file that the data came from, without its folder. */
    public String file() {
        return file;
    }

    /** The SHA-256 of that file, in hex. */
    public String sha256() {
        return sha256;
    }

    /** The snapshots that there are. */
    public List<TableSnapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return String.join(", ", values) + " of " + file;
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public int outputs() {
        return values.size();
    }

    /**
     * The snapshot with those parameters.
     *
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    @Override
    public TableSnapshot member(Parameters at) {
        TableSnapshot snapshot = snapshots.get(at);
        if (snapshot == null) {
            String nearest = snapshots.keySet().stream()
                    .sorted(Comparator.comparingDouble(at::distance))
                    .limit(NEAREST)
                    .map(Parameters::toString)
                    .collect(Collectors.joining(" | "));
            throw new IllegalArgumentException(file + " has no snapshot " + at + "; the nearest are " + nearest);
        }
        return snapshot;
    }

    /**
     * Says whether a snapshot can be a source, whose mean and RMS all of a tuple's functions are standardised by.
     *
     * @throws IllegalArgumentException if one of its values is constant
     */
    public void requireSource(Parameters at) {
        TableSnapshot snapshot = member(at);
        for (int o = 0; o < values.size(); o++) {
            if (snapshot.isConstant(o)) {
                throw new IllegalArgumentException(values.get(o) + " is constant in the snapshot " + at + " of " + file
                        + ", so that nothing can be standardised by it");
            }
        }
    }

    /** Of the other snapshots, the one whose distance from a target is nearest to that of its source. */
    public Optional<Parameters> inPlaceOf(Parameters source, Parameters target) {
        double wanted = source.distance(target);
        return snapshots.keySet().stream()
                .filter(other -> !other.equals(source) && !other.equals(target))
                .min(Comparator.comparingDouble(other -> Math.abs(other.distance(target) - wanted)));
    }

    /** The number of points that the snapshot trains on; what is asked for does not matter, since it has points of its own. */
    @Override
    public int points(Parameters at, int asked) {
        return member(at).trainingCount();
    }

    @Override
    public double[] trainingPoints(Parameters at, int points) {
        return member(at).trainingPoints();
    }

    @Override
    public double[] heldOutPoints(Parameters at, int points) {
        return member(at).heldOutPoints();
    }

    /**
     * A hash of the names of the columns, of the box, and of those snapshots that there are among the members. A snapshot that
     * is added inside the box thus leaves the tuples between other snapshots what they are.
     */
    @Override
    public String fingerprint(Parameters... members) {
        Fingerprint hash = new Fingerprint();
        hash.add(domain.toString()).add(values.toString()).add(parameters.toString());
        for (Parameters member : members) {
            hash.add(hashes.getOrDefault(member, "none"));
        }
        return hash.hex();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Table table
                && whole.equals(table.whole)
                && file.equals(table.file)
                && sha256.equals(table.sha256);
    }

    @Override
    public int hashCode() {
        return whole.hashCode();
    }

    @Override
    public String toString() {
        return "table " + file + " of " + snapshots.size() + " snapshots";
    }
}
