package specsweep.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that goes forward by a day and back by more while a run is at work, and between two runs. Needs libfaketime. */
class ClockTest {
    @TempDir
    Path folder;

    @Test
    void aClockThatJumpsChangesNoFactAndNoRateIsNegative() throws Exception {
        Optional<FalseClock> found = FalseClock.in(folder);
        assumeTrue(found.isPresent(), "libfaketime is not installed");
        FalseClock clock = found.get();
        List<String> undisturbed = Stage.undisturbedFacts();
        Drivers drivers = new Drivers(folder);
        Path out = folder.resolve("out");

        try (JavaProcess driver = drivers.runLocally(out, clock)) {
            Facts.awaitFiles(out, driver, 1);
            clock.jump("+1d");
            Facts.awaitVisible(out, driver, 1);
            clock.jump("-2d");
            Facts.awaitVisible(out, driver, 3);
            // However fast the machine, the second run finds the first one at work, and there is something left to
            // train.
            driver.freeze();
            try (JavaProcess second = drivers.runLocally(out)) {
                assertThat(second.exitCode()).as(second::output).isEqualTo(1);
                assertThat(second.output()).contains(out + " is in use: ");
            }
            driver.kill();
        }
        int kept = Facts.of(out).size();

        clock.jump("-3d");
        try (JavaProcess driver = drivers.runLocally(out, clock)) {
            assertThat(driver.exitCode()).as(driver::output).isZero();
            assertThat(driver.output()).contains((undisturbed.size() - kept) + " fits to train");
        }
        assertThat(Facts.of(out)).isEqualTo(undisturbed);
        assertThat(Facts.distinct(out, "CAST(finished_at AS DATE)"))
                .as("the days on which fits were trained, by that clock")
                .hasSizeGreaterThanOrEqualTo(2);

        try (JavaProcess status = drivers.status(out)) {
            assertThat(status.exitCode()).as(status::output).isZero();
            String output = status.output();
            JsonNode sweep = new ObjectMapper()
                    .readTree(output.substring(output.indexOf('{')))
                    .get("sweeps")
                    .get(0);
            assertThat(sweep.get("state").asText()).as(output).isEqualTo("done");
            assertThat(sweep.get("fits_per_minute").asDouble()).as(output).isPositive();
            assertThat(sweep.get("left").asLong()).as(output).isZero();
        }
    }
}
