package specsweep.kernel.transfer;

import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.task.Parameters;
import specsweep.kernel.task.TaskFamily;

/**
 * One cell of a sweep: an architecture, a seed, and the transfer from one member of a family to another. It is the unit of
 * work, of failure and of resume.
 *
 * @param architecture encoding, activation and initialisation
 * @param width units of each hidden layer
 * @param depth hidden layers
 * @param seed what every random draw of the tuple derives from
 * @param family the family of source and target
 * @param source the source's parameters
 * @param target the target's parameters
 * @param alternate the parameters of the {@code alternate} control; null for the source mirrored at the target
 * @param protocol budgets and optimiser
 */
public record Tuple(
        Architecture architecture,
        int width,
        int depth,
        long seed,
        TaskFamily family,
        Parameters source,
        Parameters target,
        @Nullable Parameters alternate,
        Protocol protocol) {

    /** Raised whenever the same tuple would give other numbers, so that old results are not taken for new ones. */
    public static final int PROTOCOL_VERSION = 1;

    public Tuple {
        if (width < 1) {
            throw new IllegalArgumentException("width must be at least 1, was " + width);
        }
        if (depth < 1) {
            throw new IllegalArgumentException("depth must be at least 1, was " + depth);
        }
        if (seed < 0) {
            throw new IllegalArgumentException("seed must not be negative, was " + seed);
        }
        requireParametersOf(family, "source", source);
        requireParametersOf(family, "target", target);
        if (alternate != null) {
            requireParametersOf(family, "alternate", alternate);
        }
        if (family.points(target, protocol.points()) != protocol.points()) {
            throw new IllegalArgumentException("points must be " + family.points(target, protocol.points())
                    + ", those of the target " + target + ", was " + protocol.points());
        }
    }

    /** A tuple whose {@code alternate} control, if it has one, mirrors the source at the target. */
    public Tuple(
            Architecture architecture,
            int width,
            int depth,
            long seed,
            TaskFamily family,
            Parameters source,
            Parameters target,
            Protocol protocol) {
        this(architecture, width, depth, seed, family, source, target, null, protocol);
    }

    private static void requireParametersOf(TaskFamily family, String role, Parameters parameters) {
        if (!parameters.names().equals(family.parameters())) {
            throw new IllegalArgumentException(
                    role + " of " + family.name() + " needs " + family.parameters() + ", was " + parameters);
        }
    }

    /** SHA-256 of {@link #canonical()}, in hex: the same tuple has the same id in every sweep. */
    public String id() {
        return DigestUtils.sha256Hex(canonical());
    }

    /**
     * Everything that the tuple's numbers depend on, as one line. Conditions are not in it, so that a control added to a
     * finished sweep trains only that control; nor is the deadline, which stops a fit but does not change it.
     */
    public String canonical() {
        String line = "protocol_version=" + PROTOCOL_VERSION + ";" + sourceKey() + ";target=" + target + ";steps="
                + protocol.steps();
        if (alternate != null) {
            line += ";alternate=" + alternate;
        }
        return family.fingerprint().isEmpty() ? line : line + ";data=" + data();
    }

    /**
     * A hash of the user's data that the tuple's fits depend on: those of its source, its target and the member of the
     * {@code alternate} control where there is one; empty where the family is a formula.
     */
    public String data() {
        if (family.fingerprint().isEmpty()) {
            return "";
        }
        Parameters other = alternate != null ? alternate : source.mirroredAt(target);
        return family.fingerprint(source, target, other);
    }

    /** A hash of the data of the source alone, and of the box; empty where the family is a formula. */
    public String sourceData() {
        return family.fingerprint(source);
    }

    /** Everything that the tuple's sources depend on. Tuples with equal keys share their sources. */
    public String sourceKey() {
        StringBuilder key = new StringBuilder("architecture=").append(architecture.name());
        if (architecture.bandwidth() != null) {
            key.append(";bandwidth=").append(Parameters.decimal(architecture.bandwidth()));
        }
        if (architecture.frequencies() != null) {
            key.append(";frequencies=").append(architecture.frequencies());
        }
        key.append(";initialisation=").append(architecture.initialisation());
        key.append(";width=")
                .append(width)
                .append(";depth=")
                .append(depth)
                .append(";seed=")
                .append(seed);
        key.append(";family=").append(family.name()).append(";source=").append(source);
        if (family.fingerprint().isEmpty()) {
            key.append(";points=").append(protocol.points());
        } else {
            // Members have points of their own, which are part of the data.
            key.append(";source_data=").append(sourceData());
        }
        if (protocol.batchSize() != null) {
            key.append(";batch_size=").append(protocol.batchSize());
        }
        key.append(";source_steps=").append(protocol.sourceSteps());
        if (protocol.sourceMse() != null) {
            key.append(";source_mse=").append(Parameters.decimal(protocol.sourceMse()));
        }
        key.append(";learning_rate=").append(Parameters.decimal(protocol.learningRate()));
        key.append(";beta1=").append(Parameters.decimal(protocol.beta1()));
        key.append(";beta2=").append(Parameters.decimal(protocol.beta2()));
        key.append(";epsilon=").append(Parameters.decimal(protocol.epsilon()));
        key.append(";control_seed_offset=").append(protocol.controlSeedOffset());
        return key.toString();
    }
}
