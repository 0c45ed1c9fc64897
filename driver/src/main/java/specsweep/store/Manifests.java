package specsweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/** The manifests of an output, {@code _manifests/START-ID.json}: one for each run, written when it begins and when it ends. */
public final class Manifests {
    /** Where they lie, below the output. */
    public static final String FOLDER = "_manifests";

    private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f-]{36}\\.json");

    private final OutputRoot root;
    private final Path folder;

    public Manifests(Configuration configuration, String out) {
        try {
            this.root = OutputRoot.of(configuration, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.folder = root.child(FOLDER);
    }

    /** Writes the manifest of a run that begins; for the owner of the output's {@link Lease}, so that its number is its own. */
    public Manifest begin(SparkContext context, String sweep, String sweepFile, String sweepText) {
        Provenance here = Provenance.here();
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                UUID.randomUUID().toString(),
                1 + list().stream().mapToLong(Manifest::number).max().orElse(0),
                sweep,
                sweepFile,
                DigestUtils.sha256Hex(sweepText),
                sweepText,
                new Manifest.Versions(
                        FitSchema.VERSION, here.codeVersion(), context.version(), here.jdk(), Provenance.nd4jVersion()),
                new Manifest.Cluster(
                        context.master(),
                        context.applicationId(),
                        context.defaultParallelism(),
                        ProcessIdentity.here(),
                        here.cpu()),
                now(),
                null,
                Manifest.Outcome.RUNNING,
                null,
                Manifest.Counts.NONE);
        write(manifest);
        return manifest;
    }

    /** Writes how it ended in the place of how it began. */
    public void end(Manifest begun, Manifest.Outcome outcome, @Nullable String message, Manifest.Counts counts) {
        // A clock that has gone back since makes no run end before it began. Equal lengths: text sorts as time does.
        String now = now();
        String ended = now.compareTo(begun.startedAt()) < 0 ? begun.startedAt() : now;
        write(begun.ended(ended, outcome, message, counts));
    }

    /** All manifests that can be read, the first to begin first. */
    public List<Manifest> list() {
        List<Manifest> manifests = new ArrayList<>();
        try {
            for (FileStatus status : root.list(folder)) {
                if (NAME.matcher(status.getPath().getName()).matches()) {
                    read(status.getPath(), manifests);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        manifests.sort(Comparator.comparingLong(Manifest::number).thenComparing(Manifest::startedAt));
        return manifests;
    }

    private void read(Path file, List<Manifest> manifests) {
        try {
            manifests.add(Json.read(root.small().read(file), Manifest.class));
        } catch (IOException e) {
            // Of another format, or gone: what it would say is missing, and nothing else depends on it.
            return;
        }
    }

    private void write(Manifest manifest) {
        String start = manifest.startedAt().replaceAll("[-:]", "");
        try {
            root.small().put(new Path(folder, start + "-" + manifest.id() + ".json"), Json.write(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a manifest to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
