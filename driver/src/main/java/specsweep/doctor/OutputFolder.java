package specsweep.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import specsweep.store.OtherVersionException;
import specsweep.store.OutputVersion;

/** Whether the output can be written to as a run does, and how much room it has. */
final class OutputFolder implements Check {
    private static final long MIB = 1 << 20;
    private static final long TIGHT = 1024 * MIB;
    private static final long FULL = 64 * MIB;

    @Override
    public List<Finding> look(Surroundings surroundings) {
        List<Finding> findings = new ArrayList<>();
        Path out = new Path(surroundings.out());
        try {
            FileSystem system = out.getFileSystem(surroundings.files());
            // What is not there yet will be made in the first folder above it that is.
            Path place = out;
            while (!system.exists(place) && place.getParent() != null) {
                place = place.getParent();
            }
            findings.add(writable(system, out, place));
            findings.add(room("output disk", free(system, place), out.toString()));
            OutputVersion.check(surroundings.files(), surroundings.out());
        } catch (OtherVersionException e) {
            findings.add(Finding.fail("output version", String.valueOf(e.getMessage()), "see above"));
        } catch (IOException | RuntimeException e) {
            findings.add(Finding.fail(
                    "output",
                    out + " cannot be reached: " + e.getMessage(),
                    "check --out and spark.hadoop.* settings"));
        }
        return findings;
    }

    /** Writes, moves and deletes a hidden file. */
    private static Finding writable(FileSystem system, Path out, Path place) {
        Path first = new Path(place, "_doctor-" + UUID.randomUUID());
        Path second = new Path(place, first.getName() + "-moved");
        try {
            try (FSDataOutputStream file = system.create(first, false)) {
                file.write(1);
            }
            if (!system.rename(first, second) || !system.delete(second, false)) {
                throw new IOException("a file cannot be moved and deleted");
            }
            return Finding.ok(
                    "output", out + (place.equals(out) ? "" : " does not exist yet, and") + " can be written");
        } catch (IOException | RuntimeException e) {
            return Finding.fail(
                    "output",
                    out + " cannot be written: " + e.getMessage(),
                    "let this user write to " + place + ", or name another folder with --out");
        } finally {
            remove(system, first);
            remove(system, second);
        }
    }

    private static void remove(FileSystem system, Path file) {
        try {
            system.delete(file, false);
        } catch (IOException | RuntimeException e) {
            // What could not be written need not be removed.
            return;
        }
    }

    /** Hadoop's figure of the local file system comes from its root; Java's from the right disk. */
    private static long free(FileSystem system, Path place) throws IOException {
        return system.getScheme().equals("file")
                ? Files.getFileStore(java.nio.file.Path.of(place.toUri().getPath()))
                        .getUsableSpace()
                : system.getStatus(place).getRemaining();
    }

    static Finding room(String subject, long free, String place) {
        String found = Memory.gib(free) + " free at " + place;
        if (free < FULL) {
            return Finding.fail(subject, found, "free some space, or use another disk");
        }
        return free < TIGHT
                ? Finding.warn(subject, found + "; a fit of 1500 steps takes about 9 kB", "free some space")
                : Finding.ok(subject, found);
    }
}
