package specsweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to an output, held by one process at a time.
 *
 * <p>A claim is a file {@code _lease/NUMBER-ID.json} with the number after the highest that is there. Whoever has written
 * one looks again: if no other claim has that number or a higher one, the output is its own; else it withdraws and tries
 * again after a random while. Of two claims with one number at most one holder comes out, since the later of the two to be
 * written sees the earlier. So all that is asked of a file system is that a listing shows what was written before it:
 * neither a create that fails where a file exists (which Hadoop's local file system does not have) nor a clock. An object
 * store's listings may be late, but it writes a file once if it is asked to: there a number is reserved before it is claimed.
 *
 * <p>The owner writes its file anew every few seconds. A newcomer takes the output over only when the owner's process is
 * known to be dead, or when its file has not changed for {@link LeaseFolder#MISSED_BEATS} of its beats while the newcomer
 * watched. An owner that was merely stopped for that long finds a higher number when it wakes, and has lost: numbers never
 * go back, because the last file stays when its owner gives the output back. That leaves the moment between an owner's last
 * look and what it does then; {@link FactStore#recover} closes it by moving away all that another process has staged, so
 * that there is nothing left for it to make visible.
 */
public final class Lease implements Ownership, AutoCloseable {
    /** Where claims lie, below the output. */
    public static final String FOLDER = "_lease";

    /** How often an owner says that it lives. */
    public static final Duration BEAT = Duration.ofSeconds(5);

    private static final int ATTEMPTS = 30;

    /** How long a number that is reserved and not claimed is left to whoever reserved it. */
    private static final Duration RESERVATION = BEAT.multipliedBy(2);

    private final LeaseFolder folder;
    private final LeaseFile.Name name;
    private final String out;
    private final ScheduledExecutorService beats;
    private LeaseFile file;
    private volatile @Nullable String lost;
    private volatile @Nullable Runnable whenLost;
    private long fitsTrained;
    private long fitsToTrain;
    private double trainSeconds;
    private boolean closed;

    private Lease(LeaseFolder folder, LeaseFile.Name name, LeaseFile file, String out) {
        this.folder = folder;
        this.name = name;
        this.file = file;
        this.out = out;
        this.beats = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "lease of " + out);
            thread.setDaemon(true);
            return thread;
        });
        long nanos = (long) (file.beatSeconds() * 1e9);
        beats.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Takes an output, waiting where that is needed to tell whether the last owner lives.
     *
     * @param purpose what for, for people
     * @param sweep the sweep to be trained, if any
     * @param waiting is told in words when this takes time
     * @throws OutputInUseException if another process has it
     */
    public static Lease take(
            Configuration configuration,
            String out,
            String purpose,
            @Nullable String sweep,
            Duration beat,
            Consumer<String> waiting) {
        try {
            LeaseFolder folder = new LeaseFolder(configuration, out);
            folder.make();
            if (!folder.isExclusive()) {
                waiting.accept(cannotBeGuaranteed(out));
            }
            LeaseFile file = new LeaseFile(
                    UUID.randomUUID().toString(),
                    purpose,
                    sweep,
                    ProcessIdentity.here(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    beat.toNanos() / 1e9,
                    0,
                    false,
                    0,
                    0,
                    0);
            return take(folder, file, out, waiting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lease take(LeaseFolder folder, LeaseFile file, String out, Consumer<String> waiting)
            throws IOException {
        long watched = 0;
        long watchedSince = System.nanoTime();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<LeaseFolder.Entry> before = folder.highest();
            for (LeaseFolder.Entry entry : before) {
                if (!entry.released() && folder.lives(entry, () -> waiting.accept(watching(entry, out)))) {
                    throw new OutputInUseException(inUse(entry, out));
                }
            }
            long highest = before.isEmpty() ? 0 : before.get(0).name().number();
            long reserved = Math.max(highest, folder.highestReserved());
            if (reserved != watched) {
                watched = reserved;
                watchedSince = System.nanoTime();
            }
            // Whoever has reserved a number and not claimed it is about to, or has died in between.
            boolean free = reserved == highest || System.nanoTime() - watchedSince > RESERVATION.toNanos();
            List<LeaseFile.Name> now = folder.names();
            if (free && (now.isEmpty() ? 0 : now.get(0).number()) == highest) {
                Optional<LeaseFile.Name> mine = claim(folder, file, highest, reserved + 1);
                if (mine.isPresent()) {
                    for (LeaseFile.Name other : folder.names()) {
                        if (other.number() < mine.get().number()) {
                            folder.delete(other);
                        }
                    }
                    return new Lease(folder, mine.get(), file, out);
                }
            }
            LeaseFolder.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 200L + 100 * attempt)));
        }
        throw new OutputInUseException(out + " is wanted by several processes at once; try again");
    }

    /**
     * Claims a number.
     *
     * @param judged the highest number whose holders are known to have ended
     */
    private static Optional<LeaseFile.Name> claim(LeaseFolder folder, LeaseFile file, long judged, long number)
            throws IOException {
        LeaseFile.Name mine = new LeaseFile.Name(number, file.id());
        if (!folder.reserve(mine)) {
            return Optional.empty();
        }
        folder.write(mine, file);
        boolean alone = folder.names().stream().allMatch(name -> name.equals(mine) || name.number() <= judged);
        if (!alone) {
            folder.withdraw(mine);
        }
        return alone ? Optional.of(mine) : Optional.empty();
    }

    /** Who holds an output, if anyone does and lives. Takes a few beats to tell where the owner is on another system. */
    public static Optional<LeaseFile> ownerOf(Configuration configuration, String out) {
        try {
            LeaseFolder folder = new LeaseFolder(configuration, out);
            Optional<LeaseFolder.Entry> holder = folder.holder();
            return holder.isPresent() && folder.lives(holder.get(), () -> {})
                    ? Optional.ofNullable(folder.read(holder.get().name()).holder())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + out + ": " + e.getMessage(), e);
        }
    }

    /** Has this run as soon as it is seen that the output was lost, in a thread of the lease. */
    public void whenLost(Runnable action) {
        whenLost = action;
        if (lost != null) {
            action.run();
        }
    }

    /** Looks whether the output is still this process's own. */
    public boolean isHeld() {
        if (lost == null) {
            try {
                look();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the lease of " + out + ": " + e.getMessage(), e);
            }
        }
        return lost == null;
    }

    @Override
    public long number() {
        return name.number();
    }

    @Override
    public void check() {
        if (!isHeld()) {
            throw new OutputInUseException(String.valueOf(lost));
        }
    }

    /** Says how far the work is, to be told to whoever asks for the status. */
    public synchronized void report(long trained, long toTrain, double seconds) {
        fitsTrained = trained;
        fitsToTrain = toTrain;
        trainSeconds = seconds;
    }

    private synchronized void beat() {
        try {
            if (closed || lost != null) {
                return;
            }
            look();
            if (lost == null) {
                file = file.beaten(fitsTrained, fitsToTrain, trainSeconds);
                folder.write(name, file);
            }
        } catch (IOException e) {
            // A full disk, a network that is away: the next beat tries again, and who watches meanwhile may take over.
            return;
        }
    }

    private void look() throws IOException {
        List<LeaseFile.Name> names = folder.names();
        boolean taken = !names.isEmpty() && names.get(0).number() > name.number();
        if (!taken && folder.exists(name)) {
            return;
        }
        Optional<LeaseFolder.Entry> other =
                folder.holder().filter(entry -> !entry.name().equals(name));
        lost = out + " was taken over by "
                + other.map(LeaseFolder.Entry::who).orElse("another process")
                + " while this process was not heard of; this process has stopped. What it had published is kept.";
        Runnable action = whenLost;
        if (action != null) {
            action.run();
        }
    }

    /** Gives the output back. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        beats.shutdownNow();
        try {
            look();
            if (lost == null) {
                folder.write(name, file.givenBack(fitsTrained, fitsToTrain, trainSeconds));
            }
        } catch (IOException e) {
            // Others find out by watching that nobody is there any more.
            return;
        }
    }

    private static String watching(LeaseFolder.Entry entry, String out) {
        return String.format(
                "%s was last used by %s, which has not given it back; watching for %.0f s whether it lives",
                out, entry.who(), entry.beatSeconds() * LeaseFolder.MISSED_BEATS);
    }

    private static String cannotBeGuaranteed(String out) {
        return "warning: the file system of " + out + " cannot promise that a file is written by one process alone."
                + " Start one run at a time: of two that start in the same moment, both may take the output for theirs,"
                + " and train the same twice.";
    }

    private static String inUse(LeaseFolder.Entry entry, String out) {
        return out + " is in use: " + entry.who()
                + ". Wait for it, or stop it; specsweep status and specsweep sql can be asked meanwhile.";
    }
}
