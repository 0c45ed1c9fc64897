package specsweep.cli;

import java.awt.AWTError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import specsweep.kernel.task.Domain;
import specsweep.kernel.task.Reference;
import specsweep.kernel.task.TargetFunction;
import specsweep.kernel.task.TaskFamily;
import specsweep.picture.HeatMap;
import specsweep.sweep.Suggestion;

/** {@code reference}: holds the solvers of the equations against closed forms and published tables. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description = "Solve the known cases of an equation and print the errors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep reference                              all families",
            "  specsweep reference cavity --picture cavity.svg  one, and a picture of a member",
            "  specsweep reference cavity --picture slow.png --member re=100",
            "",
            "Exit code 1 if an error is above its tolerance."
        })
final class ReferenceCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FAMILY", description = "A family of functions (default: all).")
    @Nullable String name;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Write a heat map of a member of FAMILY, as .svg or .png. May be given twice.")
    List<Path> pictures = new ArrayList<>();

    @Option(
            names = "--member",
            paramLabel = "NAME=VALUE,...",
            description = "Which member the picture shows, such as re=400 or nu=0.1,s=0.")
    @Nullable String member;

    @Override
    public Integer call() {
        List<TaskFamily> families = name == null ? TaskFamily.all() : List.of(family(name));
        // Whatever is wrong with the picture is said before anything is solved.
        HeatMapRequest request = pictureRequest(families);
        int missed = 0;
        List<String> given = new ArrayList<>();
        for (TaskFamily family : families) {
            if (family.reference().isEmpty()) {
                given.add(family.name());
                continue;
            }
            Reference reference = family.reference().get();
            missed += ReferenceTable.print(
                    System.out,
                    family.name() + ": " + family.formula(),
                    reference.checks().get(),
                    reference.convergence().get());
        }
        if (!given.isEmpty()) {
            System.out.printf(
                    "Nothing is solved for %s: a member is its formula, and there is no error to measure.%n",
                    String.join(", ", given));
        }
        if (request != null) {
            write(request);
        }
        return missed == 0 ? ExitCode.DONE : ExitCode.FATAL;
    }

    private static TaskFamily family(String name) {
        List<String> names = TaskFamily.all().stream().map(TaskFamily::name).toList();
        return TaskFamily.all().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.badInput(
                        "there is no family " + name + "; " + Suggestion.of(name, names, "families")));
    }

    /** A picture that can be drawn. */
    private record HeatMapRequest(TaskFamily family, Reference reference, specsweep.kernel.task.Parameters member) {}

    private @Nullable HeatMapRequest pictureRequest(List<TaskFamily> families) {
        if (pictures.isEmpty()) {
            if (member != null) {
                throw UserError.badInput("--member is for --picture, which is not given");
            }
            return null;
        }
        if (families.size() != 1) {
            throw UserError.badInput(
                    "--picture needs a FAMILY, such as: specsweep reference cavity --picture " + pictures.get(0));
        }
        TaskFamily family = families.get(0);
        Reference reference = family.reference().orElse(null);
        if (reference == null || family.domain().dimensions() != 2) {
            throw UserError.badInput("--picture is for families of two coordinates that are solved; " + family.name()
                    + " is not one of them");
        }
        for (Path file : pictures) {
            if (!HeatMap.writes(file)) {
                throw UserError.badInput("--picture " + file + ": the name must end in .svg or .png");
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw UserError.badInput("--picture " + file + ": there is no folder " + folder);
            }
        }
        return new HeatMapRequest(family, reference, member == null ? reference.example() : parsed(family, member));
    }

    private static specsweep.kernel.task.Parameters parsed(TaskFamily family, String text) {
        List<String> names = family.parameters();
        Double[] values = new Double[names.size()];
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.split("=", -1);
            int at = names.indexOf(parts[0].strip());
            if (parts.length != 2 || at < 0) {
                throw UserError.badInput("--member " + text + ": write " + String.join("=...,", names) + "=...");
            }
            try {
                values[at] = Double.valueOf(parts[1].strip());
            } catch (NumberFormatException e) {
                throw UserError.badInput("--member " + text + ": " + parts[1].strip() + " is not a number");
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                throw UserError.badInput("--member " + text + ": " + names.get(i) + " is missing; write "
                        + String.join("=...,", names) + "=...");
            }
        }
        try {
            var parameters = new specsweep.kernel.task.Parameters(names, List.of(values));
            family.member(parameters);
            return parameters;
        } catch (IllegalArgumentException e) {
            throw UserError.badInput("--member " + text + ": " + e.getMessage());
        }
    }

    private void write(HeatMapRequest request) {
        TaskFamily family = request.family();
        Domain domain = family.domain();
        TargetFunction function = family.member(request.member());
        HeatMap map = HeatMap.of(
                family.name() + ", "
                        + request.member().toString().replace(",", ", ").replace("=", " = "),
                family.formula(),
                axis(request.reference(), domain, 0),
                axis(request.reference(), domain, 1),
                request.reference().values(),
                function::sample);
        System.setProperty("java.awt.headless", "true");
        for (Path file : pictures) {
            try {
                map.write(file);
            } catch (IOException e) {
                throw UserError.fatal("--picture " + file + ": cannot be written: " + e.getMessage());
            } catch (LinkageError | AWTError | InternalError e) {
                // A JDK without its graphics libraries or a machine without any font; SVG needs neither.
                throw UserError.fatal("--picture " + file + ": this Java cannot draw letters (" + e.getMessage()
                        + "); write an .svg instead");
            }
            System.err.println("wrote " + file);
        }
    }

    private static HeatMap.Axis axis(Reference reference, Domain domain, int coordinate) {
        return new HeatMap.Axis(
                reference.coordinates().get(coordinate),
                domain.low().get(coordinate),
                domain.high().get(coordinate));
    }
}
