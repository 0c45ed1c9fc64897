package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output on an object store: a server that nobody here wrote, where a rename is a copy that takes a while. */
class ObjectStoreTest {
    /** Set {@code -Dspecsweep.chaos.seed=...} to repeat the random moments of a run that failed. */
    private static final long SEED = Long.getLong("specsweep.chaos.seed", System.nanoTime());

    /** How often; {@code .ci/chaos --full} asks for twenty. */
    private static final int KILLS = Integer.getInteger("specsweep.chaos.kills", 2);

    /** For each kill: a sweep may have ended before its moment came. */
    private static final int MOST_ATTEMPTS = 6;

    /** Publishing a wave takes about as long. */
    private static final int PUBLISHING_MILLIS = 600;

    @TempDir
    static Path folder;

    private static ObjectStoreServer server;

    @BeforeAll
    static void start() {
        server = ObjectStoreServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSweepThatIsKilledWhileItPublishesEndsEqualToOneThatNothingDisturbed() {
        Random random = new Random(SEED);
        System.out.printf("chaos: seed %d, %d kills on an object store%n", SEED, KILLS);
        List<String> undisturbed = Stage.undisturbedFacts();
        Drivers drivers = new Drivers(folder);
        String out = "killed";
        int killed = 0;
        int publishing = 0;
        for (int attempt = 1; killed < KILLS; attempt++) {
            assertThat(attempt).as("attempts to kill it %d times", KILLS).isLessThanOrEqualTo(MOST_ATTEMPTS * KILLS);
            boolean alive;
            String name = out;
            List<String> before = commits(name);
            try (JavaProcess driver = run(drivers, name)) {
                // One in five while Spark starts or plans; the others when a wave is committed and becomes visible.
                boolean early = random.nextInt(5) == 0;
                int later = random.nextInt(early ? 6000 : PUBLISHING_MILLIS);
                if (!early) {
                    Eventually.until(
                            "a wave is committed",
                            () -> !driver.isAlive() || !before.containsAll(commits(name)),
                            driver::output);
                }
                pause(later);
                alive = driver.isAlive();
                driver.kill();
                publishing += alive && !early ? 1 : 0;
            }
            killed += alive ? 1 : 0;
            List<String> visible = facts(out, "after-" + attempt);
            assertThat(visible).as("after attempt %d", attempt).doesNotHaveDuplicates();
            assertThat(undisturbed).as("after attempt %d", attempt).containsAll(visible);
            System.out.printf(
                    "chaos: attempt %d, killed %d times, %d while publishing, %d of %d facts%n",
                    attempt, killed, publishing, visible.size(), undisturbed.size());
            if (!alive) {
                assertThat(visible).isEqualTo(undisturbed);
                out = "killed-" + attempt;
            }
        }
        try (JavaProcess driver = run(drivers, out)) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
        }
        assertThat(facts(out, "whole")).isEqualTo(undisturbed);
        assertThat(server.list(out + "/_staging")).as("what was at work").isEmpty();
        assertThat(server.copiesMade()).as("copies that were held back").isPositive();
    }

    @Test
    void oneOfTwoIsRefusedAndEveryCommandWorksThere() throws IOException {
        Path data = Path.of(System.getProperty("specsweep.home"), "sweeps/own-data.csv");
        server.put(data, "data/own-data.csv");
        Drivers drivers = new Drivers(folder, """
                sweep: own
                settings: {family: table, source: 0.03, width: 64, source_steps: 20, steps: 20}
                table: {file: "%s/data/own-data.csv", coordinates: [x, t], values: u, parameter: nu}
                tuples: {grid: {architecture: [relu-mlp, siren], seed: 0..7, target: 0.02}}
                """.formatted(ObjectStoreServer.BUCKET));
        try (JavaProcess first = run(drivers, "own")) {
            Eventually.until(
                    "it owns the output",
                    () -> server.list("own/_lease").stream().anyMatch(file -> file.endsWith(".json")),
                    first::output);
            try (JavaProcess second = run(drivers, "own")) {
                assertThat(second.exitCode()).as(second::output).isEqualTo(1);
                assertThat(second.output()).contains("own is in use: run of sweep own, process ");
            }
            assertThat(first.exitCode()).as(first::output).isZero();
        }
        try (JavaProcess again = run(drivers, "own")) {
            assertThat(again.exitCode()).as(again::output).isZero();
            assertThat(again.output()).contains("nothing to train");
        }
        assertThat(ask(drivers, "sql", "--format", "csv", "SELECT count(*) FROM fits"))
                .contains("48");
        assertThat(ask(drivers, "status")).contains("own");
        Path page = folder.resolve("report.html");
        ask(drivers, "report", "--html", page.toString());
        assertThat(Files.size(page)).isPositive();
        List<String> before = facts("own", "before");
        assertThat(ask(drivers, "compact", "--keep-seconds", "0")).contains("files");
        assertThat(facts("own", "after")).isEqualTo(before);
        assertThat(ask(drivers, "sql", "--format", "csv", "SELECT count(*) FROM fits"))
                .contains("48");
    }

    /** The commits of waves that are not visible whole: of this run, or left by one that was killed. */
    private static List<String> commits(String out) {
        return server.list(out + "/_staging").stream()
                .filter(file -> file.endsWith("_commit.json"))
                .toList();
    }

    private static JavaProcess run(Drivers drivers, String out) {
        return drivers.runLocallyTo(ObjectStoreServer.BUCKET + "/" + out, server.options());
    }

    private static String ask(Drivers drivers, String... command) {
        try (JavaProcess process = drivers.ask(ObjectStoreServer.BUCKET + "/own", List.of(command), server.options())) {
            assertThat(process.exitCode()).as(process::output).isZero();
            return process.output();
        }
    }

    private static List<String> facts(String out, String name) {
        Path local = folder.resolve(name);
        server.download(out, local);
        return Facts.visibleFiles(local).isEmpty() ? List.of() : Facts.of(local);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
