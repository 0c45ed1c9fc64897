package specsweep.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The files of an output's {@value Lease#FOLDER}, and what can be told from them without holding the lease. */
final class LeaseFolder {
    /** An owner that has not beaten for so many beats has lost the output. */
    static final int MISSED_BEATS = 6;

    private static final double BEAT_SECONDS_UNTOLD = 5;
    private static final long POLL_MILLIS = 100;

    private final FileSystem system;
    private final Path folder;

    /**
     * A file of the folder.
     *
     * @param text what it held; null if it went away or could not be read
     * @param holder the same, read; null where it makes no sense
     */
    record Entry(
            LeaseFile.Name name,
            @Nullable String text,
            @Nullable LeaseFile holder) {
        boolean released() {
            return holder != null && holder.released();
        }

        double beatSeconds() {
            return holder == null ? BEAT_SECONDS_UNTOLD : holder.beatSeconds();
        }

        /** Who holds the output, for a message. */
        String who() {
            return holder == null ? "a process that cannot be named (" + name.file() + ")" : holder.toString();
        }
    }

    LeaseFolder(Configuration configuration, String out) throws IOException {
        this.folder = new Path(new Path(out), Lease.FOLDER);
        this.system = SmallFile.system(folder, configuration);
    }

    /** The names, the highest number first. */
    List<LeaseFile.Name> names() throws IOException {
        List<LeaseFile.Name> names = new ArrayList<>();
        try {
            for (FileStatus status : system.listStatus(folder)) {
                LeaseFile.Name.of(status.getPath().getName()).ifPresent(names::add);
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        names.sort(Comparator.comparingLong(LeaseFile.Name::number).reversed());
        return names;
    }

    /** Whoever holds the output now, dead or alive: what has the highest number and has not been given back. */
    Optional<Entry> holder() throws IOException {
        List<Entry> highest = highest();
        return highest.stream().filter(entry -> !entry.released()).findFirst();
    }

    /** Everything with the highest number: usually one, more while several claim the output. */
    List<Entry> highest() throws IOException {
        List<LeaseFile.Name> names = names();
        List<Entry> entries = new ArrayList<>();
        for (LeaseFile.Name name : names) {
            if (name.number() == names.get(0).number()) {
                entries.add(read(name));
            }
        }
        return entries;
    }

    Entry read(LeaseFile.Name name) throws IOException {
        String text = null;
        try {
            text = SmallFile.read(system, path(name));
            return new Entry(name, text, Json.read(text, LeaseFile.class));
        } catch (FileNotFoundException e) {
            return new Entry(name, null, null);
        } catch (JsonProcessingException e) {
            return new Entry(name, text, null);
        }
    }

    /**
     * Whether a holder lives: at once for a process of this system, else by watching its file for a change. No clock is
     * read, of this machine or another: what counts is time that passes here.
     */
    boolean lives(Entry holder, Runnable whenWatching) throws IOException {
        Optional<Boolean> told = holder.holder() == null
                ? Optional.empty()
                : holder.holder().process().alive();
        if (told.isPresent()) {
            return told.get();
        }
        whenWatching.run();
        long end = System.nanoTime() + (long) (holder.beatSeconds() * MISSED_BEATS * 1e9);
        while (System.nanoTime() < end) {
            pause(Duration.ofMillis(POLL_MILLIS));
            Entry now = read(holder.name());
            if (now.released() || now.text() == null) {
                return false;
            }
            if (!now.text().equals(holder.text())) {
                return true;
            }
        }
        return false;
    }

    void write(LeaseFile.Name name, LeaseFile holder) throws IOException {
        SmallFile.write(system, path(name), Json.write(holder));
    }

    void delete(LeaseFile.Name name) throws IOException {
        system.delete(path(name), false);
    }

    void make() throws IOException {
        system.mkdirs(folder);
    }

    private Path path(LeaseFile.Name name) {
        return new Path(folder, name.file());
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the output", e);
        }
    }
}
