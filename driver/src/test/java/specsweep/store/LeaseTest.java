package specsweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time writes to an output, whoever dies, sleeps or comes at the same moment. */
class LeaseTest {
    private static final Configuration CONFIGURATION = new Configuration();
    private static final Duration RARE = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(20);

    @TempDir
    Path out;

    @AfterEach
    void heal() {
        FaultyObjectStore.heal();
    }

    @Test
    void theSecondIsRefusedAndToldWhoHasIt() {
        try (Lease first = take(RARE)) {
            assertThatThrownBy(() -> take(RARE))
                    .isInstanceOf(OutputInUseException.class)
                    .hasMessageContaining(out + " is in use: run of sweep small, process "
                            + ProcessHandle.current().pid() + " of ")
                    .hasMessageContaining("since 2");
            first.check();
        }
        try (Lease again = take(RARE)) {
            again.check();
        }
    }

    @Test
    void numbersNeverGoBack() throws IOException {
        for (int number = 1; number <= 3; number++) {
            try (Lease lease = take(RARE)) {
                lease.check();
                assertThat(files()).hasSize(1);
                assertThat(files().get(0)).startsWith("000000000" + number + "-");
            }
            assertThat(files()).as("the last one stays").hasSize(1);
        }
    }

    @Test
    void theOwnerSaysThatItLivesAndHowFarItIs() throws Exception {
        try (Lease lease = take(OFTEN)) {
            lease.report(30, 120, 2.5);
            eventually(() -> Lease.ownerOf(CONFIGURATION, out.toString())
                    .filter(owner -> owner.beat() > 2 && owner.fitsTrained() == 30)
                    .isPresent());
            LeaseFile owner = Lease.ownerOf(CONFIGURATION, out.toString()).orElseThrow();
            assertThat(owner.sweep()).isEqualTo("small");
            assertThat(owner.fitsToTrain()).isEqualTo(120);
            assertThat(owner.trainSeconds()).isEqualTo(2.5);
        }
        assertThat(Lease.ownerOf(CONFIGURATION, out.toString())).isEmpty();
    }

    @Test
    void aDeadOwnerOfThisSystemLosesItAtOnce() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        ProcessIdentity here = ProcessIdentity.here();
        for (ProcessIdentity owner : List.of(
                new ProcessIdentity("here", dead.pid(), here.user(), here.system(), here.startTicks()),
                // The id lives, but is another process's by now.
                new ProcessIdentity("here", here.pid(), here.user(), here.system(), here.startTicks() - 1))) {
            put(7, owner, 3600, 0);
            try (Lease lease = take(RARE)) {
                lease.check();
                assertThat(files()).hasSize(1);
                assertThat(files().get(0)).startsWith("0000000008-");
            }
            deleteAll();
        }
    }

    @Test
    void aSilentOwnerElsewhereLosesItAfterSixOfItsBeatsWhateverTheClocksSay() throws IOException {
        for (Instant clock : List.of(Instant.parse("1990-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"))) {
            Path file = put(1, elsewhere(), 0.05, 3);
            Files.setLastModifiedTime(file, FileTime.from(clock));
            List<String> said = new ArrayList<>();
            long start = System.nanoTime();
            try (Lease lease = Lease.take(CONFIGURATION, out.toString(), "run", "small", RARE, said::add)) {
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
                assertThat(said).singleElement().asString().contains("was last used by test, process 1 of me on node7");
                lease.check();
            }
            deleteAll();
        }
    }

    @Test
    void anOwnerElsewhereThatBeatsKeepsItThoughItsClockStandsStill() throws Exception {
        FileTime still = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        AtomicBoolean going = new AtomicBoolean(true);
        put(1, elsewhere(), 0.5, 0);
        Thread owner = new Thread(() -> {
            for (long beat = 1; going.get(); beat++) {
                try {
                    Files.setLastModifiedTime(put(1, elsewhere(), 0.5, beat), still);
                    Thread.sleep(100);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        owner.start();
        try {
            assertThatThrownBy(() -> take(RARE)).isInstanceOf(OutputInUseException.class);
            assertThat(Lease.ownerOf(CONFIGURATION, out.toString())).isPresent();
        } finally {
            going.set(false);
            owner.join();
        }
    }

    @Test
    void anOwnerThatSleptTooLongFindsThatItHasLost() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (Lease lease = take(OFTEN)) {
            lease.whenLost(told::countDown);
            Path other = put(2, elsewhere(), 3600, 0);
            String before = Files.readString(other);
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(lease.isHeld()).isFalse();
            assertThatThrownBy(lease::check)
                    .isInstanceOf(OutputInUseException.class)
                    .hasMessageContaining("was taken over by test, process 1 of me on node7");
            lease.close();
            assertThat(Files.readString(other)).isEqualTo(before);
        }
    }

    @Test
    void aFileThatMakesNoSenseHoldsTheOutputNoLongerThanASilentOwner() throws IOException {
        Files.createDirectories(out.resolve(Lease.FOLDER));
        Files.writeString(out.resolve(Lease.FOLDER).resolve("notes.txt"), "not a claim");
        Path half = put(4, elsewhere(), 0.05, 0);
        Files.writeString(
                half, Files.readString(half).replace("\"beat_seconds\" : 0.05", "\"beat_seconds\" : 0.05, \"new\": 1"));
        try (Lease lease = take(RARE)) {
            lease.check();
            assertThat(files()).contains("notes.txt").hasSize(2);
        }
    }

    @Test
    void ofManyThatComeAtOnceOneGetsIt() throws Exception {
        assertOneOfManyGetsIt(10, () -> take(RARE));
    }

    private static void assertOneOfManyGetsIt(int rounds, Callable<Lease> taking) throws Exception {
        int many = 6;
        ExecutorService pool = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < rounds; round++) {
                CyclicBarrier together = new CyclicBarrier(many);
                Callable<@Nullable Lease> taker = () -> {
                    together.await();
                    try {
                        return taking.call();
                    } catch (OutputInUseException e) {
                        return null;
                    }
                };
                List<Future<@Nullable Lease>> takers = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    takers.add(pool.submit(taker));
                }
                List<Lease> taken = new ArrayList<>();
                for (Future<@Nullable Lease> future : takers) {
                    Lease lease = future.get();
                    if (lease != null) {
                        taken.add(lease);
                    }
                }
                assertThat(taken).hasSize(1);
                taken.get(0).check();
                taken.get(0).close();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whereNothingCanBeWrittenNothingIsTaken() throws IOException {
        Path file = Files.writeString(out.resolve("file"), "");
        assertThatThrownBy(() ->
                        Lease.take(CONFIGURATION, file.resolve("out").toString(), "run", "small", RARE, said -> {}))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aClaimThatIsCutOffLeavesNothingInTheWayOfTheNext() throws IOException {
        FaultyFileSystem.tearWrites("the disk went away");
        assertThatThrownBy(() -> takeFaulty(RARE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk went away");
        assertThat(files()).isEmpty();
        FaultyFileSystem.heal();
        try (Lease lease = takeFaulty(RARE)) {
            lease.check();
        }
    }

    @Test
    void anOwnerWhoseBeatsAreCutOffKeepsItsLastWholeOneAndBeatsAgainWhenItCan() throws Exception {
        try (Lease lease = takeFaulty(OFTEN)) {
            eventually(() -> beat() > 0);
            FaultyFileSystem.tearWrites("the disk went away");
            long before = beat();
            Thread.sleep(10 * OFTEN.toMillis());
            lease.check();
            assertThat(beat()).as("one may have been on its way").isBetween(before, before + 1);
            FaultyFileSystem.heal();
            eventually(() -> beat() > before + 2);
            lease.check();
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void onAnObjectStoreTheSecondIsRefusedThoughListingsDoNotShowTheFirst() {
        try (Lease first = takeObjects(RARE, said -> {})) {
            FaultyObjectStore.hide(path -> path.toString().contains(Lease.FOLDER + "/"));
            first.check();
            assertThatThrownBy(() -> takeObjects(RARE, said -> {}))
                    .isInstanceOf(OutputInUseException.class)
                    .hasMessageContaining("is in use: run of sweep small, process ");
            first.check();
        }
    }

    @Test
    void onAnObjectStoreAnOwnerThatBeatsNeverLosesItsFile() throws Exception {
        try (Lease lease = takeObjects(OFTEN, said -> {})) {
            for (int look = 0; look < 200; look++) {
                lease.check();
            }
            assertThat(files()).as("the claim, its number, and the probe").hasSize(3);
        }
        try (Lease next = takeObjects(RARE, said -> {})) {
            assertThat(next.number()).isEqualTo(2);
            next.check();
        }
    }

    @Test
    void ofManyThatComeAtOnceToAnObjectStoreOneGetsIt() throws Exception {
        assertOneOfManyGetsIt(3, () -> takeObjects(RARE, said -> {}));
    }

    @Test
    void whereOwnershipCannotBeGuaranteedThatIsSaidFirst() {
        FaultyObjectStore.forgetConditions();
        List<String> said = new ArrayList<>();
        takeObjects(RARE, said::add).close();
        assertThat(said).singleElement().asString().contains("Start one run at a time");
        said.clear();
        takeFaulty(RARE, said::add).close();
        assertThat(said).as("a file system that nobody knows").hasSize(1);
        said.clear();
        Lease.take(CONFIGURATION, out.toString(), "run", "small", RARE, said::add)
                .close();
        assertThat(said).isEmpty();
    }

    private Lease takeObjects(Duration beat, Consumer<String> said) {
        Configuration configuration = new Configuration();
        FaultyObjectStore.register(configuration);
        return Lease.take(configuration, FaultyObjectStore.uri(out), "run of sweep small", "small", beat, said);
    }

    /** Of the one owner's file, which is never half a file, but on this file system is gone for a moment at every beat. */
    private long beat() throws Exception {
        AtomicLong beat = new AtomicLong(-1);
        eventually(() -> {
            Lease.ownerOf(CONFIGURATION, out.toString()).ifPresent(owner -> beat.set(owner.beat()));
            return beat.get() >= 0;
        });
        return beat.get();
    }

    private Lease takeFaulty(Duration beat) {
        return takeFaulty(beat, said -> {});
    }

    private Lease takeFaulty(Duration beat, Consumer<String> said) {
        Configuration configuration = new Configuration();
        FaultyFileSystem.register(configuration);
        return Lease.take(configuration, FaultyFileSystem.uri(out), "run of sweep small", "small", beat, said);
    }

    private Lease take(Duration beat) {
        return Lease.take(CONFIGURATION, out.toString(), "run of sweep small", "small", beat, said -> {});
    }

    private static ProcessIdentity elsewhere() {
        return new ProcessIdentity("node7", 1, "me", "another boot", 5);
    }

    private Path put(long number, ProcessIdentity owner, double beatSeconds, long beat) throws IOException {
        LeaseFile.Name name = new LeaseFile.Name(number, "00000000-0000-0000-0000-000000000000");
        LeaseFile file = new LeaseFile(
                name.id(), "test", null, owner, "2026-01-01T00:00:00Z", beatSeconds, beat, false, 0, 0, 0);
        LeaseFolder folder = new LeaseFolder(CONFIGURATION, out.toString());
        folder.make();
        folder.write(name, file);
        return out.resolve(Lease.FOLDER).resolve(name.file());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(out.resolve(Lease.FOLDER))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void deleteAll() throws IOException {
        for (String file : files()) {
            Files.delete(out.resolve(Lease.FOLDER).resolve(file));
        }
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
    }
}
