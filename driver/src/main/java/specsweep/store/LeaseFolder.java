package specsweep.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The files of an output's {@value Lease#FOLDER}, and what can be told from them without holding the lease. */
final class LeaseFolder {
    /** An owner that has not beaten for so many beats has lost the output. */
    static final int MISSED_BEATS = 6;

    private static final double BEAT_SECONDS_UNTOLD = 5;
    private static final long POLL_MILLIS = 100;
    private static final int RESERVATIONS_KEPT = 16;

    /** How a number is reserved on an object store: a file without an id, which one process alone can write. */
    private static final Pattern RESERVED = Pattern.compile("\\d{10}");

    private static final String PROBE = ".written-once";

    private final OutputRoot root;
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
        this.root = OutputRoot.of(configuration, out);
        this.folder = root.child(Lease.FOLDER);
    }

    /** Whether of two processes that claim the output one at most can get it; asked before it is claimed. */
    boolean isExclusive() throws IOException {
        return root.small().isExclusive(new Path(folder, PROBE));
    }

    /** The names, the highest number first. */
    List<LeaseFile.Name> names() throws IOException {
        List<LeaseFile.Name> names = new ArrayList<>();
        for (FileStatus status : root.list(folder)) {
            LeaseFile.Name.of(status.getPath().getName()).ifPresent(names::add);
        }
        names.sort(Comparator.comparingLong(LeaseFile.Name::number).reversed());
        // What a listing does not show yet, the file that reserved its number tells.
        long number = names.isEmpty() ? 0 : names.get(0).number();
        for (Optional<LeaseFile.Name> next = reserved(number + 1); next.isPresent(); next = reserved(number + 1)) {
            number++;
            if (exists(next.get())) {
                names.add(0, next.get());
            }
        }
        return names;
    }

    /** Who has reserved a number, where numbers are reserved. */
    private Optional<LeaseFile.Name> reserved(long number) throws IOException {
        if (root.small().renamesAtOnce()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LeaseFile.Name(
                    number, root.small().read(reservation(number)).strip()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
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
            text = root.small().read(path(name));
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
        root.small().put(path(name), Json.write(holder));
    }

    /** Whether a claim is still there, asked of the file itself: a listing may not show yet what has been written. */
    boolean exists(LeaseFile.Name name) throws IOException {
        return root.files().exists(path(name));
    }

    /**
     * Takes a number for a claim. Where a listing shows what was written before it, claims can be told apart by looking again;
     * an object store may be slower, but writes a file once if it is asked to.
     *
     * @return whether it was free
     */
    boolean reserve(LeaseFile.Name name) throws IOException {
        return root.small().renamesAtOnce() || root.small().putIfAbsent(reservation(name.number()), name.id() + "\n");
    }

    /** The highest number that was taken and not claimed yet, or never will be; 0 where there is none. */
    long highestReserved() throws IOException {
        long highest = 0;
        for (FileStatus status : root.list(folder)) {
            String name = status.getPath().getName();
            highest = RESERVED.matcher(name).matches() ? Math.max(highest, Long.parseLong(name)) : highest;
        }
        return highest;
    }

    /** Removes a claim; and long after it what reserved its number, since whoever is told late may still try it. */
    void delete(LeaseFile.Name name) throws IOException {
        root.files().delete(path(name), false);
        root.files().delete(reservation(name.number() - RESERVATIONS_KEPT), false);
    }

    void make() throws IOException {
        root.files().mkdirs(folder);
    }

    /** Takes back a claim that was not granted. */
    void withdraw(LeaseFile.Name name) throws IOException {
        root.files().delete(path(name), false);
        root.files().delete(reservation(name.number()), false);
    }

    private Path reservation(long number) {
        return new Path(folder, String.format("%010d", number));
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
