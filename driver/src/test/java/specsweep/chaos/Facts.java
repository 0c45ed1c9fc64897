package specsweep.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** Reads an output with an engine that is not Spark: what any reader of the visible files would see. */
final class Facts {
    /** Columns that may differ between two runs of the same sweep: time and place. */
    private static final String PLACE_AND_TIME = "wall_ms, finished_at, host";

    private Facts() {}

    /** Every visible fact as text, floats with all their bits, in a fixed order, without place and time. */
    static List<String> of(Path out) {
        return query("SELECT to_json(f)::VARCHAR FROM (SELECT * EXCLUDE (" + PLACE_AND_TIME + ") FROM " + files(out)
                + " ORDER BY tuple_id, condition) f");
    }

    /** The answers of one column over all facts of an output. */
    static List<String> distinct(Path out, String column) {
        return query("SELECT DISTINCT (" + column + ")::VARCHAR FROM " + files(out) + " ORDER BY 1");
    }

    /** The visible files. */
    static List<Path> visibleFiles(Path out) {
        return files(
                out,
                path -> path.toString().endsWith(".parquet") && path.toString().startsWith("sweep="));
    }

    /** Every file below an output, of tasks that are at work too. */
    static List<Path> allFiles(Path out) {
        return files(out, path -> true);
    }

    /** Waits until tasks of a run have written some files, while others are at work. */
    static void awaitFiles(Path out, JavaProcess driver, int files) {
        await(
                "tasks have written " + files + " files",
                driver,
                () -> allFiles(out).stream()
                                .filter(path -> path.toString().matches(".*\\.parquet(\\.hidden)?"))
                                .count()
                        >= files);
    }

    /** Waits until a run that goes on has published some files. */
    static void awaitVisible(Path out, JavaProcess driver, int files) {
        await(files + " files are visible", driver, () -> visibleFiles(out).size() >= files);
    }

    private static void await(String what, JavaProcess driver, BooleanSupplier condition) {
        Eventually.until(
                what,
                () -> {
                    Assertions.assertThat(driver.isAlive()).as(driver::output).isTrue();
                    return condition.getAsBoolean();
                },
                driver::output);
    }

    private static List<Path> files(Path out, Predicate<Path> wanted) {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(path -> Files.isRegularFile(path) && wanted.test(out.relativize(path)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // A file went away between being listed and looked at; the caller looks again.
            return List.of();
        }
    }

    private static String files(Path out) {
        return "read_parquet('" + out
                + "/sweep=*/architecture=*/*.parquet', hive_partitioning = true, hive_types_autocast = false)";
    }

    private static List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }
}
