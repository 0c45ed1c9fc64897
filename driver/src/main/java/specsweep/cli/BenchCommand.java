package specsweep.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import specsweep.kernel.arch.Architecture;
import specsweep.kernel.arch.FourierMlp;
import specsweep.kernel.arch.ReluMlp;
import specsweep.kernel.arch.Siren;
import specsweep.kernel.net.NativeEnvironment;
import specsweep.kernel.net.StepBenchmark;
import specsweep.run.SweepBenchmark;

/** {@code bench}: measures the training step against this machine's roofline. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure training steps a second on one core against the roofline of this machine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specsweep bench",
            "  specsweep bench --width 64 --points 256 --format json",
            "  specsweep bench --sweep",
            "",
            "The roofline is the time of the step's large products at the best sgemm rate",
            "measured here, plus that of its activations and of Adam as loops alone."
        })
final class BenchCommand implements Callable<Integer> {
    /** How the result is written. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(names = "--width", split = ",", description = "Widths (default: 64,128,256).")
    int[] widths = {64, 128, 256};

    @Option(names = "--points", split = ",", description = "Numbers of training points (default: 256,4096).")
    int[] points = {256, 4096};

    @Option(names = "--stack", split = ",", description = "Stack sizes to try (default: 1,2,5,10).")
    int[] stacks = {1, 2, 5, 10};

    @Option(names = "--format", description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Format format = Format.TABLE;

    @Option(
            names = "--sweep",
            description = "Measure what a whole sweep costs above its training instead: start-up, scheduling, writing.")
    boolean sweep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return sweep ? sweeps() : steps();
    }

    /** Start-up from a process of its own; the rest in sessions of one slot and of one for each core. */
    private static int sweeps() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("specsweep-bench");
        try {
            double fixed = Double.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                fixed = Math.min(fixed, startUpSeconds(folder, i));
            }
            System.out.printf(Locale.ROOT, "fixed cost      %.1f s: run of one tuple of one step, best of 3%n", fixed);
            List<SweepBenchmark.Result> results = new ArrayList<>();
            int cores = Runtime.getRuntime().availableProcessors();
            for (int slots : cores == 1 ? new int[] {1} : new int[] {1, cores}) {
                Session session = new Session();
                session.master = "local[" + slots + "]";
                try (OpenSession open = session.open("bench")) {
                    SparkSession spark = open.spark();
                    SweepBenchmark.Result r = SweepBenchmark.measure(spark, folder.resolve("slots-" + slots));
                    results.add(r);
                    System.out.printf(
                            Locale.ROOT,
                            "%d slot%s         %d more tuples of %.0f ms took %.2f s more; above training %.1f %%%n",
                            slots,
                            slots == 1 ? " " : "s",
                            r.tuples(),
                            r.tupleMillis(),
                            r.seconds(),
                            100 * r.overhead());
                }
            }
            if (results.size() == 2) {
                System.out.printf(
                        Locale.ROOT,
                        "speed-up        %.2f times with %d slots%n",
                        results.get(1).rate() / results.get(0).rate(),
                        cores);
            }
            return ExitCode.DONE;
        } finally {
            JavaUtils.deleteRecursively(folder.toFile());
        }
    }

    private static double startUpSeconds(Path folder, int number) throws IOException, InterruptedException {
        Path sweep = folder.resolve("one-" + number + ".yaml");
        Files.writeString(sweep, """
                sweep: one
                settings: {width: 1, depth: 1, points: 8, source_steps: 1, steps: 1}
                tuples: {grid: {architecture: relu-mlp, seed: 0, family: bump, source: 0.1, delta: 0.1}}
                """);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(
                "run",
                sweep.toString(),
                "--out",
                folder.resolve("one-" + number).toString()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("one-" + number + ".log").toFile())
                .start();
        int code = process.waitFor();
        if (code != ExitCode.DONE) {
            throw UserError.fatal("the trial run ended with " + code + ":\n"
                    + Files.readString(folder.resolve("one-" + number + ".log")));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private int steps() {
        NativeEnvironment environment = NativeEnvironment.prepare();
        StepBenchmark benchmark = new StepBenchmark();
        if (format == Format.TABLE) {
            System.out.printf(
                    "%s, kernels %s, %d native thread, %s %s; 3 hidden layers, Adam, float32, one core%n%n",
                    environment.cpu(),
                    environment.kernels(),
                    environment.threads(),
                    System.getProperty("java.vm.name"),
                    Runtime.version());
            System.out.printf(
                    "%-12s %6s %7s %-8s %9s %9s %9s %9s %9s %6s %6s %11s%n",
                    "architecture",
                    "width",
                    "points",
                    "kernel",
                    "steps/s",
                    "roofline",
                    "fraction",
                    "sgemm",
                    "element",
                    "tile",
                    "stack",
                    "bytes/step");
        } else {
            System.out.println("[");
        }
        String separator = "";
        for (int width : widths) {
            for (int n : points) {
                for (Architecture architecture : List.of(new Siren(30), new ReluMlp(), new FourierMlp(5, 32))) {
                    StepBenchmark.Result r = benchmark.measure(architecture, width, n, stacks);
                    if (format == Format.TABLE) {
                        System.out.printf(
                                Locale.ROOT,
                                "%-12s %6d %7d %-8s %9.0f %9.0f %9.2f %4.0f GF/s %6.2f ns %6d %6d %11.0f%n",
                                r.architecture(),
                                r.width(),
                                r.points(),
                                r.kernel(),
                                r.stepsPerSecond(),
                                r.roofline(),
                                r.fraction(),
                                r.sgemmGflops(),
                                r.elementNanos(),
                                r.tile(),
                                r.stack(),
                                r.bytesPerStep());
                    } else {
                        System.out.printf(
                                Locale.ROOT,
                                "%s  {\"architecture\": \"%s\", \"width\": %d, \"points\": %d, \"kernel\": \"%s\", \"steps_per_second\": %.1f,"
                                        + " \"roofline_steps_per_second\": %.1f, \"fraction\": %.4f, \"sgemm_gflops\": %.1f,"
                                        + " \"element_ns\": %.4f, \"tile\": %d, \"stack\": %d, \"heap_bytes_per_step\": %.1f,"
                                        + " \"native_growth_bytes\": %d}",
                                separator,
                                r.architecture(),
                                r.width(),
                                r.points(),
                                r.kernel(),
                                r.stepsPerSecond(),
                                r.roofline(),
                                r.fraction(),
                                r.sgemmGflops(),
                                r.elementNanos(),
                                r.tile(),
                                r.stack(),
                                r.bytesPerStep(),
                                r.nativeGrowth());
                        separator = ",\n";
                    }
                }
            }
        }
        if (format == Format.JSON) {
            System.out.println("\n]");
        }
        return ExitCode.DONE;
    }
}
