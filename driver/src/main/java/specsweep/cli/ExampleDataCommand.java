package specsweep.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import specsweep.kernel.random.Stream;
import specsweep.kernel.task.Burgers;

/** {@code example-data}: writes the data set of the bundled sweep {@code own-data}, as an example of what a table wants. */
@Command(
        name = "example-data",
        mixinStandardHelpOptions = true,
        description =
                "Write an example of your own data as CSV: Burgers' equation at scattered points, at five viscosities.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep example-data my-data.csv",
            "",
            "The bundled sweep own-data is run on this data; copy its file and change the",
            "columns to those of yours."
        })
final class ExampleDataCommand implements Callable<Integer> {
    private static final int POINTS = 400;
    private static final double[] VISCOSITIES = {0.02, 0.03, 0.035, 0.04, 0.05};

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist yet.")
    String file = "";

    @Override
    public Integer call() throws IOException {
        try {
            write(Path.of(file));
        } catch (FileAlreadyExistsException e) {
            throw UserError.badInput(file + " exists already; name another file");
        } catch (NoSuchFileException e) {
            throw UserError.badInput(file + " is in a folder that does not exist");
        } catch (InvalidPathException e) {
            throw UserError.badInput(file + " is not a path: " + e.getReason());
        }
        System.out.println(file + ": " + VISCOSITIES.length + " snapshots of " + POINTS
                + " points, columns nu, x, t and u; the bundled sweep own-data shows how to use it");
        return ExitCode.DONE;
    }

    /** Writes a new file, whole or not at all. */
    private static void write(Path file) throws IOException {
        String csv = csv();
        Files.createFile(file);
        try {
            Files.writeString(file, csv, StandardCharsets.UTF_8);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw UserError.fatal(file + " cannot be written: " + UserError.reason(e), e);
        }
    }

    /** The whole file: four decimals of places, six digits of values. */
    static String csv() {
        Stream stream = Stream.seed(2026).child("example-data");
        double[] points = new double[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[2 * i] = Math.rint(stream.nextUniform(-1e4, 1e4)) / 1e4;
            points[2 * i + 1] = Math.rint(stream.nextUniform(0, 1e4)) / 1e4;
        }
        StringBuilder csv = new StringBuilder(
                "# u_t + u u_x = nu u_xx from -sin(pi x), periodic on [-1, 1]: five viscosities at the same " + POINTS
                        + " scattered points\nnu,x,t,u\n");
        for (double nu : VISCOSITIES) {
            double[] values = new Burgers()
                    .member(specsweep.kernel.task.Parameters.of("nu", nu, "s", 0))
                    .sample(points);
            for (int i = 0; i < POINTS; i++) {
                csv.append(nu)
                        .append(',')
                        .append(plain(points[2 * i]))
                        .append(',')
                        .append(plain(points[2 * i + 1]));
                csv.append(',').append(plain(values[i])).append('\n');
            }
        }
        return csv.toString();
    }

    private static String plain(double number) {
        return specsweep.kernel.task.Parameters.decimal(
                new BigDecimal(number).round(new MathContext(6)).doubleValue());
    }
}
