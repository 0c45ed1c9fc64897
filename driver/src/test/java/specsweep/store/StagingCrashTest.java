package specsweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An append that is cut off at every change that it makes, on a disk and on an object store, and recoveries that are cut off too.
 * The files hold lines in the place of rows: what is tested is which of them a reader sees.
 */
class StagingCrashTest {
    private static final List<String> FILES = List.of(
            "sweep=s/architecture=siren/part-0.parquet",
            "sweep=s/architecture=siren/part-1.parquet",
            "sweep=s/architecture=relu-mlp/part-2.parquet");

    /** Made once: making one reads files of settings. */
    private static final Configuration CONFIGURATION = new Configuration();

    static {
        FaultyFileSystem.register(CONFIGURATION);
        FaultyObjectStore.register(CONFIGURATION);
    }

    /** Where an output lies. */
    private enum Store {
        DISK,
        OBJECTS;

        OutputRoot root(Path out) throws IOException {
            return OutputRoot.of(CONFIGURATION, this == DISK ? FaultyFileSystem.uri(out) : FaultyObjectStore.uri(out));
        }
    }

    @TempDir
    Path folder;

    @AfterEach
    void heal() {
        FaultyObjectStore.heal();
    }

    @ParameterizedTest
    @EnumSource
    void whateverACrashLeavesTheNextOwnerShowsAllOfACommitOrNothing(Store store) throws IOException {
        int crashes = 0;
        for (boolean crashed = true; crashed; crashes++) {
            Path out = folder.resolve("out-" + crashes);
            OutputRoot root = store.root(out);
            crashed = FaultyFileSystem.dies(crashes, () -> append(root, out, "wave", 1));
            boolean committed = Files.exists(out.resolve("_staging/wave/_commit.json"))
                    || !visible(out).isEmpty();
            assertThat(FILES).as("after %d changes", crashes).containsAll(visible(out));

            int recoveries = 0;
            while (FaultyFileSystem.dies(recoveries, () -> new Staging(root).recover(2))) {
                assertThat(FILES).containsAll(visible(out));
                recoveries++;
            }
            assertThat(visible(out))
                    .as("after %d changes", crashes)
                    .containsExactlyInAnyOrderElementsOf(committed ? FILES : List.of());
            assertThat(out.resolve("_staging")).doesNotExist();
        }
        assertThat(crashes).isGreaterThan(store == Store.DISK ? 6 : 8);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasGivenUpCannotBeCommittedAnyMore(Store store) throws IOException {
        Path out = folder.resolve("out");
        OutputRoot root = store.root(out);
        Path wave = stage(out, "wave");
        Commit givenUp = Commit.endedOrGivenUp(root.small(), new Staging(root).folder("wave"), 2);
        assertThat(givenUp.givenUp()).isTrue();
        assertThatThrownBy(() -> Commit.of(root.small(), new Staging(root).folder("wave"), 1, FILES))
                .hasMessageContaining("was given up: another process has taken it over");
        assertThatThrownBy(() -> new Staging(root).publish(new Staging(root).folder("wave")))
                .hasMessageContaining("another process has taken it over");
        assertThat(visible(out)).isEmpty();
        assertThat(wave).isDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierOwnerCommitsAfterTheOutputWasRecoveredIsDropped(Store store) throws IOException {
        Path out = folder.resolve("out");
        OutputRoot root = store.root(out);
        append(root, out, "first", 1);
        List<String> before = visible(out);
        new Staging(root).recover(3);

        // The owner of number 2 slept meanwhile, and begins another wave before it looks whether it still is the owner.
        stage(out, "late");
        Commit.of(
                root.small(), new Staging(root).folder("late"), 2, List.of("sweep=s/architecture=siren/late.parquet"));
        Files.writeString(
                out.resolve("_staging/late/sweep=s/architecture=siren/late.parquet.hidden"), "trained twice\n");
        assertThat(new Staging(root).recover(4)).isZero();
        assertThat(visible(out)).isEqualTo(before);

        // What the last owner has committed is published.
        stage(out, "own");
        Commit.of(root.small(), new Staging(root).folder("own"), 4, List.of("sweep=s/architecture=siren/own.parquet"));
        Files.writeString(out.resolve("_staging/own/sweep=s/architecture=siren/own.parquet.hidden"), "row\n");
        assertThat(new Staging(root).recover(5)).isEqualTo(1);
        assertThat(visible(out)).contains("sweep=s/architecture=siren/own.parquet");
    }

    @ParameterizedTest
    @EnumSource
    void twoThatPublishTheSameAtOnceDoWhatOneDoes(Store store) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 40; round++) {
                Path out = folder.resolve("out-" + round);
                OutputRoot root = store.root(out);
                stage(out, "wave");
                Commit.of(root.small(), new Staging(root).folder("wave"), 1, FILES);
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<?>> both = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    both.add(pool.submit(() -> {
                        together.await();
                        return new Staging(store.root(out)).recover(2);
                    }));
                }
                int done = 0;
                for (Future<?> each : both) {
                    done += ended(each) ? 1 : 0;
                }
                assertThat(done).as("that ended well").isPositive();
                assertThat(visible(out)).containsExactlyInAnyOrderElementsOf(FILES);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** One of two may find that the other was faster. */
    private static boolean ended(Future<?> publishing) throws InterruptedException {
        try {
            publishing.get();
            return true;
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
            return false;
        }
    }

    private static void append(OutputRoot root, Path out, String wave, long owner) throws IOException {
        stage(out, wave);
        Staging staging = new Staging(root);
        Commit.of(root.small(), staging.folder(wave), owner, FILES);
        staging.publish(staging.folder(wave));
    }

    /** What tasks have written: one file each, and one more that an attempt left which was lost. */
    private static Path stage(Path out, String wave) throws IOException {
        Path staged = out.resolve("_staging").resolve(wave);
        for (String file : FILES) {
            Path hidden = staged.resolve(file + ".hidden");
            Files.createDirectories(hidden.getParent());
            Files.writeString(hidden, file + "\n");
        }
        Files.writeString(staged.resolve(FILES.get(0)).resolveSibling("lost.parquet.hidden"), "half a ro");
        return staged;
    }

    private static List<String> visible(Path out) throws IOException {
        if (!Files.exists(out)) {
            return List.of();
        }
        List<String> visible;
        try (Stream<Path> files = Files.walk(out)) {
            visible = files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
        for (String file : visible) {
            if (FILES.contains(file)) {
                assertThat(Files.readString(out.resolve(file))).as("whole").isEqualTo(file + "\n");
            }
        }
        return visible;
    }
}
